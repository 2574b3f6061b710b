"""What weather leaves on a set: snow on grounds and leaves, wet streets."""

from __future__ import annotations

import numpy as np

from ..scene import Scene

# How white the families of outdoor things get, 0 to 1.
SNOWED = {
    "grass": 0.93,
    "sand": 0.85,
    "soil": 0.88,
    "asphalt": 0.55,
    "pavement": 0.8,
    "stone": 0.6,
    "rock": 0.6,
    "hill": 0.85,
    "foliage": 0.62,
    "leaf": 0.6,
    "roof": 0.88,
    "thatch": 0.85,
    "plank": 0.6,
    "flower": 0.9,
    "bark": 0.12,
    "hay": 0.6,
    "track": 0.5,
}
# How dark and how mirroring they get in the rain.
WETTED = {
    "asphalt": (0.62, 0.22),
    "pavement": (0.7, 0.16),
    "stone": (0.75, 0.08),
    "plank": (0.7, 0.12),
    "soil": (0.6, 0.05),
    "sand": (0.72, 0.0),
    "grass": (0.85, 0.0),
    "rock": (0.75, 0.0),
    "track": (0.7, 0.1),
    "bark": (0.75, 0.0),
    "roof": (0.75, 0.0),
}
SNOW = (0.90, 0.92, 0.96)


def settle(scene: Scene, weather: str) -> None:
    """Change the materials of a dressed set; people and things that come later stay dry."""
    if weather == "snow":
        for name, family in scene.families.items():
            if share := SNOWED.get(family):
                _blend(scene, name, SNOW, share)
    elif weather in ("rain", "storm"):
        for name, family in scene.families.items():
            if family in WETTED:
                dark, mirror = WETTED[family]
                _blend(scene, name, (0.0, 0.0, 0.0), 1 - dark)
                scene.spec.material(name).reflectance = mirror


def _blend(scene: Scene, name: str, colour: tuple[float, float, float], share: float) -> None:
    """Mix a colour into a material, and into its picture where it has one."""
    material, texture = scene.spec.material(name), scene.spec.texture(name)
    if texture is None:
        old = np.asarray(material.rgba)
        material.rgba = [*(old[:3] * (1 - share) + np.array(colour) * share), old[3]]
        return
    pixels = np.frombuffer(texture.data, np.uint8).reshape(texture.height, texture.width, 3)
    luma = pixels.mean(-1, keepdims=True) / max(float(pixels.mean()), 1.0)
    drawn = np.array(colour) * 255 * np.clip(0.82 + 0.18 * luma, 0, 1.08)
    texture.data = np.clip(pixels * (1 - share) + drawn * share, 0, 255).astype(np.uint8).tobytes()
