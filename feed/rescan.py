"""A second look at the words of what is published, whenever another version of the policy is in force.

A post keeps the number of the version that it was last judged by, so that a look that breaks off goes on.
What is surely refused now is hidden and waits for a person; what is doubtful opens a case and stays.
"""

from __future__ import annotations

import structlog

from accounts import audit
from moderation import screening
from moderation.desk import cases
from moderation.gate import audience_of
from moderation.models import About, Category
from moderation.policies import live
from moderation.policies.table import Decided, Table
from moderation.policies.terms import STRICTNESS, Outcome, Place

from .models import Post

log = structlog.get_logger(__name__)
AT_ONCE = 50
DOUBTFUL = "policy"


def look_again() -> int:
    """Judge the newest posts that were not judged by the version in force; how many were."""
    table = live.table()
    waiting = Post.objects.filter(removed_at=None).exclude(policy=table.number)
    found = waiting.select_related("video", "author").order_by("-pk")[:AT_ONCE]
    return sum(_look(post, table) for post in found)


def _look(post: Post, table: Table) -> bool:
    """One post; where the look itself fails, it is tried again in the next round."""
    try:
        decided = _judged(post, table)
    except Exception:
        log.exception("rescan.failed", post=post.pk)
        return False
    waits = decided.outcome in {Outcome.LOOK, Outcome.REVIEW, Outcome.REFUSE}
    if waits and decided.finding is not None:
        known = decided.finding.category in Category.values
        category = decided.finding.category if known else Category.OTHER
        about = post.video.public_id
        case, new = cases.opened(About.VIDEO, about, post.author, category, origin=DOUBTFUL)
        if new:
            audit.record(None, "case.by_policy", case, policy=table.number, outcome=decided.outcome)
        if decided.outcome is Outcome.REFUSE and case.hidden_at is None:
            cases.hide(case)
    Post.objects.filter(pk=post.pk).update(policy=table.number)
    return True


def _judged(post: Post, table: Table) -> Decided:
    """The strictest of what follows from the prompt and from the caption."""
    audience = audience_of(post.author)
    texts = ((post.video.prompt, Place.PROMPT), (post.caption, Place.CAPTION))
    found = [screening.judged(text, place, audience, table) for text, place in texts if text.strip()]
    return max(found, key=lambda each: STRICTNESS.index(each.outcome), default=Decided(Outcome.ALLOW))
