"""What goes wrong on a device, as errors with stable codes."""

from __future__ import annotations

from ..errors import EngineError

POISONED = ("CUDA error", "device-side assert", "cuDNN error", "CUBLAS_STATUS", "unspecified launch failure")


class OutOfMemory(EngineError):
    """The device has too little memory for this clip, in the cheapest layout that was tried, too."""

    code = "out_of_memory"
    retryable = True


class DeviceLost(EngineError):
    """The driver failed; nothing in this process can use the device any more, so the process ends."""

    code = "device_lost"
    retryable = True


def poisoned(error: BaseException) -> bool:
    """Whether an error means that this process has lost its device."""
    return isinstance(error, RuntimeError) and any(sign in str(error) for sign in POISONED)
