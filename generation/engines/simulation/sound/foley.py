"""Foley: what a take's contacts, splashes and rolling sound like, each where and when it happens.

Every sound is a `Cue`: mono samples that begin at one sample of the shot, at a
place in the world. Many geoms of one foot that land together make one sound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..take import Contact, Rolling, Splash, Take
from . import animal, impact, rolling, steps, water
from .impact import Blow
from .materials import sounding
from .noise import SAMPLE_RATE, Samples

TOGETHER_SECONDS, TOGETHER_METRES, SPLASH_SECONDS = 0.03, 0.35, 0.07
MOST_PER_SECOND = 24
PANTING = frozenset({"corgi", "dog", "husky"})
HEAVIEST_STEP, LANDING = 0.9, 0.7  # strength, and metres a second at which a foot comes down
IMPACT_LEVEL, SPLASH_LEVEL, ROLL_LEVEL = 0.34, 0.4, 0.05

Path = Samples


@dataclass(frozen=True)
class Cue:
    """Mono `samples` that begin at the sample `start`; `place` is (3,) metres, or (F, 3) when it moves.

     `what` names it for reports: "impact", "splash", "roll", "lap", "breath", "call", "step", "rustle",
    "motor", "people", "tune", "horn".
    """

    what: str
    start: int
    samples: Samples = field(repr=False)
    place: Path

    @property
    def seconds(self) -> float:
        """When it begins."""
        return self.start / SAMPLE_RATE


def impacts(
    contacts: Sequence[Contact], families: Mapping[str, str], seconds: float, rng: np.random.Generator
) -> list[Cue]:
    """A cue for every contact that can be heard, on its own sample."""
    cues = []
    for contact in _loudest(merged(contacts), int(MOST_PER_SECOND * seconds) + 4):
        one = sounding(contact.geom1, contact.material1, families)
        other = sounding(contact.geom2, contact.material2, families)
        own = np.random.default_rng([int(rng.integers(2**31)), round(contact.time * 10_000)])
        blow = Blow(one, other, contact.impulse, contact.speed)
        ground = trodden(contact, families)
        sound = impact.synthesise(blow, own)
        if ground is not None and len(sound):
            sound = steps.step(ground, min(1.5, 1.8 * blow.strength), own)
        start = round(contact.time * SAMPLE_RATE)
        if len(sound) and start >= 0:
            what = "step" if _walked(contact, blow) else "impact"
            cues.append(Cue(what, start, IMPACT_LEVEL * sound, np.array(contact.position)))
    return cues


def _walked(contact: Contact, blow: Blow) -> bool:
    """Whether it is a footfall of somebody who walks, not one who lands or kicks."""
    feet = steps.is_foot(contact.geom1) or steps.is_foot(contact.geom2)
    return feet and (blow.strength < HEAVIEST_STEP or blow.speed < LANDING)


def trodden(contact: Contact, families: Mapping[str, str]) -> str | None:
    """The ground that gives way under a foot in this contact, else None."""
    for foot, ground in ((contact.geom1, contact.material2), (contact.geom2, contact.material1)):
        if steps.is_foot(foot):
            return steps.ground_of(ground, families.get(ground, ground))
    return None


def rustles(contacts: Sequence[Contact], rng: np.random.Generator) -> list[Cue]:
    """Clothes that move with each step of somebody who wears shoes."""
    worn = [each for each in merged(contacts) if "_sole" in each.geom1 + each.geom2]
    return [
        Cue(
            "rustle",
            max(0, round((each.time - 0.08) * SAMPLE_RATE)),
            steps.rustle(rng),
            np.array(each.position),
        )
        for each in worn[:60]
    ]


def merged(contacts: Sequence[Contact]) -> list[Contact]:
    """Contacts of the same two materials that happen together and close by, as one at the earliest time."""
    groups: list[list[Contact]] = []
    for contact in sorted(contacts, key=lambda each: each.time):
        known = next((group for group in reversed(groups) if _same_blow(group[0], contact)), None)
        if known is None:
            groups.append([contact])
        else:
            known.append(contact)
    return [_as_one(group) for group in groups]


def _same_blow(first: Contact, other: Contact) -> bool:
    apart = float(np.linalg.norm(np.subtract(first.position, other.position)))
    pair = {first.material1, first.material2}
    together = other.time - first.time <= TOGETHER_SECONDS and apart <= TOGETHER_METRES
    return together and pair == {other.material1, other.material2}


def _as_one(group: list[Contact]) -> Contact:
    if len(group) == 1:
        return group[0]
    first = group[0]
    strongest = max(group, key=lambda each: each.impulse * each.speed)
    return Contact(
        first.time,
        strongest.geom1,
        strongest.geom2,
        strongest.material1,
        strongest.material2,
        float(np.sqrt(sum(each.impulse**2 for each in group))),
        max(each.speed for each in group),
        strongest.position,
    )


def _loudest(contacts: list[Contact], most: int) -> list[Contact]:
    """At most `most` of the contacts, the loudest, in the order of time."""
    kept = sorted(contacts, key=lambda each: -each.impulse * each.speed)[:most]
    return sorted(kept, key=lambda each: each.time)


def splashes(events: Sequence[Splash], rng: np.random.Generator) -> list[Cue]:
    """A cue for every splash."""
    return [
        Cue(
            "splash",
            max(0, round(event.time * SAMPLE_RATE)),
            SPLASH_LEVEL * water.splash(event.energy, event.radius, rng),
            np.array(event.position),
        )
        for event in gathered(events)
    ]


def gathered(events: Sequence[Splash]) -> list[Splash]:
    """Splashes of the limbs of one body as one: their energy at the earliest time, where the strongest is."""
    groups: list[list[Splash]] = []
    for event in sorted(events, key=lambda each: each.time):
        if groups and event.time - groups[-1][0].time <= SPLASH_SECONDS:
            groups[-1].append(event)
        else:
            groups.append([event])
    found = []
    for group in groups:
        strongest = max(group, key=lambda each: each.energy)
        energy = sum(each.energy for each in group)
        found.append(Splash(group[0].time, strongest.position, energy, strongest.radius))
    return found


def rolls(
    tracks: Sequence[Rolling], take: Take, places: Mapping[str, Path], samples: int, rng: np.random.Generator
) -> list[Cue]:
    """A cue as long as the shot for everything that rolls."""
    cues = []
    for track in tracks:
        speed = np.interp(
            np.arange(samples) / SAMPLE_RATE, np.arange(len(track.speed)) / take.fps, track.speed
        )
        sound = ROLL_LEVEL * rolling.roll(speed, rng)
        cues.append(Cue("roll", 0, sound, places.get(track.body, take.camera_target)))
    return cues


def creatures(
    cast: Sequence[tuple[str, str]], places: Mapping[str, Path], samples: int, rng: np.random.Generator
) -> list[Cue]:
    """Breath of the dogs in the cast (name, kind)."""
    return [
        Cue("breath", 0, animal.panting(samples, rng), places[name])
        for name, kind in cast
        if kind in PANTING and name in places
    ]
