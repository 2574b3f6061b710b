"""What goes wrong on a device, as errors with stable codes.

Libraries tell most of it as one kind of error with a sentence, so the sentence
is read: whether memory ran out, whether the device is lost for this process,
whether the numbers of the weights are of another kind than was said.
"""

from __future__ import annotations

from ..errors import EngineError, RenderFailed
from .files import WeightsUnusable

POISONED = ("CUDA error", "device-side assert", "cuDNN error", "CUBLAS_STATUS", "unspecified launch failure")
LACKING = ("out of memory", "can't allocate memory", "ALLOC_FAILED", "not enough memory")
MISMATCHED = (
    "same dtype", "expected scalar type", "should be the same", "dtype", "not implemented for 'Half'",
    "not implemented for 'BFloat16'",
)  # fmt: skip


class OutOfMemory(EngineError):
    """The device has too little memory for this clip, in the cheapest layout that was tried, too."""

    code = "out_of_memory"
    retryable = True


class DeviceLost(EngineError):
    """The driver failed; nothing in this process can use the device any more, so the process ends."""

    code = "device_lost"
    retryable = True


class ModelFailed(RenderFailed):
    """The model stopped in the middle of its work; asked the same again, it would do the same."""

    code = "model_failed"
    retryable = False


def lacks_memory(error: BaseException) -> bool:
    """Whether an error means that memory ran out, of the device or of the machine."""
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and any(sign in str(error) for sign in LACKING)
    )


def poisoned(error: BaseException) -> bool:
    """Whether an error means that this process has lost its device."""
    told = str(error)
    return isinstance(error, RuntimeError) and any(sign in told for sign in POISONED)


def named(error: Exception) -> EngineError:
    """What a library raised in the middle of a clip, as an error of the engine's."""
    told = f"{type(error).__name__}: {error}"[:300]
    if lacks_memory(error):
        return OutOfMemory("The device has too little memory for this video.")
    if poisoned(error):
        return DeviceLost(f"The device failed and its worker starts anew: {told}")
    if isinstance(error, RuntimeError) and any(sign in str(error) for sign in MISMATCHED):
        return WeightsUnusable(f"The weights compute in other numbers than the catalogue says: {told}")
    return ModelFailed(f"The model stopped: {told}")
