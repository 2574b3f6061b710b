"""Reads text for what the policy is about, offline: normal form, rules with context, a trained classifier."""

from .reading import read

__all__ = ["read"]
