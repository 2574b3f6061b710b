"""Proves what words do not mean a toy: `python -m generation.engines.simulation.screenplay.proving` lists it.

A tag of an emoji may only go together with it ("summer" with a speedboat). The
encoder of `perception.embedding` tells how near a word and a picture's name
are; what is too far goes into the list, which is committed, so that reading a
prompt needs no encoder for it and reads the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from perception.embedding import embed

from . import toys

PROVED = {toys.NOUN: 0.33, toys.TAG: 0.42}  # how near in meaning a word and a name must be, by the likeness


def margins() -> Mapping[tuple[str, str], float]:
    """By (phrase, label): how much nearer they are than they must be; below 0 it is no such toy."""
    wanted = [
        (phrase, sense)
        for phrase, senses in toys.senses().items()
        for sense in senses
        if sense.language == "en" and toys.SUREST < sense.unsure <= toys.UNSURE
    ]
    phrases = sorted({phrase for phrase, _ in wanted})
    labels = sorted({sense.toy.label for _, sense in wanted})
    first = dict(zip(phrases, embed(phrases), strict=True))
    second = dict(zip(labels, embed(labels), strict=True))
    found: dict[tuple[str, str], float] = {}
    for phrase, sense in wanted:
        near = float(first[phrase] @ second[sense.toy.label]) - PROVED[sense.sort]
        key = (phrase, sense.toy.label)
        found[key] = max(near, found.get(key, near))
    return found


def written(pairs: Iterable[tuple[str, str]]) -> str:
    """The list as a text: a phrase, then after a tab the names it does not mean, between semicolons."""
    lines: dict[str, list[str]] = {}
    for phrase, label in sorted(pairs):
        lines.setdefault(phrase, []).append(label)
    return "".join(f"{phrase}\t{';'.join(labels)}\n" for phrase, labels in lines.items())


if __name__ == "__main__":
    toys.STRUCK.write_text(written(pair for pair, margin in margins().items() if margin < 0), "utf-8")
