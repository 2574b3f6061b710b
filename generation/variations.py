"""What is made from a finished video: an edit, a remix, a re-rolled shot, an extension, a joined film.

Each function here only writes the brief; admission judges it like every other.
Shots that a brief does not change are taken over as they were rendered.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from . import conf, footage, kept, start_image
from .admission import Brief
from .engines.simulation.screenplay import Screenplay
from .engines.simulation.screenplay.extend import extend
from .engines.simulation.screenplay.revise import Revision, another_take, revise
from .engines.simulation.screenplay.stitch import stitched
from .made import Made
from .models import SEED_LIMIT, Shot, Video
from .refusals import BadChoice, NothingChanges, ParentNotAvailable, PartsDiffer, ShotsNotKept, TooLong
from .states import ParentKind

LONGEST_INSTRUCTION = 2000
EXTENSIONS = (4, 8, 12, 16, 20)


def play_of(video: Video) -> Screenplay:
    """The screenplay of a video; `ParentNotAvailable` for one without."""
    if not video.screenplay:
        raise ParentNotAvailable
    return Screenplay.from_json(json.dumps(video.screenplay))


def revised(video: Video, instruction: str, *, shot: int | None = None) -> Revision:
    """What an instruction makes of a video; `NothingChanges` when nothing would be other than before."""
    revision = revise(play_of(video), instruction[:LONGEST_INSTRUCTION], shot=shot)
    if not revision.changes:
        raise NothingChanges
    return revision


def edit(
    video: Video, instruction: str, *, mine: bool, shot: int | None = None, submission: str = ""
) -> Brief:
    """The brief of an edit of one's own video, or of a remix of another's, by an instruction in words."""
    revision = revised(video, instruction, shot=shot)
    new = revision.play
    made = Made(
        instruction=instruction[:LONGEST_INSTRUCTION],
        changes=tuple(change.as_json() for change in revision.changes),
        shots=_unchanged(video, new) if mine else {},
    )
    kind = ParentKind.EDIT if mine else ParentKind.REMIX
    return _brief(video, new, kind, made, seconds=video.seconds, submission=submission)


def another(video: Video, shot: int, *, seed: int | None = None, submission: str = "") -> Brief:
    """The brief of a video in which one shot is taken anew and the others are taken over."""
    play = play_of(video)
    if not 0 <= shot < len(play.shots):
        raise BadChoice
    number = secrets.randbelow(SEED_LIMIT) if seed is None else seed
    others = {row.index: row for row in video.shots.select_related("video") if row.index != shot}
    if not all(kept.whole(row) for row in others.values()) or len(others) != len(play.shots) - 1:
        raise ShotsNotKept
    continues = next((row.index for row in video.shots.all() if row.continues), None)
    made = Made(
        changes=({"what": "take", "before": "", "after": str(shot + 1), "who": ""},),
        shots=others,
        seeds={shot: number},
        continues=continues if continues == shot else None,
    )
    new = another_take(play, shot, number)
    return _brief(video, new, ParentKind.REROLL, made, seconds=video.seconds, submission=submission)


def extension(video: Video, prompt: str, seconds: int, *, submission: str = "") -> Brief:
    """The brief of a video that goes on for `seconds` more from the last state of this one."""
    if seconds not in EXTENSIONS:
        raise BadChoice(field="seconds")
    total = video.seconds + seconds
    if total > conf.MAX_FILM_SECONDS:
        raise TooLong
    if not (kept.is_whole(video) and kept.has_take(video)):
        raise ShotsNotKept
    old = play_of(video)
    new = extend(old, prompt[:LONGEST_INSTRUCTION], float(seconds))
    made = Made(
        instruction=prompt[:LONGEST_INSTRUCTION],
        changes=({"what": "length", "before": str(video.seconds), "after": str(total), "who": ""},),
        shots={row.index: row for row in video.shots.select_related("video")},
        continues=len(old.shots),
    )
    return _brief(video, new, ParentKind.EXTENSION, made, seconds=total, submission=submission)


def joined(videos: Sequence[Video], *, submission: str = "") -> Brief:
    """The brief of one video made of several, in that order; nothing is rendered again."""
    if not 2 <= len(videos) <= conf.MAX_PARTS or len({(video.width, video.height) for video in videos}) > 1:
        raise PartsDiffer
    total = sum(video.seconds for video in videos)
    if total > conf.MAX_FILM_SECONDS:
        raise TooLong
    rows: dict[int, Shot] = {}
    for video in videos:
        if not kept.is_whole(video):
            raise ShotsNotKept
        rows |= {len(rows) + n: row for n, row in enumerate(video.shots.select_related("video"))}
    made = Made(
        changes=({"what": "length", "before": str(videos[0].seconds), "after": str(total), "who": ""},),
        shots=rows,
        parts=tuple(videos),
    )
    play = stitched([play_of(video) for video in videos])
    return _brief(videos[0], play, ParentKind.STITCH, made, seconds=total, submission=submission)


def again(video: Video, *, submission: str) -> Brief:
    """The brief of another try at a video that failed: what was rendered of it is taken over."""
    rows = {row.index: row for row in video.shots.select_related("video") if kept.whole(row)}
    rows |= {
        row.index: row.source
        for row in video.shots.select_related("source__video")
        if row.index not in rows and row.source is not None and kept.whole(row.source)
    }
    made = Made(
        instruction=video.instruction,
        changes=tuple(video.changes or ()),
        shots={
            index: row
            for index, row in rows.items()
            if row.video_id in {video.pk, video.parent_id, *video.parts.values_list("source_id", flat=True)}
        },
        seeds={row.index: row.seed for row in video.shots.all() if row.seed is not None},
        continues=next((row.index for row in video.shots.all() if row.continues), None),
        parts=tuple(part.source for part in video.parts.select_related("source") if part.source is not None),
    )
    brief = _brief(video, play_of(video), ParentKind(video.parent_kind or ParentKind.REROLL), made,
                   seconds=video.seconds, submission=submission)  # fmt: skip
    return replace(brief, parent=video.parent, parent_kind=video.parent_kind, retry_of=video)


def _brief(
    video: Video, play: Screenplay, kind: ParentKind, made: Made, *, seconds: int, submission: str
) -> Brief:
    return Brief(
        prompt=play.prompt,
        model=video.model,
        style=play.style,
        size=(video.width, video.height),
        seconds=seconds,
        seed=video.seed,
        parent=video,
        parent_kind=kind,
        screenplay=json.loads(play.to_json()),
        made=made,
        start_image=start_image.of(video),
        footage=footage.of(video),
        physics=video.physics,
        submission=submission,
    )


def _unchanged(video: Video, new: Screenplay) -> dict[int, Shot]:
    """The shots of a video that a new screenplay leaves exactly as they were, where they are kept."""
    old = play_of(video)
    if old.style != new.style or len(old.shots) != len(new.shots):
        return {}
    rows = {row.index: row for row in video.shots.select_related("video")}
    same = {
        index
        for index, (a, b) in enumerate(zip(old.shots, new.shots, strict=True))
        if a == b and _company(old, index) == _company(new, index)
    }
    return {index: row for index, row in rows.items() if index in same and kept.whole(row)}


def _company(play: Screenplay, index: int) -> list[Any]:
    shot = play.shots[index]
    here = {*shot.cast, *shot.props}
    return [a for a in play.actors if a.name in here] + [p for p in play.props if p.name in here]
