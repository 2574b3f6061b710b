"""Acting: what faces do in a take — what one feels, where one looks, blinks."""

from .faces import acted

__all__ = ["acted"]
