"""What a take tells, in the order in which the measures ask: trees of bodies, their masses and their paths.

A *tree* is what hangs together by joints: a ball, a person, a skateboard with its wheels. Reads the exported
take alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ..take import Contact, Take

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tree:
    """Bodies that hang together: its root's name, places in the take's order, total mass in kg."""

    name: str
    bodies: tuple[int, ...]
    mass: float
    lone: bool

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True)
class Evidence:
    """A take and what follows from it without physics; everything is computed when it is asked for."""

    take: Take

    @cached_property
    def bodies(self) -> list[dict[str, Any]]:
        """The rows of the model's bodies."""
        return list(self.take.model.get("bodies", ()))

    @cached_property
    def solids(self) -> list[dict[str, Any]]:
        """The geoms that weigh and collide."""
        return [geom for geom in self.take.model.get("geoms", ()) if geom["solid"]]

    @cached_property
    def index(self) -> dict[str, int]:
        """A body's place by its name."""
        return {body["name"]: place for place, body in enumerate(self.bodies)}

    @cached_property
    def root_of(self) -> dict[str, str]:
        """By the name of a solid, the root of its tree; "" for what never moves."""
        return {geom["name"]: self.root(geom["body"]) for geom in self.solids}

    @cached_property
    def gravity(self) -> Floats:
        """m/s², (3,)."""
        return np.array(self.take.model["gravity"], float)

    def root(self, body: str) -> str:
        """The root of a body's tree; "" for what never moves."""
        row = self.bodies[self.index[body]]
        return "" if row["fixed"] else str(row["root"])

    @cached_property
    def free(self) -> list[Tree]:
        """The trees that hang on a free joint of their own."""
        roots = [joint["body"] for joint in self.take.model.get("joints", ()) if joint["type"] == "free"]
        trees = []
        for root in roots:
            places = tuple(i for i, body in enumerate(self.bodies) if body["root"] == root)
            mass = sum(self.bodies[place]["mass"] for place in places)
            trees.append(Tree(root, places, mass, len(places) == 1))
        return trees

    @cached_property
    def animated(self) -> list[str]:
        """Roots that are moved by hand at some time."""
        return sorted({guided.body for guided in self.take.guided if guided.why == "animated"})

    @cached_property
    def driven(self) -> list[Tree]:
        """The free trees that physics moves."""
        return [tree for tree in self.free if tree.name not in self.animated]

    def centre(self, tree: Tree) -> Floats:
        """Where the centre of mass of a tree is, (F, 3)."""
        total = np.zeros((self.take.frames, 3))
        for place in tree.bodies:
            body = self.bodies[place]
            at = self.take.xpos[:, place] + turned(self.take.xquat[:, place], np.array(body["centre"]))
            total += body["mass"] * at
        return total / tree.mass

    def left_alone(self, tree: Tree) -> Flags:
        """(F,) whether nothing guides the tree at a frame."""
        free = np.ones(self.take.frames, bool)
        for guided in self.take.guided:
            if guided.body == tree.name:
                slack = 0.5 / self.take.fps
                free &= (self.take.times < guided.start - slack) | (self.take.times > guided.stop + slack)
        return free

    def cuts(self, tree: Tree) -> Iterator[float]:
        """The moments at which something strikes or throws the tree."""
        yield from (contact.time for contact in self.blows(tree))
        yield from (guided.start for guided in self.take.guided if guided.body == tree.name)
        yield from (guided.stop for guided in self.take.guided if guided.body == tree.name)

    def blows(self, tree: Tree) -> list[Contact]:
        """The recorded contacts of a tree."""
        return [
            contact
            for contact in self.take.contacts
            if tree.name in (self.root_of.get(contact.geom1), self.root_of.get(contact.geom2))
        ]

    def water(self, places: Floats, frame: int) -> Floats | None:
        """Height (n,) of the sea over places (n, 3) at a frame, by the formula of `docs/take.md`."""
        if self.take.water is None:
            return None
        height = np.full(len(places), float(self.take.water["level"]))
        for amplitude, length, heading, phase in self.take.water["waves"]:
            k = 2 * np.pi / length
            along = k * (places[:, 0] * np.cos(heading) + places[:, 1] * np.sin(heading)) + phase
            height += amplitude * np.sin(along - np.sqrt(9.81 * k) * self.take.times[frame])
        return height


def turned(quaternions: Floats, vector: Floats) -> Floats:
    """A vector (3,) or vectors (n, 3) turned by unit quaternions (n, 4), (w, x, y, z)."""
    w, v = quaternions[:, :1], quaternions[:, 1:]
    vector = np.broadcast_to(vector, v.shape)
    cross = np.cross(v, vector)
    return np.asarray(vector + 2 * (w * cross + np.cross(v, cross)))


def back(quaternion: Floats, vector: Floats) -> Floats:
    """A vector (3,) turned back by a quaternion (4,)."""
    return np.asarray(turned((quaternion * [1, -1, -1, -1])[None], vector)[0])
