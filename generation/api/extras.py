"""What this API takes beyond the original: style, seed, physics, variants, shots, the day of expiry.

A client that sends none of it is answered exactly as by the original.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from accounts import clock

from .. import conf
from ..engines.catalog import Model
from ..models import SEED_LIMIT
from ..states import Physics
from . import bodies
from .errors import bad

MOST_SHOTS = 20
LEAST_LIFE, LONGEST_LIFE = 60, 366 * 24 * 3600  # seconds


def style(body: Mapping[str, Any], model: Model) -> str:
    """One of the model's styles."""
    wanted = bodies.text(body, "style", model.styles[0])
    if wanted not in model.styles:
        raise bad("style", f"{model.name} knows these styles: {', '.join(model.styles)}; not {wanted!r}.")
    return wanted


def seed(body: Mapping[str, Any]) -> int | None:
    """A number from which the same words make the same video; None where none is given."""
    return None if _absent(body, "seed") else _number(body, "seed", 0, SEED_LIMIT - 1)


def physics(body: Mapping[str, Any]) -> str:
    """ "simulated" lets a trained model follow the simulation; "" is as the model has it."""
    wanted = "" if _absent(body, "physics") else bodies.text(body, "physics")
    if wanted not in {"", *Physics.values}:
        raise bad("physics", f"'physics' must be {', '.join(Physics.values)} or left out; not {wanted!r}.")
    return wanted


def variants(body: Mapping[str, Any]) -> int:
    """How many videos are made of the same words, with seeds that follow each other."""
    return 1 if _absent(body, "variants") else _number(body, "variants", 1, conf.MAX_VARIANTS)


def shots(body: Mapping[str, Any]) -> tuple[str, int | None]:
    """The words of a storyboard and its seconds: `shots`: [{"prompt": …, "seconds": …}, …].

    ("", None) where there is none; None seconds where not every shot says its own.
    """
    rows = body.get("shots")
    if rows is None or rows == "":
        return "", None
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_SHOTS:
        raise bad("shots", f"'shots' must be a list of 1 to {MOST_SHOTS} objects with a 'prompt'.")
    told = [_shot(number, row) for number, row in enumerate(rows, 1)]
    lengths = [seconds for _words, seconds in told]
    whole = None if None in lengths else round(sum(seconds or 0 for seconds in lengths))
    return "\n".join(words for words, _seconds in told), whole


def _shot(number: int, row: object) -> tuple[str, float | None]:
    if not isinstance(row, dict):
        raise bad("shots", f"Shot {number} must be an object with a 'prompt'.")
    words = " ".join(bodies.text(row, "prompt").split())
    if row.get("seconds") in (None, ""):
        return f"Shot {number}: {words}", None
    try:
        seconds = float(bodies.text(row, "seconds"))
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= conf.MAX_FILM_SECONDS:
        raise bad("shots", f"'seconds' of shot {number} must be from 1 to {conf.MAX_FILM_SECONDS}.")
    return f"Shot {number} ({seconds:g} s): {words}", seconds


def expiry(body: Mapping[str, Any]) -> datetime | None:
    """When programs can no longer fetch the film: `expires_after`: {"anchor": "created_at", "seconds": …}.

    Else what the deployment says; None is never.
    """
    given = body.get("expires_after")
    if given is None or given == "":
        days = float(getattr(settings, "API_EXPIRES_DAYS", 0))
        return clock.now() + timedelta(days=days) if days else None
    if not isinstance(given, dict) or given.get("anchor", "created_at") != "created_at":
        sentence = '\'expires_after\' must be {"anchor": "created_at", "seconds": …}.'
        raise bad("expires_after", sentence)
    return clock.now() + timedelta(seconds=_number(given, "seconds", LEAST_LIFE, LONGEST_LIFE))


def _absent(body: Mapping[str, Any], name: str) -> bool:
    value = body.get(name)
    return value is None or (isinstance(value, str) and value == "")


def _number(body: Mapping[str, Any], name: str, least: int, most: int) -> int:
    wanted = bodies.text(body, name)
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 12 and least <= int(wanted) <= most):
        raise bad(name, f"'{name}' must be a whole number from {least} to {most}.")
    return int(wanted)
