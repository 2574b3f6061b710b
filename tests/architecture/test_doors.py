"""Every address has a row in the table of who may get through it; `tests/site/test_doors.py` tries them."""

from __future__ import annotations

from tests.site.doors import ADMIN, DOORS, LIBRARY, PROGRAMS, routes

HOW = """
{n} addresses have no row in tests/site/doors.py:
{routes}
Add one for each: `"the/route/": Door("who")`, where `who` are letters of those who may get through:
  a anybody, s a stranger, f a follower, t a teen, g her guardian, o the owner (Alice), m staff.
Names in the route are filled from tests/site/world.py (`args={{"pk": "comment"}}` says which of its things
to take; whatever belongs to somebody there belongs to Alice). `post=True` where only a POST does something;
`quiet=True` where a POST answers everybody alike, and only whoever may changes something.
"""


def test_every_address_has_a_row() -> None:
    known = {route for route in routes() if not route.startswith((ADMIN, LIBRARY, PROGRAMS))}
    missing = sorted(known - set(DOORS))
    assert not missing, HOW.format(n=len(missing), routes="\n".join(f"  {route!r}" for route in missing))
    assert not sorted(set(DOORS) - known), "these rows are about addresses that are gone"
