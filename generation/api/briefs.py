"""Bodies of clients as briefs: the API's defaults, and every value checked by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from accounts.models import Person

from .. import gate, sent, variations
from ..admission import Brief
from ..engines import catalog
from ..engines.catalog import Model
from ..engines.simulation.screenplay import AUTO
from ..footage import Footage
from ..models import Video
from ..states import Status
from . import bodies, cast, extras, references
from .errors import ApiError, bad, not_found

LONGEST = 32_000
_DATED = re.compile(r"-\d{4}-\d{2}-\d{2}$", re.ASCII)
MODEL, SECONDS, SIZE = "sora-2", "4", "720x1280"


def create(person: Person, body: Mapping[str, Any], submission: str) -> Brief:
    """The brief of a new video."""
    model = _model(bodies.text(body, "model", MODEL if MODEL in catalog.models() else _first()))
    storyboard, whole = extras.shots(body)
    return Brief(
        prompt=_told(body, storyboard),
        model=model.name,
        style=extras.style(body, model),
        size=_size(body, model),
        seconds=_seconds(body, model, whole),
        seed=extras.seed(body),
        physics=extras.physics(body),
        variants=extras.variants(body),
        start_image=references.picture(body, person),
        characters=cast.ids(body, person),
        submission=submission,
    )


def _told(body: Mapping[str, Any], storyboard: str) -> str:
    """The prompt, then the shots; one of the two is enough."""
    if not storyboard:
        return prompt(body)
    words = f"{bodies.text(body, 'prompt', '').strip()}\n{storyboard}".strip()
    return prompt({"prompt": words})


def edit(person: Person, body: Mapping[str, Any], submission: str) -> Brief:
    """The brief of an edit of one's own video, or of a film that was sent."""
    film = body.get("video")
    if isinstance(film, Footage):
        changed = sent.edit(person, film, prompt(body), **_freely(body), submission=submission)
        return _following(changed, body)
    brief = variations.edit(_own(person, body), prompt(body), mine=True, submission=submission)
    return _following(brief, body)


def extend(person: Person, body: Mapping[str, Any], submission: str) -> Brief:
    """The brief of a longer video; of one's own, or of a film that was sent."""
    wanted = bodies.text(body, "seconds", SECONDS)
    if wanted not in {str(seconds) for seconds in variations.EXTENSIONS}:
        raise bad("seconds", f"'seconds' must be one of {_list(variations.EXTENSIONS)}; not {wanted!r}.")
    film = body.get("video")
    if isinstance(film, Footage):
        longer = sent.extension(
            person, film, prompt(body), int(wanted), **_freely(body), submission=submission
        )
        return _following(longer, body)
    brief = variations.extension(_own(person, body), prompt(body), int(wanted), submission=submission)
    return _following(brief, body)


def _freely(body: Mapping[str, Any]) -> dict[str, Any]:
    """What may be chosen beside the words where no video of this place decides it."""
    model = _model(bodies.text(body, "model", MODEL if MODEL in catalog.models() else _first()))
    style = extras.style(body, model) if body.get("style") else AUTO
    return {"model": model, "style": style, "seed": extras.seed(body)}


def remix(person: Person, public_id: str, body: Mapping[str, Any], submission: str) -> Brief:
    """The brief of a remix of a video that this person may remix."""
    video = Video.objects.visible_to(person).filter(public_id=public_id, status=Status.COMPLETED).first()
    if video is None or not gate.can_remix(person, video):
        raise not_found()
    return _following(variations.edit(video, prompt(body), mine=False, submission=submission), body)


def _following(brief: Brief, body: Mapping[str, Any]) -> Brief:
    """The brief with the physics that are asked for; without, those of the video it is made from."""
    asked = extras.physics(body)
    return replace(brief, physics=asked) if asked else brief


def prompt(body: Mapping[str, Any]) -> str:
    """The words, 1 to 32,000 characters."""
    words = bodies.text(body, "prompt")
    if len(words) > LONGEST:
        raise bad(
            "prompt", f"'prompt' has {len(words)} characters; {LONGEST} are the most.", "string_too_long"
        )
    return words


def _own(person: Person, body: Mapping[str, Any]) -> Video:
    """The finished video of this person that `video` names."""
    named = body.get("video")
    number = named.get("id") if isinstance(named, dict) else named
    if not isinstance(number, str) or not number:
        raise bad("video", '\'video\' must name a video: {"id": "video_…"}.', "missing_required_parameter")
    video = Video.objects.owned_by(person).filter(public_id=number).first()
    if video is None or video.status == Status.REMOVED:
        raise not_found()
    if video.status != Status.COMPLETED:
        raise ApiError(409, "This video is not finished.", code="video_not_ready", param="video", retry=False)
    return video


def _first() -> str:
    return next(iter(catalog.models()))


def _model(name: str) -> Model:
    """The model of that name; dated names are those of the same model."""
    if name not in catalog.models():
        name = _DATED.sub("", name)
    if name not in catalog.models():
        raise bad(
            "model", f"There is no model {name!r}. Known are {_list(catalog.models())}.", "model_not_found"
        )
    return catalog.get(name)


def _size(body: Mapping[str, Any], model: Model) -> tuple[int, int]:
    offered = {f"{width}x{height}": (width, height) for width, height in model.sizes}
    default = SIZE if SIZE in offered else next(iter(offered))
    wanted = bodies.text(body, "size", default)
    if wanted not in offered:
        raise bad("size", f"{model.name} knows these sizes: {_list(offered)}; not {wanted!r}.")
    return offered[wanted]


def _seconds(body: Mapping[str, Any], model: Model, whole: int | None = None) -> int:
    """The length; that of its shots where they say so and nothing else is said."""
    offered = [str(seconds) for seconds in model.seconds]
    usual = SECONDS if SECONDS in offered else offered[0]
    wanted = bodies.text(body, "seconds", usual if whole is None else str(whole))
    if wanted not in offered:
        raise bad("seconds", f"{model.name} knows these lengths: {_list(offered)}; not {wanted!r}.")
    return int(wanted)


def _list(values: Any) -> str:  # noqa: ANN401 (anything that is counted)
    return ", ".join(map(str, values))
