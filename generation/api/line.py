"""What the command line asks the Videos API: over HTTP like every program, here or on another machine.

Knows nothing of Django. An answer that is not what was hoped for becomes a
`LineError` with a sentence and an exit status; a connection that breaks is
tried again, as long as nothing was made by it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

POLL_SECONDS, LONGEST_POLL = 1.0, 10.0
TIMEOUT = (5, 60)
TRIES = 4
ENDED = {"completed", "failed"}
VARIANTS = {"video": ".mp4", "thumbnail": ".webp", "spritesheet": ".jpg", "take": ".zip"}
PIECE = 1 << 20
PAGE = 100


class LineError(Exception):
    """What to tell the person at the command line; `status` is the exit status."""

    def __init__(self, sentence: str, status: int = 1) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(slots=True)
class Line:
    """One connection to `base` (such as http://127.0.0.1:8000/v1) with a key."""

    base: str
    key: str
    session: requests.Session = field(default_factory=requests.Session)
    sleep: Callable[[float], None] = time.sleep

    def create(self, prompt: str, **options: str) -> dict[str, Any]:
        """Ask for a video. The same try twice makes one video: a key of its own goes with it."""
        body = {"prompt": prompt, **{name: value for name, value in options.items() if value}}
        return self._json("POST", "/videos", json=body, headers={"Idempotency-Key": secrets.token_hex(16)})

    def get(self, name: str) -> dict[str, Any]:
        """A video."""
        return self._json("GET", f"/videos/{name}")

    def delete(self, name: str) -> dict[str, Any]:
        """Delete a video."""
        return self._json("DELETE", f"/videos/{name}")

    def each(self, most: int) -> Iterator[dict[str, Any]]:
        """One's newest videos, `most` of them."""
        after, left = "", most
        while left > 0:
            page = self._json("GET", "/videos", params={"limit": min(PAGE, left), "after": after or None})
            yield from page["data"][:left]
            left -= len(page["data"])
            if not page["has_more"]:
                return
            after = page["data"][-1]["id"]

    def wait(self, name: str, told: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
        """Poll until a video is ready or failed, telling each state; as often as the site says."""
        pause = POLL_SECONDS
        while True:
            response = self._ask("GET", f"/videos/{name}")
            video = _read(response, self.base)
            told(video)
            if video["status"] in ENDED:
                return video
            self.sleep(_pause(response) or pause)
            pause = min(LONGEST_POLL, pause * 1.15)

    def download(self, name: str, target: Path, variant: str, told: Callable[[int, int], None]) -> Path:
        """Fetch a file of a video; it appears under its name only when it is whole."""
        part = target.with_name(f"{target.name}.part")
        response = self._ask("GET", f"/videos/{name}/content", params={"variant": variant}, stream=True)
        total, done = int(response.headers.get("Content-Length") or 0), 0
        try:
            with part.open("wb") as file:
                for piece in response.iter_content(PIECE):
                    file.write(piece)
                    done += len(piece)
                    told(done, total)
            if total and done != total:
                raise LineError(
                    f"The download broke off at {done} of {total} bytes. Run the same command again."
                )
            part.replace(target)
        except (OSError, requests.RequestException) as error:
            raise LineError(f"{target} could not be written: {error}.") from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return target

    def _json(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        return _read(self._ask(method, path, **options), self.base)

    def _ask(self, method: str, path: str, **options: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.key}", **options.pop("headers", {})}
        for number in range(1, TRIES + 1):
            try:
                response = self.session.request(
                    method, self.base.rstrip("/") + path, headers=headers, timeout=TIMEOUT, **options
                )
            except requests.RequestException as error:
                if number == TRIES:
                    raise LineError(
                        f"Nobody answers at {self.base}: {_plain(error)}. Is the site up?", 2
                    ) from error
                self.sleep(number)
                continue
            again = response.headers.get("x-should-retry") == "true" and number < TRIES
            if response.ok:
                return response
            if not again:
                raise _refused(response)
            self.sleep(min(60.0, float(response.headers.get("Retry-After") or number)))
        raise AssertionError("unreachable")


def _read(response: requests.Response, base: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = response.json()
    except ValueError as error:
        raise LineError(f"{base} does not speak the Videos API. Is the address right?") from error
    return found


def _pause(response: requests.Response) -> float:
    """Seconds that the site asks to wait; 0 where it says nothing that can be read."""
    try:
        return float(response.headers.get("openai-poll-after-ms", "0")) / 1000
    except ValueError:
        return 0.0


def _refused(response: requests.Response) -> LineError:
    """The API's own sentence, with its code."""
    try:
        error = response.json()["error"]
        sentence, code = str(error["message"]), str(error.get("code") or response.status_code)
    except (ValueError, KeyError, TypeError):
        sentence, code = f"The site answered {response.status_code}.", str(response.status_code)
    if response.status_code == 401:
        sentence += " Make a key with `python3 manage.py apikey --user NAME` and put it into SORA_API_KEY."
    return LineError(f"{sentence} ({code})", 3 if response.status_code in {401, 403} else 1)


def _plain(error: requests.RequestException) -> str:
    return type(error).__name__
