"""From frames and samples to a film one may hand out: encode, probe, mark, sign."""

from . import encode, provenance, watermark
from .delivery import Delivered, Hidden, deliver
from .probing import Probe, probe

__all__ = ["Delivered", "Hidden", "Probe", "deliver", "encode", "probe", "provenance", "watermark"]
