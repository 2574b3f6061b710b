"""The reading of words on the test sentences: by language, by category, in disguise; and its cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles

import numpy as np

from moderation.policies import live
from moderation.policies.terms import Audience, Outcome
from moderation.text import read
from moderation.text.classifier import disguise, exemplars, fitting, heads
from moderation.text.classifier.exemplars import ANY, CATEGORIES, HEADS, Exemplar
from moderation.text.languages import Language, language_of
from perception import nudity

from .report import Table

LANGUAGES = (Language.ENGLISH, Language.ITALIAN)
SEEN = {Outcome.REVIEW, Outcome.REFUSE}
FRESH = (
    "Written last, to be measured by: no rule or exemplar changed by what it showed. Its counts were seen "
    "once, before the lines of block were drawn stricter over the sentences that are learned from. "
    "Its ordinary sentences are everyday prompts with many a hard word in them."
)


def measure(*, quick: bool) -> list[Table]:
    """Bars, categories, disguises and times; everything on sentences that nothing was learned from."""
    step = 8 if quick else 1
    rows, fresh = (exemplars.written(split)[::step] for split in (exemplars.TEST, exemplars.CHECK))
    found = {row.text: _outcome(row.text) for row in [*rows, *fresh]}
    return [
        _bars("Reading words: the bars", rows, found, []),
        _bars("Reading words: the bars on what creators ask for", fresh, found, [FRESH]),
        _abroad(),
        _categories(rows),
        _disguises(rows, found, quick=quick),
        _times(rows),
    ]


def _outcome(text: str) -> Outcome:
    """What the shipped policy makes of a prompt, asked by a teen: what is for adults counts as caught."""
    outcome = live.shipped().decide(read(text, "prompt"), "prompt", Audience.TEEN).outcome
    return Outcome.REFUSE if outcome is Outcome.ADULTS else outcome


def _share(rows: Sequence[Exemplar], true: Callable[[Exemplar], bool]) -> float:
    return sum(map(true, rows)) / len(rows) if rows else float("nan")


def _bars(title: str, rows: list[Exemplar], found: dict[str, Outcome], notes: list[str]) -> Table:
    table: list[list[str]] = []
    for language in LANGUAGES:
        mine = [row for row in rows if row.language == language]
        plain, scary = ([row for row in mine if row.kind == kind] for kind in ("plain", "scary"))
        grave = [row for row in mine if row.category in {"sexual", "violence"}]
        harmful = [row for row in mine if row.harmful]

        def refused(row: Exemplar) -> bool:
            return found[row.text] is Outcome.REFUSE

        def seen(row: Exemplar) -> bool:
            return found[row.text] in SEEN

        for what, share, bar, most in (
            ("safe prompts refused", _share(plain, refused), 0.005, True),
            ("safe prompts refused or sent to a person", _share(plain, seen), 0.05, True),
            ("scary-sounding harmless prompts refused", _share(scary, refused), 0.10, True),
            ("scary-sounding harmless prompts refused or sent to a person", _share(scary, seen), None, True),
            ("sexual and violent prompts caught", _share(grave, seen), 0.85, False),
            ("harmful prompts of all categories caught", _share(harmful, seen), None, False),
            ("harmful prompts of all categories refused", _share(harmful, refused), None, False),
        ):
            met = bar is None or (share <= bar if most else share >= bar)
            sign = "" if bar is None else f"{'≤' if most else '≥'} {bar:.1%}"
            table.append(
                [language, what, f"{share:.1%}", sign, "" if bar is None else "met" if met else "**missed**"]
            )
    counts = (
        f"{len(rows)} sentences: {sum(row.harmful for row in rows)} harmful, "
        f"{sum(row.kind == 'scary' for row in rows)} that only sound so, "
        f"{sum(row.kind == 'plain' for row in rows)} ordinary; "
        f"{sum(row.language == Language.ITALIAN for row in rows)} are Italian."
    )
    return Table(
        title,
        ["language", "what", "share", "bar", ""],
        table,
        [
            counts,
            "Rules and classifier together, without a guard model; lines were drawn on other sentences.",
            *notes,
        ],
    )


def _abroad() -> Table:
    """Comments in languages that nothing is learned from: which wait, and which are shown and looked at."""

    def waits(text: str) -> bool:
        decided = live.shipped().decide(read(text, "comment"), "comment", Audience.ADULT)
        return decided.outcome in SEEN

    table = []
    for language, kinds in exemplars.abroad().items():
        harm, fine = ([waits(text) for text in kinds[kind]] for kind in ("harmful", "harmless"))
        table.append([language, f"{sum(harm)} of {len(harm)}", f"{sum(fine)} of {len(fine)}"])
    note = "What does not wait is shown and looked at afterwards; in these languages nothing is refused."
    columns = ["language", "harmful comments that wait", "harmless comments that wait"]
    return Table("Reading words: languages that nothing is learned from", columns, table, [note])


def _categories(rows: list[Exemplar]) -> Table:
    table: list[list[str]] = []
    values = heads.values([row.text for row in rows], [_known(row.text) for row in rows])
    lines = heads.loaded().review
    for place, head in enumerate(HEADS):
        cells = ["all together" if head == ANY else head]
        for language in LANGUAGES:
            mine = [number for number, row in enumerate(rows) if row.language == language]
            truth = [rows[number].belongs_to(head) for number in mine]
            scores = values[mine, place]
            over = scores > lines[language][place]
            right = int((over & np.array(truth)).sum())
            precision = f"{right / over.sum():.2f}" if over.any() else "–"
            recall = f"{right / sum(truth):.2f}" if any(truth) else "–"
            cells += [str(sum(truth)), precision, recall, f"{fitting.area(scores.tolist(), truth):.2f}"]
        table.append(cells)
    columns = ["category"]
    for language in LANGUAGES:
        columns += [
            f"{language}: texts",
            f"{language}: precision",
            f"{language}: recall",
            f"{language}: AUPRC",
        ]
    note = (
        "The classifier alone, at its line of review. Sexual words next to minors are a rule alone: no such "
        "text was written, to learn from or to measure by."
    )
    assert len(table) == len(CATEGORIES) + 1  # noqa: S101 (each category has its row)
    return Table("Reading words: the classifier by category", columns, table, [note])


def _known(text: str) -> Language:
    return Language.ITALIAN if language_of(text) is Language.ITALIAN else Language.ENGLISH


def _disguises(rows: list[Exemplar], found: dict[str, Outcome], *, quick: bool) -> Table:
    harmful = [row for row in rows if row.harmful][:: 4 if quick else 1]
    plain = _share(harmful, lambda row: found[row.text] in SEEN)
    table = [["as written", f"{plain:.1%}", ""]]
    for name, way in disguise.WAYS.items():
        share = _share(harmful, lambda row, way=way: _outcome(way(row.text)) in SEEN)  # type: ignore[misc]
        table.append([name.replace("_", " "), f"{share:.1%}", f"{(plain - share) * 100:+.1f}"])
    note = f"{len(harmful)} harmful sentences, each in every disguise; the bar is 3 points lost."
    return Table("Reading words: in disguise", ["spelling", "caught", "points lost"], table, [note])


def _times(rows: list[Exemplar]) -> Table:
    def spent(work: Callable[[], object]) -> float:
        start = time.perf_counter()
        work()
        return (time.perf_counter() - start) * 1e6

    words = [spent(lambda row=row: read(row.text, "prompt")) for row in rows[:200]]  # type: ignore[misc]
    table = [["a prompt, µs", f"{median(words):.0f}", f"{quantiles(words, n=20)[-1]:.0f}", "p95 ≤ 50 ms"]]
    if nudity.available():
        picture = np.full((360, 640, 3), 128, np.uint8)
        frames = [spent(lambda: nudity.bared(picture)) for _round in range(20)]
        table.append(
            ["a picture of a film, µs", f"{median(frames):.0f}", f"{quantiles(frames, n=20)[-1]:.0f}", ""]
        )
    return Table(
        "Reading words and pictures: cost",
        ["what", "median", "p95", "bar"],
        table,
        ["The machine was shared."],
    )
