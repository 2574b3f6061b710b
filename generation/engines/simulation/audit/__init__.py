"""The audit of a take: is what it shows physics?

Every measure is recomputed from the exported take (poses, contacts, masses and shapes) by code of its own.
Nothing here imports the simulator or steps physics; an architecture test holds that.
"""

from .verdict import BOUNDS, audit

__all__ = ["BOUNDS", "audit"]
