"""Small networks that packages carry among their files, run by onnxruntime; none of their code runs."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

THREADS = 2
ERRORS_ONLY = 3


@cache
def network(package: str, *path: str) -> Any:  # noqa: ANN401 (onnxruntime has no types)
    """A session of the file at `path` within `package`; None where one of them is not installed."""
    found = find_spec(package)
    if found is None or found.origin is None:
        return None
    file = Path(found.origin).parent.joinpath(*path)
    if not file.is_file():
        return None
    try:
        import onnxruntime
    except ImportError:
        return None
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.log_severity_level = ERRORS_ONLY
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
