"""The air of places; every module registers its own."""
