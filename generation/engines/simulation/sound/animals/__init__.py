"""Voices of animals; every module registers its own with `calls.voice`."""
