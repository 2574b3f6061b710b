"""A short score: composed from a mood, a length and cuts, and played by synthesised instruments."""

from .score import MOODS, score_music

__all__ = ["MOODS", "score_music"]
