"""Guardians and teens: links that both confirm, rules that guardians set, and one's own limits."""
