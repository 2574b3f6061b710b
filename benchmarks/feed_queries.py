"""How many queries warm pages ask, for `bench feed`: `python -m benchmarks.feed_queries COOKIE PAGE…`."""

from __future__ import annotations

import json
import sys


def main(cookie: str, pages: list[str]) -> None:
    """Prints the counts by page."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    name, _equals, value = cookie.partition("=")
    reader = Client(SERVER_NAME="127.0.0.1")
    reader.cookies[name] = value
    counts = {}
    for page in pages:
        reader.get(page)
        with CaptureQueriesContext(connection) as asked:
            if reader.get(page).status_code != 200:
                raise RuntimeError(page)
        counts[page] = len(asked)
    print(json.dumps(counts))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
