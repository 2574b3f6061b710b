"""The settings of the site with the addresses of `bare_addresses.py`."""

from __future__ import annotations

from sora_site.settings import *  # noqa: F403 (the same site)

ROOT_URLCONF = "benchmarks.bare_addresses"
