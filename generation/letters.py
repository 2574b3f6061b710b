"""Letters to the owner of a video about which staff decided, in the owner's language."""

from __future__ import annotations

import smtplib

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Video

log = structlog.get_logger(__name__)
NEWS: dict[str, tuple[Promise, Promise]] = {
    "video.approved": (
        gettext_lazy("Your video passed the review"),
        gettext_lazy("Somebody looked at your video and approved it. It will be ready in a moment."),
    ),
    "video.cleared": (
        gettext_lazy("You can publish your video"),
        gettext_lazy("Somebody looked at your video: you can publish it now."),
    ),
    "video.blocked": (
        gettext_lazy("Your video was blocked"),
        gettext_lazy("Somebody looked at your video and found that it breaks the rules."),
    ),
    "video.taken_down": (
        gettext_lazy("Your video was taken down"),
        gettext_lazy("Nobody can watch your video any more, because it breaks the rules."),
    ),
    "video.given_back": (
        gettext_lazy("Your video is back"),
        gettext_lazy("We looked at our decision about your video again and took it back."),
    ),
}


def tell(verb: str, video: Video, reason: str) -> bool:
    """Write to the owner; False without an address or when the mail could not be sent."""
    owner = video.owner
    if not owner.email:
        return False
    with translation.override(owner.language or settings.LANGUAGE_CODE):
        subject, news = NEWS[verb]
        body = _(
            "%(news)s\n\nThe video: %(title)s\n%(link)s\n\nWhat the reviewer wrote:\n%(reason)s\n\n"
            "You can answer to the people who run this site."
        ) % {
            "news": news,
            "title": video,
            "link": f"{settings.SITE_URL}{video.get_absolute_url()}",
            "reason": reason,
        }
        try:
            send_mail(str(subject), body, None, [owner.email])
        except (smtplib.SMTPException, OSError) as error:
            log.warning("letters.not_sent", verb=verb, video=video.public_id, error=str(error))
            return False
    return True
