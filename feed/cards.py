"""The cards of the feed: drawn once for what they show, and put together for the one who reads.

A drawn card is kept under everything it shows, which was read a moment ago together with the
question whether the reader may see the post: there is no list of what to throw away that could be
wrong, and a card that may not be seen is not looked up. What belongs to one reader (place, token,
address, reasons, how long ago) are gaps in it.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.kept import Kept

from .models import Post
from .queries import Page

MOST = 4096  # of each kind, in every process: about 30 MB of cards
MARK = secrets.token_hex(8)  # nobody who writes a caption knows it
GAPS = ("position", "csrf_token", "here", "why", "ago")


_cards, _whys = Kept(MOST), Kept(MOST)


def drawn(request: HttpRequest, page: Page) -> SafeString:
    """All cards of a page as HTML; the page was cut by the viewing gate."""
    own = {"csrf_token": get_token(request), "here": escape(request.get_full_path())}
    language = get_language()
    parts: list[str] = []
    for position, post in enumerate(page.posts, start=page.first):
        values = {**own, "position": str(position), "why": _why(language, post), "ago": _ago(post)}
        for literal, gap in _card(request, language, post):
            parts.append(literal)
            parts.append(values[gap] if gap else "")
    return mark_safe("".join(parts))  # noqa: S308 (rendered by templates; the gaps are escaped)


def _card(request: HttpRequest, language: str | None, post: Post) -> list[tuple[str, str]]:
    """The card as texts, each with the gap that follows it."""
    viewer = request.user
    key = (language, viewer.is_authenticated, viewer.pk == post.author_id, _facts(post))
    found: list[tuple[str, str]] = _cards.get(key, lambda: _draw(request, post))
    return found


def _facts(post: Any) -> tuple[Any, ...]:  # noqa: ANN401 (a post with what `for_feed` adds)
    video, author = post.video, post.author
    return (
        post.pk,
        video.public_id,
        post.caption or video.prompt,
        video.width > video.height,
        author.username,
        author.display_name,
        post.published_at,
        (post.likes_count, post.comments_count, post.remixes_count, post.allow_remix),
        (post.liked, post.saved),
        video.parent.owner.username if post.credited else "",
    )


def _draw(request: HttpRequest, post: Post) -> list[tuple[str, str]]:
    gaps = {gap: mark_safe(f"\x01{MARK}{gap}\x01") for gap in GAPS}  # noqa: S308 (a mark of our own)
    html = render_to_string("feed/_card.html", {"post": post, **gaps}, request)
    first, *pieces = html.split(f"\x01{MARK}")
    cut = [piece.partition("\x01") for piece in pieces]
    texts = [first, *(text for _gap, _end, text in cut)]
    names = [*(gap for gap, _end, _text in cut), ""]
    return list(zip(texts, names, strict=True))


def _why(language: str | None, post: Any) -> str:  # noqa: ANN401 (a post of a list)
    why, terms = getattr(post, "why", ()), getattr(post, "terms", {})
    key = (language, why, tuple(terms.items()))
    return str(_whys.get(key, lambda: render_to_string("feed/_why.html", {"why": why, "terms": terms})))


def _ago(post: Post) -> str:
    return str(escape(_("%(ago)s ago") % {"ago": timesince(post.published_at)}))
