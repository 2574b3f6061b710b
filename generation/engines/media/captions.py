"""Captions: the spoken lines of all shots as one WebVTT file (https://www.w3.org/TR/webvtt1/).

Text that a person typed is data: it can neither end a cue, nor open a tag, nor
start a second file inside this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..base import Caption

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")


def escape(text: str) -> str:
    """`text` as one line of WebVTT cue text; `unescape` is its inverse up to white space."""
    line = _BREAKS.sub(" ", text.replace("\ufffe", "").replace("\ufeff", "")).strip()
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def stamp(seconds: float) -> str:
    """Seconds as `HH:MM:SS.mmm`; hours have as many digits as they need."""
    milliseconds = max(0, round(seconds * 1000))
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"


def to_webvtt(captions: Iterable[Caption]) -> str:
    """The file's text; cues in order of time, each with its speaker as a voice tag where there is one."""
    cues: list[str] = []
    for caption in sorted(captions, key=lambda each: (each.start, each.end)):
        text, speaker = escape(caption.text), escape(caption.speaker)
        if not text:
            continue
        end = max(caption.end, caption.start + 0.001)
        voice = f"<v {speaker}>" if speaker else ""
        cues.append(f"{len(cues) + 1}\n{stamp(caption.start)} --> {stamp(end)}\n{voice}{text}\n")
    return "WEBVTT\n\n" + "\n".join(cues)


def shifted(captions: Iterable[Caption], offset: float, end: float) -> list[Caption]:
    """The captions of a shot that starts `offset` seconds into the film and ends at `end` seconds."""
    return [
        Caption(
            min(caption.start + offset, end), min(caption.end + offset, end), caption.text, caption.speaker
        )
        for caption in captions
        if caption.start + offset < end
    ]
