"""People who do not exist: what they like, watch and make, under rival ideas of what makes people create.

Everything is drawn from one generator. Nothing here was fitted to people: the three models contradict one
another on purpose, and the last one is made so that the feed's own ranking should lose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from feed.ranking.matter import SCALE, WIDTH, Bytes, Floats, Ints, Shelf

TOPICS = 24
ROOM = 40_000  # posts there is room for
HALF_DAY = 0.5
WINDOW = 3_000  # newest posts that any ranking may choose from


@dataclass(frozen=True, slots=True)
class Kind:
    """A model of people: what creating, liking and watching depend on.

    "makers" create when something near to them is new to them and well made, or comes from people they
    follow; "habits" create at their own pace, whatever they see; "herd" create from what many liked already.
    """

    name: str
    near: float = 0.0
    follows: float = 0.0
    proof: float = 0.0
    always: float = 0.0
    encouraged: float = 0.0


KINDS = (
    Kind("makers", near=2.4, follows=0.8, always=0.2, encouraged=0.6),
    Kind("habits", always=1.0, encouraged=0.3),
    Kind("herd", proof=2.6, always=0.1),
)


class Crowd:
    """`people` with interests, skill and a first day; posts in columns, oldest first; what became of them."""

    def __init__(self, kind: Kind, people: int, rng: np.random.Generator) -> None:
        self.kind, self.people, self.rng, self.count = kind, people, rng, 0
        self.centres = rng.standard_normal((TOPICS, WIDTH)).astype(np.float32)
        self.centres /= np.linalg.norm(self.centres, axis=1, keepdims=True)
        self.leanings = rng.dirichlet(np.full(TOPICS, 0.15), people).astype(np.float32)
        raw = self.leanings @ self.centres
        self.interests = np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), np.float32)
        self.skill = rng.beta(2, 3, people).astype(np.float32)
        self.pace = (0.012 * rng.gamma(0.8, 1.25, people)).astype(np.float32)
        self.joined = np.where(rng.random(people) < 0.7, 0, rng.uniform(0, 24, people)).astype(np.float32)
        self.follows = np.zeros((people, people), bool)
        self.tired = np.zeros((people, TOPICS), np.float32)
        self.seen: list[set[int]] = [set() for _ in range(people)]
        self.taste = np.zeros((people, WIDTH), np.float32)
        self.vectors = np.zeros((ROOM, WIDTH), np.int8)
        self.author, self.topic, self.root, self.depth = (np.zeros(ROOM, np.int64) for _ in range(4))
        self.at, self.craft, self.appeal, self.novelty = (np.zeros(ROOM, np.float32) for _ in range(4))
        self.likes, self.saves, self.comments, self.remixes, self.shown, self.watched = (
            np.zeros(ROOM, np.float32) for _ in range(6)
        )

    def publish(self, person: int, day: float, parent: int | None = None) -> None:
        """A post of `person`, from `parent` or from nothing."""
        if self.count == ROOM:
            return
        rng, row = self.rng, self.count
        topic = int(self.topic[parent]) if parent is not None else int(rng.choice(TOPICS, p=self._p(person)))
        above = self.vectors[parent].astype(np.float32) / SCALE if parent is not None else self.centres[topic]
        raw = above + 0.25 * self.interests[person] + rng.standard_normal(WIDTH).astype(np.float32) * 0.04
        self.vectors[row] = np.rint(raw / np.linalg.norm(raw) * SCALE)
        self.author[row], self.topic[row], self.at[row] = person, topic, day
        self.root[row] = row if parent is None else self.root[parent]
        self.depth[row] = 0 if parent is None else self.depth[parent] + 1
        self.craft[row] = np.clip(self.skill[person] + rng.normal(0, 0.15), 0, 1)
        self.appeal[row] = rng.beta(1.5, 4)
        self.novelty[row] = 1 - self._likeness(row)
        self.count += 1

    def _p(self, person: int) -> Floats:
        p = self.leanings[person].astype(np.float64)
        return np.asarray(p / p.sum())

    def _likeness(self, row: int) -> float:
        earlier = self.vectors[max(0, row - 400) : row].astype(np.float32)
        return float((earlier @ self.vectors[row].astype(np.float32)).max() / SCALE**2) if row else 0.0

    def shelf(self, day: float) -> Shelf:
        """The newest posts, newest first, as the feed's ranking reads them."""
        rows = np.arange(self.count - 1, max(-1, self.count - 1 - WINDOW), -1)
        vectors: Bytes = np.ascontiguousarray(self.vectors[rows])
        return Shelf(
            ids=rows,
            authors=self.author[rows],
            roots=self.root[rows],
            vectors=vectors,
            age=day - self.at[rows],
            likes=self.likes[rows],
            saves=self.saves[rows],
            comments=self.comments[rows],
            remixes=self.remixes[rows],
            shown=self.shown[rows],
            novelty=self.novelty[rows],
            words=("",) * len(rows),
        )

    def nearness(self, person: int, posts: Ints) -> Floats:
        """From 0 to 1: how near posts are to what `person` is interested in."""
        cosine = self.vectors[posts].astype(np.float32) @ self.interests[person] / SCALE
        return np.asarray(np.clip(cosine / 0.6, 0, 1), np.float32)

    def look(self, person: int, posts: Ints, day: float) -> int:
        """`person` is shown `posts`: they watch, like, follow and create; how much they created."""
        rng, kind = self.rng, self.kind
        near, new = self.nearness(person, posts), 1 - self.tired[person, self.topic[posts]]
        follows = self.follows[person, self.author[posts]]
        proof = np.log1p(self.likes[posts]) / np.log1p(max(5.0, float(self.likes[: self.count].max())))
        urge = kind.always + kind.near * near * new * self.craft[posts] + kind.follows * follows
        urge = self.pace[person] * (urge + kind.proof * proof)
        pleased = rng.random(len(posts)) < 0.05 + 0.25 * near * self.craft[posts] + 0.1 * self.appeal[posts]
        keeps = rng.random(len(posts)) < 0.04 * near
        says = rng.random(len(posts)) < 0.03 * near + 0.05 * follows
        creates = rng.random(len(posts)) < urge
        self.shown[posts] += 1
        self.watched[posts] += 0.2 + 0.4 * near + 1.2 * self.appeal[posts]
        self.likes[posts] += pleased
        self.saves[posts] += keeps
        self.comments[posts] += says
        self._learn(person, posts[pleased | keeps | creates])
        self.follows[person, self.author[posts[creates | (pleased & (near > 0.7))]]] = True
        self.follows[person, person] = False
        self.tired[person] *= 0.9
        np.add.at(self.tired[person], self.topic[posts], 0.05)
        np.clip(self.tired[person], 0, 0.9, out=self.tired[person])
        self._encourage(posts[pleased])
        for post in posts[creates].tolist():
            remixes = rng.random() < 0.6
            self.remixes[post] += remixes
            self.publish(person, day, post if remixes else None)
        return int(creates.sum())

    def _learn(self, person: int, posts: Ints) -> None:
        if len(posts):
            self.taste[person] += self.vectors[posts].astype(np.float32).sum(axis=0) / SCALE

    def _encourage(self, posts: Ints) -> None:
        """Who is answered makes more, up to a point; slowly it wears off."""
        makers = self.author[posts]
        self.pace[makers] = np.minimum(0.06, self.pace[makers] * (1 + 0.02 * self.kind.encouraged))
