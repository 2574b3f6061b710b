"""Search over what is public: words first, with slips of the finger forgiven, then meaning.

Works on the shelf that the ranking holds, so that nothing is indexed twice;
whether a person may see what is found is asked of the database.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from accounts.models import Person
from accounts.queries import discoverable_to
from perception import embedding

from . import shelf
from .models import Post
from .ranking.matter import Floats, Ints, Shelf

LONGEST = 120
POSTS, PEOPLE = 24, 12
MEANT = 0.33  # cosine from which a post is found by meaning alone
CLOSE = 0.78  # likeness of spelling from which a word counts as the one that was meant
_WORD = re.compile(r"#?\w+")


@dataclass(frozen=True, slots=True)
class Found:
    """People and posts, best first; `instead` names words that were read as others."""

    people: list[Person]
    posts: list[Post]
    instead: dict[str, str]


def plain(text: str) -> str:
    """Small letters without accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


class _Index:
    """Which rows of a shelf hold which word."""

    def __init__(self, there: Shelf) -> None:
        rows: dict[str, list[int]] = {}
        for row, words in enumerate(there.words):
            for word in set(_WORD.findall(plain(words))):
                rows.setdefault(word, []).append(row)
                if word.startswith("#"):
                    rows.setdefault(word[1:], []).append(row)
        self.there = there
        self.rows: dict[str, Ints] = {word: np.unique(found) for word, found in rows.items()}

    def meant(self, word: str) -> list[str]:
        """The words of the shelf that `word` is, begins or misspells; closest first."""
        if word in self.rows:
            return [word]
        begun = [known for known in self.rows if known.startswith(word)] if len(word) > 2 else []
        return begun or difflib.get_close_matches(word, self.rows, n=2, cutoff=CLOSE)

    def score(self, words: list[str]) -> tuple[Floats, dict[str, str]]:
        """A score for every row, rarer words counting more; and what was read as something else."""
        out, instead = np.zeros(len(self.there), np.float32), {}
        for word in words:
            known = self.meant(word)
            if known and not known[0].startswith(word):
                instead[word] = known[0]
            for one in known:
                rare = np.log1p(len(self.there) / len(self.rows[one]))
                out[self.rows[one]] += np.float32(rare / len(known))
        return out, instead


_last: list[_Index] = []


def _index(there: Shelf) -> _Index:
    if not _last or _last[0].there is not there:
        _last[:] = [_Index(there)]
    return _last[0]


def find(query: str, viewer: Person) -> Found:
    """What `viewer` may come across that fits `query`; nothing for an empty one."""
    query = query.strip()[:LONGEST]
    if not query:
        return Found([], [], {})
    there = shelf.fresh()
    score, instead = _index(there).score(_WORD.findall(plain(query)))
    if embedding.available() and len(there):
        likeness = there.likeness(embedding.embed([query]))[0]
        score = score + np.where(likeness > MEANT, 4 * likeness, 0)
    rows = np.argsort(-score, kind="stable")[: 3 * POSTS]
    numbers = [int(there.ids[row]) for row in rows if score[row] > 0]
    known = Post.objects.listed_to(viewer).with_cards(viewer).in_bulk(numbers)
    posts = [known[number] for number in numbers if number in known][:POSTS]
    return Found(_people(query, viewer), posts, instead)


def _people(query: str, viewer: Person) -> list[Person]:
    name = query.removeprefix("@")
    if query.startswith("#") or len(name) < 2:
        return []
    named = Q(username__icontains=name.lower()) | Q(display_name__icontains=name)
    return list(discoverable_to(viewer).filter(named).order_by("username")[:PEOPLE])
