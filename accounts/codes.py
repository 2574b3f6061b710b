"""Invite codes: 16 characters that nobody mistypes (no 0/O, 1/I/L), about 78 bits."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, LENGTH = 4, 4


def new() -> str:
    """A fresh code, such as `7KQM-R2XW-9HTB-CP4D`."""
    letters = [secrets.choice(ALPHABET) for _ in range(GROUPS * LENGTH)]
    return "-".join("".join(letters[i : i + LENGTH]) for i in range(0, GROUPS * LENGTH, LENGTH))


def tidy(typed: str) -> str:
    """What somebody typed or pasted, as a code would be written; not necessarily one that exists."""
    letters = [letter for letter in typed.upper() if letter in ALPHABET][: GROUPS * LENGTH]
    return "-".join("".join(letters[i : i + LENGTH]) for i in range(0, len(letters), LENGTH))
