"""Measurements of this machine: `python3 manage.py bench [NAME …]`; see `docs/benchmarks.md`."""
