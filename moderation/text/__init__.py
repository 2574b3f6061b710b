"""Reads text for what the rules forbid, offline: normal form, rules with context, one finding."""

from .rules import Action, Finding, judge

__all__ = ["Action", "Finding", "judge"]
