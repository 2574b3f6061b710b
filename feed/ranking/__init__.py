"""Ranking in pure Python."""
