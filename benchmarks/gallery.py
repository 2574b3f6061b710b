"""Thirty prompts, a contact sheet of each: what the simulation engine makes of words (`docs/gallery.md`)."""

from __future__ import annotations

import time
from pathlib import Path

import cv2
import numpy as np

from generation.engines.simulation import viewfinder
from generation.engines.simulation.grade import grade
from generation.engines.simulation.physics import simulate
from generation.engines.simulation.screenplay import Mark, read_prompt
from generation.engines.simulation.take import Take
from generation.engines.simulation.world import World, build

from .report import ROOT, Table

PAGE, FOLDER = ROOT / "docs" / "gallery.md", ROOT / "docs" / "gallery"
SECONDS, FPS, SEED, FRAMES, SIZE = 4.0, 24, 11, 4, (320, 180)
PROMPTS = (
    "A basketball player misses a shot in a gym and the ball rebounds off the backboard",
    "A man does a backflip off a paddleboard on a moving sea",
    "A corgi rides a skateboard through Tokyo",
    "A girl rides a white horse on the beach at sunset",
    "A cat chases a mouse through the kitchen",
    "Two women dance around a campfire in the forest at night",
    "A boy throws a ball to his grandmother in the garden",
    "A dragon flies over a castle",
    "An astronaut jumps on the moon",
    "A bear walks through a snowy forest",
    "A man sits on a sofa and reads a book while a cat sleeps",
    "A red car drives through the city at night",
    "A lion runs in the desert",
    "A singer sings on a stage and three people clap",
    "A teacher writes in a classroom",
    "An old man with an umbrella walks with a dog in the rain",
    "A gymnast does a cartwheel, then a back flip, then bows",
    "Two children hug next to a snowman",
    "An elephant and a giraffe walk in the park",
    "A woman plays the piano in a castle hall",
    "A fox sits under a tree at dawn",
    "A giant pineapple dances with a robot in the street",
    "Three sheep eat on a farm while a tractor drives by",
    "A rocket launches from the desert at night",
    "A chef juggles in a restaurant",
    "Un uomo suona la chitarra sul molo al tramonto",
    "Tre amici corrono nello stadio, poi esultano",
    "Una bambina nuota nel mare",
    "Un pirata balla in una grotta con un pappagallo",
    "Due lupi inseguono un cervo in montagna",
)


def measure(*, quick: bool) -> list[Table]:
    """Make the sheets, write the page, and say how long each shot took to simulate."""
    prompts = PROMPTS[:2] if quick else PROMPTS
    FOLDER.mkdir(exist_ok=True)
    rows, told = [], [HEAD]
    for number, prompt in enumerate(prompts, start=1):
        began = time.process_time()
        play = read_prompt(prompt, seconds=SECONDS, style="realistic", seed=SEED)
        world = build(play)
        take = simulate(world, SECONDS, FPS, SEED)
        spent = time.process_time() - began
        name = f"{number:02d}.jpg"
        if not quick:
            _sheet(world, take, FOLDER / name)
        near = [w.text for w in play.understood if w.mark is Mark.APPROXIMATED]
        rows.append([prompt, f"{spent:.1f}", ", ".join(near) or "–", ", ".join(play.not_staged) or "–"])
        told.append(f"## {number}. {prompt}\n\n![four frames](gallery/{name})\n\n{play.summary()}\n")
    if not quick:
        PAGE.write_text("\n".join(told), "utf-8")
    columns = ["prompt", "read, build, simulate, CPU-s", "shown roughly", "not shown"]
    return [Table("Thirty prompts, 4 s each", columns, rows, ["Pictures: docs/gallery.md."])]


HEAD = """# Gallery

What the simulation engine makes of thirty prompts: four frames of each, straight from the fast
renderer, with what was understood. `python3 manage.py bench gallery` makes this page.
"""


def _sheet(world: World, take: Take, path: Path) -> None:
    places = [round((place + 0.5) * take.frames / FRAMES - 0.5) for place in range(FRAMES)]
    looked = viewfinder.render_frames(world, take, *SIZE, frames=places)
    row = np.concatenate([grade(frame.rgb, frame, "realistic", SEED) for frame in looked], 1)
    cv2.imwrite(str(path), row[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, 84])
