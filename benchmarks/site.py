"""A site of one's own for measurements: a fresh data folder, a real station, a signed-in browser."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from sora_site.bootstrap.system import find_browser

from .report import ROOT

START_SECONDS = 1800.0
PASSWORD = "correct horse battery staple"  # noqa: S105  (of a site that lives for minutes)


@dataclass(frozen=True, slots=True)
class Site:
    """A running site: where it answers, the invite that `up` printed, its data folder."""

    address: str
    invite: str
    data: Path


@contextlib.contextmanager
def running(
    data: Path, *, python: str = sys.executable, root: Path = ROOT, env: dict[str, str] | None = None
) -> Iterator[Site]:
    """`manage.py up` on a free port until the context ends."""
    log = data.parent / f"{data.name}.log"
    with log.open("w") as out:
        words = [python, "manage.py", "up", "--data", str(data), "--bind", "127.0.0.1:0"]
        process = subprocess.Popen(words, cwd=root, env=env, stdout=out, stderr=out, start_new_session=True)
        try:
            yield _greeting(process, log, data)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                process.wait(90)


def _greeting(process: subprocess.Popen[bytes], log: Path, data: Path) -> Site:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        text = log.read_text("utf-8", "replace")
        address = re.search(r"Sora is up at (\S+)", text)
        invite = re.search(r"first invite: (\S+)", text)
        if address and invite:
            return Site(address[1], invite[1], data)
        if process.poll() is not None:
            raise RuntimeError(f"`up` ended with {process.returncode}:\n{text[-2000:]}")
        time.sleep(0.1)
    raise RuntimeError("`up` did not come up.")


@contextlib.contextmanager
def browser() -> Iterator[Page]:
    """A page of a fresh Chromium."""
    path = find_browser()
    if path is None:
        raise RuntimeError("This measurement needs Chromium.")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=str(path), args=["--no-sandbox"])
        try:
            yield chromium.new_page()
        finally:
            chromium.close()


def sign_up(page: Page, site: Site, handle: str = "alice") -> None:
    """Redeem the site's invite and make an account."""
    page.goto(site.invite)
    page.goto(f"{site.address}/accounts/signup/")
    for name, value in (
        ("username", handle),
        ("email", f"{handle}@example.org"),
        ("birth_date", "1990-05-01"),
        ("password1", PASSWORD),
    ):
        page.fill(f"[name={name}]", value)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "signup" not in url)


def create(page: Page, site: Site, prompt: str) -> float:
    """Ask for a video; the moment at which the button was pressed."""
    page.goto(f"{site.address}/create/")
    page.fill("[name=prompt]", prompt)
    began = time.monotonic()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/making/")
    return began
