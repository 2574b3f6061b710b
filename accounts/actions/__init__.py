"""The only writers of this app: each action checks, writes, audits and tells in one transaction."""

from .invites import (
    find_invite,
    give_invite,
    invite_from_waitlist,
    join_waitlist,
    mint_batch,
    mint_invites,
    redeem,
    revoke_invite,
)
from .social import block, edit_profile, follow, unblock, unfollow

__all__ = [
    "block",
    "edit_profile",
    "find_invite",
    "follow",
    "give_invite",
    "invite_from_waitlist",
    "join_waitlist",
    "mint_batch",
    "mint_invites",
    "redeem",
    "revoke_invite",
    "unblock",
    "unfollow",
]
