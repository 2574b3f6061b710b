"""A language model that the operator may name: it writes the screenplay, or a richer wording, from the words.

Any endpoint that speaks the chat completions protocol serves: `SORA_LLM_URL` (up to `/v1`), `SORA_LLM_MODEL`
and, where it wants one, `SORA_LLM_KEY`. It is asked with the screenplay's own JSON schema, within a strict
time, and what it answers passes the same loader as what a person edits. Whoever calls waits in the thread of
their own request; the loop that serves all others never does. Spoken by `requests`, which is here already:
one POST needs no client of its own.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from typing import Any

import requests
import structlog
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as ReadTimeout

from generation import reading
from generation.engines.errors import BadRequest
from generation.engines.simulation.screenplay import Screenplay
from generation.engines.simulation.screenplay.vocabulary import Kind

from . import choices, edits
from .edits import Play
from .marking import FIELDS, marked

log = structlog.get_logger(__name__)
LONGEST_ANSWER = 1_000_000
LONGEST_WORDING = 4_000
OURS = ("version", "prompt", "seed", "style", "understood")
TASK = (
    "You write screenplays for a film engine. Stage the user's words faithfully, in the given number of "
    "seconds, with nothing that the words exclude. Names are lower case. Answer with one JSON object only, "
    "valid under this JSON schema:\n"
)
RICHER = (
    "You enrich prompts of short videos. Keep the language, every person, thing, action and quoted line of "
    "the user's words; add light, time of day, weather, camera and sound where they are open, in at most "
    "90 words. "
    "Answer with the new prompt only."
)


class Unanswered(Exception):
    """The model gave no usable answer; `reason` says why, for a person."""

    def __init__(self, reason: Promise | str) -> None:
        super().__init__(str(reason))
        self.reason = reason


NOT_REACHED = _("the model could not be reached")
TOO_SLOW = _("the model took too long")
NO_SCREENPLAY = _("the model's answer was no screenplay that can be staged")
REFUSED = _("the model answered with an error")


def configured() -> str:
    """The name of the operator's model, "" when there is none."""
    model = os.environ.get("SORA_LLM_MODEL", "").strip()
    return model if os.environ.get("SORA_LLM_URL", "").strip() else ""


def seconds_allowed() -> float:
    """How long an answer may take in all."""
    try:
        return min(120.0, max(0.1, float(os.environ.get("SORA_LLM_SECONDS", "20"))))
    except ValueError:
        return 20.0


def screenplay(prompt: str, *, seconds: int, style: str, seed: int, styles: tuple[str, ...]) -> Play:
    """The words as a screenplay of the model's; raises `Unanswered`."""
    rules = reading.offered(prompt, seconds=seconds, style=style, seed=seed, styles=styles).screenplay
    wanted = schema()
    answer = _ask(
        [
            {"role": "system", "content": TASK + json.dumps(wanted, separators=(",", ":"))},
            {"role": "user", "content": f"{seconds} seconds.\n{prompt}"},
        ],
        {"type": "json_schema", "json_schema": {"name": "screenplay", "schema": wanted}},
    )
    try:
        found = _tidied(json.loads(_unfenced(answer)))
        found |= {key: rules[key] for key in OURS}
        play = edits.loaded(edits.fitted(edits.loaded(found), float(seconds)))
        _check(play)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, BadRequest) as error:
        log.warning("llm.no_screenplay", error=str(error)[:300])
        raise Unanswered(NO_SCREENPLAY) from error
    # a word that the rules stage but the model's screenplay does not hold is not said to be shown
    return marked(play, [{"at": f"all.{key}"} for key in FIELDS])


def _tidied(found: dict[str, Any]) -> dict[str, Any]:
    """What a model writes in its own words, in ours: the numbers of shots and the names of actions."""
    for index, shot in enumerate(found["shots"]):
        shot["index"] = index
        for beat in shot.get("beats", ()):
            beat["action"] = choices.action(str(beat["action"])) or str(beat["action"])
    return found


def _check(play: Play) -> None:
    """Only what the engine can do: more shots, or deeds that nobody knows, are no answer."""
    known = {*choices.meanings(Kind.ACTION), "stand", "stay"}
    if len(play["shots"]) > edits.MOST_SHOTS:
        raise BadRequest("There are too many shots.")
    for shot in play["shots"]:
        for beat in shot["beats"]:
            if beat["action"] not in known:
                raise BadRequest(f"Nobody can {beat['action'][:40]!r}.")


def richer(prompt: str) -> str:
    """A richer wording of the model's; raises `Unanswered`."""
    text = _ask([{"role": "system", "content": RICHER}, {"role": "user", "content": prompt}], None)
    text = " ".join(text.strip().strip('"').split())
    if not text or len(text) > LONGEST_WORDING:
        raise Unanswered(REFUSED)
    return text


def schema() -> dict[str, Any]:
    """The JSON schema of a screenplay, without what the engine fills in, with the names that it knows."""
    found = Screenplay.model_json_schema()
    for key in OURS:
        found["properties"].pop(key)
    found["required"] = [key for key in found["required"] if key not in OURS]
    parts = found["$defs"]
    parts.pop("Word", None)
    parts.pop("Mark", None)
    parts["Shot"]["properties"]["set"]["enum"] = list(choices.meanings(Kind.SET))
    parts["Beat"]["properties"]["action"]["enum"] = [*choices.meanings(Kind.ACTION), "stand"]
    parts["Actor"]["properties"]["kind"]["enum"] = ["person", *choices.meanings(Kind.ANIMAL)]
    parts["Prop"]["properties"]["kind"]["enum"] = list(choices.meanings(Kind.PROP))
    return found


def _ask(messages: list[dict[str, str]], shape: Mapping[str, Any] | None) -> str:
    """One question; the answer's text. The whole exchange keeps within `seconds_allowed`."""
    until = time.monotonic() + seconds_allowed()
    body: dict[str, Any] = {"model": configured(), "messages": messages, "temperature": 0}
    if shape is not None:
        body["response_format"] = shape
    address = os.environ["SORA_LLM_URL"].strip().rstrip("/").removesuffix("/chat/completions")
    key = os.environ.get("SORA_LLM_KEY", "").strip()
    try:
        with requests.post(
            f"{address}/chat/completions",
            json=body,
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=seconds_allowed(),
            stream=True,
            allow_redirects=False,
        ) as response:
            content = _content(response, until)
            status = response.status_code
    except (requests.Timeout, ReadTimeout) as error:
        raise Unanswered(TOO_SLOW) from error
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        log.warning("llm.not_reached", error=type(error).__name__)
        raise Unanswered(NOT_REACHED) from error
    if status != requests.codes.ok:
        log.warning("llm.refused", status=status)
        raise Unanswered(REFUSED)
    try:
        return str(json.loads(content)["choices"][0]["message"]["content"])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Unanswered(REFUSED) from error


def _content(response: requests.Response, until: float) -> bytes:
    found = bytearray()
    while piece := response.raw.read1(
        65_536, decode_content=True
    ):  # whatever has come, without waiting for more
        found += piece
        if time.monotonic() > until:
            raise Unanswered(TOO_SLOW)
        if len(found) > LONGEST_ANSWER:
            raise Unanswered(REFUSED)
    return bytes(found)


def _unfenced(text: str) -> str:
    """The text without the fence that some models put around JSON."""
    text = text.strip()
    if text.startswith("```"):
        text = text.split("\n", 1)[-1].rsplit("```", 1)[0]
    return text
