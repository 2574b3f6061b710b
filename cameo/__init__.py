"""Likeness and consent: who may be shown, by whom."""
