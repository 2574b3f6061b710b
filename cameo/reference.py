"""What a verified person's face is compared with: numbers and three crops of the recording, sealed like it.

Made when a recording passes; a cameo from before that has none until it is asked for. Deleted with the cameo.
"""

from __future__ import annotations

import io

import numpy as np
from django.db import transaction

from . import alike, vault, watching
from .models import Cameo, RecordingState
from .verification import FEW, front
from .watching import Watched


def keep(cameo: Cameo, seen: Watched) -> None:
    """Seal what the recording shows of the face in place of what was kept before, where it shows one."""
    found = front(seen)
    if len(found) < FEW:
        return
    described, out, before = alike.describe(found), io.BytesIO(), cameo.reference
    crops = {f"crop_{number}": crop for number, crop in enumerate(described.pictures)}
    np.savez(out, allow_pickle=False, numbers=described.numbers, **crops)
    cameo.reference = vault.seal(out.getvalue())
    cameo.save(update_fields=["reference"])
    transaction.on_commit(lambda: vault.remove([before] if before else []))


def of(cameo: Cameo) -> alike.Described | None:
    """The face of a cameo; None where no recording of it is there any more."""
    if not cameo.reference:
        rows = cameo.owner.recordings.filter(state=RecordingState.PASSED).exclude(file="")
        row = rows.first()
        if row is None:
            return None
        keep(cameo, watching.watch(vault.open_sealed(row.file)))
    if not cameo.reference:
        return None
    with np.load(io.BytesIO(vault.open_sealed(cameo.reference)), allow_pickle=False) as kept:
        crops = tuple(kept[name] for name in sorted(kept.files) if name.startswith("crop_"))
        return alike.Described(kept["numbers"], crops)
