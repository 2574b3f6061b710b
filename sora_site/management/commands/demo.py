"""`demo`: fill the site with a small world of people, videos really rendered here, remixes and posts."""

from __future__ import annotations

import signal
import time
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from accounts.errors import Refusal
from generation.models import Video
from generation.states import Status
from sora_site import station
from sora_site.bootstrap.exits import Exit
from sora_site.sample import settle
from sora_site.sample.cast import FILMS, Film

POLL_SECONDS = 1.0
WAITING = (Status.QUEUED, Status.IN_PROGRESS)


class Command(BaseCommand):
    """Fill a lively sample world."""

    help = "Fill a sample world: people, posts and remixes, with videos rendered on this machine."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.began, self._drawn = time.monotonic(), ""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            self._run()
        except station.StationError as error:
            raise CommandError(str(error), returncode=error.code) from None
        except settle.HandleTakenError as error:
            sentence = f"{error} live here already, outside of the sample world. Use another SORA_DATA=DIR"
            raise CommandError(sentence, returncode=Exit.FAILED) from None
        except KeyboardInterrupt:
            sentence = "Stopped. What is finished stays; run it again to go on."
            raise CommandError(sentence, returncode=Exit.INTERRUPTED) from None

    def _run(self) -> None:
        running = station.is_running()
        borrowed = station.Station(self._say)
        with nullcontext() if running else borrowed.running():
            if running:
                self._say("the site is running: its own workers make the videos")
            else:
                borrowed.start_broker()
                borrowed.migrate()
                borrowed.start_workers()
            passwords = settle.settle()
            failed = self._make(None if running else borrowed)
        self._tell(passwords, failed)

    def _make(self, borrowed: station.Station | None) -> list[tuple[Film, str]]:
        """Ask for all films, a remix as soon as its parent is published; those that failed, and why."""
        videos: dict[str, Video] = {}
        failed: dict[str, str] = {}
        posted: set[str] = set()
        while len(posted) + len(failed) < len(FILMS):
            for film in FILMS:
                if film.key in posted or film.key in failed:
                    continue
                if film.key in videos:
                    self._follow(film, videos[film.key], posted, failed)
                elif not film.remix_of or film.remix_of in posted:
                    self._begin(film, videos, failed)
                elif film.remix_of in failed:
                    failed[film.key] = "the video it remixes is missing"
            self._draw(videos, posted)
            if borrowed is not None:
                borrowed.supervisor.wait_until(lambda: False, POLL_SECONDS)
            else:
                time.sleep(POLL_SECONDS)
        return [(film, failed[film.key]) for film in FILMS if film.key in failed]

    def _begin(self, film: Film, videos: dict[str, Video], failed: dict[str, str]) -> None:
        try:
            videos[film.key] = settle.made(film) or settle.start(film)
        except Refusal as refusal:
            failed[film.key] = str(refusal)

    def _follow(self, film: Film, video: Video, posted: set[str], failed: dict[str, str]) -> None:
        video.refresh_from_db()
        if video.status == Status.COMPLETED:
            settle.publish(film, video)
            posted.add(film.key)
        elif video.status not in (*WAITING, Status.IN_REVIEW):
            failed[film.key] = video.failure_message or str(video.get_status_display())

    def _draw(self, videos: dict[str, Video], posted: set[str]) -> None:
        """One line on a terminal, a line per change elsewhere."""
        doing = next(
            (f for f in FILMS if f.key in videos and f.key not in posted and videos[f.key].progress), None
        )
        text = f"{len(posted)} of {len(FILMS)} videos"
        if self.stderr.isatty():
            now = f" · {doing.key} {videos[doing.key].progress} %" if doing else ""
            self.stderr.write(f"\r\x1b[K{text}{now} · {time.monotonic() - self.began:.0f} s", ending="")
            self.stderr.flush()
        elif text != self._drawn:
            self._say(text)
        self._drawn = text

    def _say(self, text: str) -> None:
        self.stderr.write(f"· {text}")
        self.stderr.flush()

    def _tell(self, passwords: dict[str, str], failed: list[tuple[Film, str]]) -> None:
        minutes = (time.monotonic() - self.began) / 60
        self.stdout.write(
            f"\nThe sample world is ready ({minutes:.1f} min): {len(FILMS) - len(failed)} videos."
        )
        for film, why in failed:
            self.stdout.write(f"  not made: {film.prompt} ({why})")
        if passwords:
            self.stdout.write("Sign in as one of them; these passwords are shown once:")
            for handle, password in passwords.items():
                self.stdout.write(f"  {handle:8} {password}")
        else:
            self.stdout.write("Its people were here before; their passwords were shown then.")
        if not station.is_running():
            self.stdout.write(f"See it: python3 manage.py up   (data: {settings.DATA_DIR})")
        if failed:
            raise CommandError(f"{len(failed)} of {len(FILMS)} videos were not made.", returncode=Exit.FAILED)
