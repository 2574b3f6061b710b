"""From frames and samples to a film one may hand out: encode, probe, mark, sign."""

from . import encode, provenance, watermark
from .delivery import Delivered, Hidden, deliver
from .probing import Probe, probe
from .sampling import sampled

__all__ = ["Delivered", "Hidden", "Probe", "deliver", "encode", "probe", "provenance", "sampled", "watermark"]
