"""Where Cycles computes: a GPU that Blender knows, or the processor."""

from __future__ import annotations

from typing import Any

import bpy

KINDS = ("OPTIX", "CUDA", "HIP", "METAL", "ONEAPI")


def choose_device(wanted: str) -> str:
    """ "GPU" or "CPU" for `scene.cycles.device`; `wanted` is "auto", "cpu" or "gpu"."""
    if wanted == "cpu":
        return "CPU"
    preferences: Any = bpy.context.preferences.addons["cycles"].preferences
    for kind in KINDS:
        try:
            preferences.compute_device_type = kind
            preferences.get_devices()
        except (TypeError, RuntimeError):  # a kind that this build does not have
            continue
        found = [device for device in preferences.devices if device.type == kind]
        if found:
            for device in preferences.devices:
                device.use = device in found
            return "GPU"
    return "CPU"
