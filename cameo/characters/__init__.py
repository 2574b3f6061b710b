"""Characters: pets and things of somebody's own, cut out of a film, for scenes.

`create` makes one of a film, `queries` finds those that somebody may use, `casting` those that words name.
No person may be in the film: a check that finds one refuses, one that cannot tell asks staff.
"""

from __future__ import annotations

from .actions import create, decide, delete, reshare
from .queries import by_ids, picture, usable_by, visible_to

__all__ = ["by_ids", "create", "decide", "delete", "picture", "reshare", "usable_by", "visible_to"]
