"""`sora`: make, list, look at, fetch and delete videos from the command line, over the Videos API.

export SORA_API_KEY=$(python3 manage.py apikey --user alice)
python3 manage.py sora create "A corgi rides a skateboard" --output corgi.mp4
"""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from generation.api.line import VARIANTS, Line, LineError

BASE, KEY = "SORA_BASE_URL", "SORA_API_KEY"
DEFAULT_BASE = "http://127.0.0.1:8000/v1"
BAR = 24
STATES = {
    "queued": "waits for a worker",
    "in_progress": "is being made",
    "completed": "ready",
    "failed": "failed",
}


class Command(BaseCommand):
    """Talk to the Videos API."""

    help = f"Make, list, fetch and delete videos over the Videos API ({KEY}, {BASE})."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base-url", default=os.environ.get(BASE, DEFAULT_BASE), help=f"or {BASE}")
        parser.add_argument("--json", action="store_true", help="answer in JSON, a line for each video")
        what = parser.add_subparsers(dest="what", required=True)
        create = what.add_parser("create", help="make a video and wait for it")
        create.add_argument("prompt", help="the words; - reads them from standard input")
        for name in ("model", "seconds", "size", "seed", "style"):
            create.add_argument(f"--{name}", default="")
        create.add_argument("--output", type=Path, help="fetch the video into this file")
        create.add_argument("--no-wait", action="store_true", help="print its name and go")
        listed = what.add_parser("list", help="one's newest videos")
        listed.add_argument("--limit", type=int, default=20)
        for name, text in (("get", "one video"), ("wait", "wait for a video"), ("delete", "delete a video")):
            what.add_parser(name, help=text).add_argument("video")
        fetch = what.add_parser("download", help="fetch a video's file")
        fetch.add_argument("video")
        fetch.add_argument("--variant", choices=VARIANTS, default="video")
        fetch.add_argument("--output", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        key = os.environ.get(KEY, "")
        if not key:
            sentence = f"Put a key into {KEY}: export {KEY}=$(python3 manage.py apikey --user NAME)"
            raise CommandError(sentence, returncode=3)
        line = Line(options["base_url"], key)
        self.as_json = options["json"]
        try:
            getattr(self, f"_{options['what']}")(line, options)
        except LineError as error:
            raise CommandError(str(error), returncode=error.status) from error
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. What was asked for goes on; `sora list` shows it.", returncode=130
            ) from None

    def _create(self, line: Line, options: dict[str, Any]) -> None:
        prompt = sys.stdin.read() if options["prompt"] == "-" else options["prompt"]
        given = {name: options[name] for name in ("model", "seconds", "size", "seed", "style")}
        video = line.create(prompt, **given)
        if options["no_wait"]:
            self._tell(video)
            return
        self._finish(line, video["id"], options["output"])

    def _wait(self, line: Line, options: dict[str, Any]) -> None:
        self._finish(line, options["video"], None)

    def _finish(self, line: Line, name: str, output: Path | None) -> None:
        """Show the bar until it ends, then fetch the file."""
        video = line.wait(name, self._show)
        if sys.stderr.isatty():
            self.stderr.write("")
        self._tell(video)
        if video["status"] == "failed":
            error = video["error"] or {}
            raise LineError(f"{error.get('message', 'It failed.')} ({error.get('code', 'failed')})")
        if output is not None:
            self._fetch(line, name, output, "video")

    def _list(self, line: Line, options: dict[str, Any]) -> None:
        for video in line.each(options["limit"]):
            self._tell(video)

    def _get(self, line: Line, options: dict[str, Any]) -> None:
        self._tell(line.get(options["video"]))

    def _delete(self, line: Line, options: dict[str, Any]) -> None:
        line.delete(options["video"])
        self.stdout.write(f"{options['video']} deleted")

    def _download(self, line: Line, options: dict[str, Any]) -> None:
        variant = options["variant"]
        output = options["output"] or Path(options["video"] + VARIANTS[variant])
        self._fetch(line, options["video"], output, variant)

    def _fetch(self, line: Line, name: str, output: Path, variant: str) -> None:
        def told(done: int, total: int) -> None:
            if sys.stderr.isatty() and total:
                self.stderr.write(f"\r{_bar(done / total)} {done / 1e6:.1f} MB", ending="")

        self.stdout.write(str(line.download(name, output, variant, told)))

    def _show(self, video: dict[str, Any]) -> None:
        if sys.stderr.isatty():
            state = STATES[video["status"]]
            self.stderr.write(
                f"\r{_bar(video['progress'] / 100)} {video['progress']:3} % {state:20}", ending=""
            )

    def _tell(self, video: dict[str, Any]) -> None:
        if self.as_json:
            self.stdout.write(json.dumps(video))
            return
        words = " ".join(video["prompt"].split())
        short = words if len(words) <= 60 else f"{words[:59]}…"
        status = f"{video['status']:11} {video['progress']:3} %"
        self.stdout.write(f"{video['id']}  {status}  {video['size']:9} {video['seconds']:>3} s  {short}")


def _bar(share: float) -> str:
    full = round(BAR * share)
    return "█" * full + "·" * (BAR - full)
