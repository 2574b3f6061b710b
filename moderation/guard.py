"""A larger model that an operator may name; asked beside our own reading, and never trusted alone.

`SORA_GUARD_URL` (up to `/v1`) and `SORA_GUARD_MODEL`, with `SORA_GUARD_KEY` where it wants one. There are two
protocols, `SORA_GUARD_KIND`: `moderations` (OpenAI's, the default) and `chat` (a guard that answers in lines
such as `Safety: Unsafe` and `Categories: Violent`, as Qwen3Guard and Llama Guard do). A doubt of the guard
sends to a person; only where our reading doubts the same text does its "unsafe" refuse. An error or no answer
in time is a doubt.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import requests
import structlog

from .findings import Band, By, Finding

log = structlog.get_logger(__name__)
LONGEST_ANSWER = 100_000
# words in the categories of guards, and ours; the first that fits
CATEGORIES = (
    ("minors", "minors"),
    ("self-harm|self_harm|suicide", "self_harm"),
    ("sex|porn|nud|s12", "sexual"),
    ("harass|threat", "harassment"),
    ("hate|s10", "hate"),
    ("graphic|violen|gore|s1$", "violence"),
    ("extrem|terror|political", "extremism"),
    ("drug|weapon|s9", "drugs_weapons"),
    ("illegal|illicit|crime|fraud|s2", "illegal"),
    ("decept|misinformation|election|s13", "deception"),
)


class Says(StrEnum):
    """What a guard answers."""

    SAFE = "safe"
    UNSURE = "unsure"
    UNSAFE = "unsafe"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Answer:
    """The guard's word and the category, in ours, that it names; "" for none that we know."""

    says: Says
    category: str = ""


def configured() -> bool:
    """Whether the operator named a guard."""
    return bool(os.environ.get("SORA_GUARD_URL", "").strip())


def combined(found: list[Finding], text: str) -> list[Finding]:
    """Our findings with the guard's word; unchanged where no guard is named, or ours are sure already."""
    if not configured() or any(finding.band is Band.SURE for finding in found) or not text.strip():
        return found
    answer = ask(text)
    if answer.says is Says.SAFE:
        # what was only unreadable to us was read; our own doubts stay ours
        return [finding for finding in found if finding.by is not By.CHECK]
    if answer.says is Says.NOTHING:
        return [*found, Finding("unread", Band.UNSURE, By.GUARD)]
    doubts = any(finding.by is By.CLASSIFIER for finding in found)
    band = Band.SURE if answer.says is Says.UNSAFE and doubts else Band.UNSURE
    category = answer.category or "unclear"
    return [Finding(category, band, By.GUARD), *found]


def ask(text: str) -> Answer:
    """The guard's answer; `NOTHING` for an error, an answer that is none, or silence."""
    chat = os.environ.get("SORA_GUARD_KIND", "moderations").strip() == "chat"
    try:
        if chat:
            return _of_chat(_post("chat/completions", {"messages": [{"role": "user", "content": text}]}))
        return _of_moderations(_post("moderations", {"input": text}))
    except (requests.RequestException, ValueError, LookupError, TypeError, AttributeError) as error:
        log.warning("guard.no_answer", error=type(error).__name__)
        return Answer(Says.NOTHING)


def _post(path: str, body: dict[str, Any]) -> Any:  # noqa: ANN401 (JSON)
    key = os.environ.get("SORA_GUARD_KEY", "").strip()
    model = os.environ.get("SORA_GUARD_MODEL", "").strip()
    answer = requests.post(
        f"{os.environ['SORA_GUARD_URL'].strip().rstrip('/')}/{path}",
        json={**({"model": model} if model else {}), **body},
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=_seconds(),
        allow_redirects=False,
    )
    answer.raise_for_status()
    if answer.status_code != requests.codes.ok or len(answer.content) > LONGEST_ANSWER:
        raise ValueError("That is no answer of a guard.")
    return answer.json()


def _seconds() -> float:
    try:
        return min(30.0, max(0.1, float(os.environ.get("SORA_GUARD_SECONDS", "3"))))
    except ValueError:
        return 3.0


def _of_moderations(said: Any) -> Answer:  # noqa: ANN401 (JSON)
    [result] = said["results"]
    if not isinstance(result["flagged"], bool):
        raise TypeError("`flagged` is no truth value.")
    if not result["flagged"]:
        return Answer(Says.SAFE)
    scores = result.get("category_scores") or {}
    named = [name for name, true in result["categories"].items() if true]
    gravest = max(named, key=lambda name: scores.get(name, 0), default="")
    return Answer(Says.UNSAFE, _ours(gravest))


def _of_chat(said: Any) -> Answer:  # noqa: ANN401 (JSON)
    words = str(said["choices"][0]["message"]["content"]).strip().lower()
    found = re.search(r"\b(unsafe|controversial|safe)\b", words)
    if found is None:
        raise ValueError("The guard said neither safe nor unsafe.")
    says = {"unsafe": Says.UNSAFE, "controversial": Says.UNSURE, "safe": Says.SAFE}[found[1]]
    rest = words[found.end() :].replace("categories:", " ")
    return Answer(says, "" if says is Says.SAFE else _ours(rest))


def _ours(name: str) -> str:
    wanted = name.strip().lower()
    return next((ours for pattern, ours in CATEGORIES if re.search(pattern, wanted)), "")
