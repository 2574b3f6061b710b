"""Work beside the request: thin."""

from __future__ import annotations

import structlog
from celery import shared_task
from kombu.exceptions import OperationalError

from generation import conf

log = structlog.get_logger(__name__)
AT_ONCE = 200


@shared_task(name="feed.describe_posts")
def describe_posts() -> int:
    """Describe what has not been described, newest first; how many were."""
    from . import describing
    from .models import Post

    waiting = Post.objects.filter(vector=None, removed_at=None).select_related("video").order_by("-pk")
    return sum(describing.describe(post) for post in waiting[:AT_ONCE])


def ring() -> None:
    """Ask for it now; where the broker is away, beat asks within a minute."""
    try:
        describe_posts.apply_async(queue=conf.MEDIA_QUEUE, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("feed.broker_away", error=str(error))


@shared_task(name="feed.read_chats")
def read_chats() -> str:
    """Read the chat export that has waited longest, after tidying up after workers that are gone."""
    from .chats import actions

    actions.tidy()
    return actions.read_next()


def ring_chats() -> None:
    """Ask for it now; where the broker is away, beat asks within half a minute."""
    try:
        read_chats.apply_async(queue=conf.MEDIA_QUEUE, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("feed.broker_away", error=str(error))


@shared_task(name="feed.look_again")
def look_again() -> int:
    """Judge what the policy in force has not judged yet; how many posts were."""
    from . import rescan

    return rescan.look_again()


def ring_look_again() -> None:
    """Ask for it now; where the broker is away, beat asks within a minute."""
    try:
        look_again.apply_async(queue=conf.MEDIA_QUEUE, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("feed.broker_away", error=str(error))
