"""Players for other sites: a page to embed, and oEmbed, which tells others about it."""

from __future__ import annotations

from urllib.parse import urlsplit

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_GET

from .models import Post, Visibility

WIDEST = 1280


def _shared(public_id: str) -> Post:
    """A post that anybody with the link may see."""
    posts = Post.objects.visible_to(None).exclude(visibility=Visibility.PRIVATE)
    found = posts.select_related("video", "author").filter(video__public_id=public_id).first()
    if found is None:
        raise Http404(_("There is no such post."))
    return found


@require_GET
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its types know no views with arguments
def embed(request: HttpRequest, public_id: str) -> HttpResponse:
    """The player alone, for a frame in any page."""
    post = _shared(public_id)
    return render(request, "feed/embed.html", {"post": post, "video": post.video})


@require_GET
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0 for the address of a shared video: `?url=…&maxwidth=…&maxheight=…`, JSON only."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "Only JSON is offered."}, status=501)
    public_id = _named(request.GET.get("url", ""))
    post = _shared(public_id)
    width, height = _fitted(post, request)
    address = settings.SITE_URL + reverse("embed", args=[public_id])
    return JsonResponse(
        {
            "version": "1.0",
            "type": "video",
            "provider_name": "Sora",
            "provider_url": settings.SITE_URL,
            "title": post.caption or post.video.prompt[:100],
            "author_name": post.author.name,
            "author_url": settings.SITE_URL + post.author.get_absolute_url(),
            "thumbnail_url": settings.SITE_URL + reverse("media", args=[public_id, "poster.webp"]),
            "thumbnail_width": post.video.width,
            "thumbnail_height": post.video.height,
            "width": width,
            "height": height,
            "html": f'<iframe src="{address}" width="{width}" height="{height}" allow="fullscreen"></iframe>',
        }
    )


def _named(url: str) -> str:
    """The name of the video whose page `url` is; 404 for any other address."""
    try:
        match = resolve(urlsplit(url).path)
    except (Resolver404, ValueError) as error:
        raise Http404(_("There is no such video.")) from error
    if match.url_name not in {"video", "embed"}:
        raise Http404(_("There is no such video."))
    return str(match.kwargs["public_id"])


def _fitted(post: Post, request: HttpRequest) -> tuple[int, int]:
    """The video's size, made smaller to fit what the other page asks for."""

    def bound(name: str, otherwise: int) -> int:
        asked = request.GET.get(name, "")
        return max(64, int(asked)) if asked.isdecimal() and len(asked) < 6 else otherwise

    width, height = post.video.width, post.video.height
    factor = min(1.0, bound("maxwidth", WIDEST) / width, bound("maxheight", WIDEST) / height)
    return round(width * factor), round(height * factor)
