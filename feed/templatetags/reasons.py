"""Why a post is shown, in a sentence of the reader's language."""

from __future__ import annotations

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..ranking.explain import Reason

register = template.Library()

SENTENCES: dict[str, Promise] = {
    "wish": _("You asked for %(about)s"),
    "chat": _("You talk about %(about)s with your assistant"),
    "mutual": _("You follow each other"),
    "follow": _("You follow them"),
    "remix_of_mine": _("Made from a video of yours"),
    "friend_remix": _("Somebody you follow made something from it"),
    "taste": _("Like what you made and liked"),
    "create": _("It makes people create"),
    "comment": _("People talk about it"),
    "save": _("People keep it"),
    "like": _("People like it"),
    "novelty": _("Unlike anything here before"),
    "fresh": _("New"),
    "newcomer": _("New here, shown to few people so far"),
    "latest": _("Among the latest"),
}


@register.filter
def sentence(reason: tuple[str, str]) -> str:
    """`(code, about)` as a sentence."""
    code, about = reason
    return str(SENTENCES[code]) % {"about": f"“{about}”"}


@register.filter
def said(reason: Reason) -> str:
    """A reason of the ranking as a sentence."""
    return sentence((reason.code, reason.about))
