"""Landings: how hard feet come down at the end of a jump that is moved by hand.

A hand-made motion stops at the floor in the very step in which it touches it, so a contact's own speed tells
too little. How fast the whole body was falling is in the poses before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..take import Contact, Take
from .steps import is_foot

FALLING = 1.2  # m/s from which on feet that touch the ground land rather than step
BEFORE = 0.09  # seconds before the touch over which the fall is measured
SHARE = 0.35  # of the body's momentum that one foot takes at the first blow


def landed(take: Take) -> Sequence[Contact]:
    """The contacts of a take; those of feet that end a flight with the speed and the blow of the fall."""
    animated = {guided.body for guided in take.guided if guided.why == "animated"}
    if not animated:
        return take.contacts
    bodies = take.model.get("bodies", ())
    index = {body["name"]: number for number, body in enumerate(bodies)}
    roots = {geom["name"]: bodies[index[geom["body"]]]["root"] for geom in take.model.get("geoms", ())}
    masses: dict[str, float] = {}
    for body in bodies:
        masses[body["root"]] = masses.get(body["root"], 0.0) + float(body["mass"])
    found = []
    for contact in take.contacts:
        foot = next((name for name in (contact.geom1, contact.geom2) if is_foot(name)), "")
        root = roots.get(foot, "")
        fall = _falling(take, index[root], contact.time) if root in animated else 0.0
        if fall > FALLING and fall > contact.speed:
            blow = max(contact.impulse, SHARE * masses[root] * fall)
            contact = replace(contact, speed=round(fall, 4), impulse=round(blow, 4))
        found.append(contact)
    return found


def _falling(take: Take, body: int, time: float) -> float:
    """m/s downwards of a body right before `time`, the mean over `BEFORE` seconds."""
    high = np.interp([time - BEFORE, time - 0.01], take.times, take.xpos[:, body, 2])
    return float(high[0] - high[1]) / (BEFORE - 0.01) if time >= BEFORE else 0.0
