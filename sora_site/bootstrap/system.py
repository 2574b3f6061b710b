"""System libraries and programs: found by their names, installed by apt when it may, else the line is shown.

Cycles loads X11's libraries even without a screen, and the viewfinder draws
through OSMesa or EGL. Without them the site still starts, and a video that
needs the missing engine fails with a sentence.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys

from .progress import SetupError, say

# What the loader must find -> the Debian and Ubuntu package that brings it.
LIBRARIES = {
    "libX11.so.6": "libx11-6",
    "libXext.so.6": "libxext6",
    "libXrender.so.1": "libxrender1",
    "libXfixes.so.3": "libxfixes3",
    "libXi.so.6": "libxi6",
    "libXt.so.6": "libxt6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
    "libGL.so.1": "libgl1",
}
OFFSCREEN = {"libOSMesa.so.8": ["libosmesa6"], "libEGL.so.1": ["libegl1", "libgl1-mesa-dri"]}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


def libraries() -> None:
    """See to what Cycles and the viewfinder need of the system; never fails."""
    if not sys.platform.startswith("linux"):
        return
    packages = _missing_packages()
    if packages and apt_install(packages, "Libraries that rendering needs are missing"):
        packages = _missing_packages()
    if packages:
        say("Rendering needs libraries that are missing; the site starts, but its engines may not. Run:")
        say(f"  {apt_line(packages)}")


def browser() -> None:
    """See to a Chromium for the browser tests; under CI a missing one is an error."""
    if find_browser():
        return
    if apt_install(["chromium"], "The browser tests need Chromium") and find_browser():
        return
    sentence = f"The browser tests need Chromium. Run: {apt_line(['chromium'])}"
    if os.environ.get("CI", "").lower() in {"1", "true", "yes"}:
        raise SetupError(sentence)
    say(f"{sentence}   (the other tests run now)")


def find_browser() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, BROWSERS) if path), None)


def apt_install(packages: list[str], why: str) -> bool:
    """Install by apt where this user may without a password; whether it was done."""
    prefix = _apt()
    if prefix is None:
        return False
    say(f"{why}: installing {' '.join(packages)} by apt")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    update = subprocess.run([*prefix, "update"], capture_output=True, text=True, check=False, env=environment)
    command = [*prefix, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        words = (done.stderr.strip() or update.stderr.strip() or "no message").splitlines()[-1]
        say(f"  apt could not: {words}")
    return done.returncode == 0


def apt_line(packages: list[str]) -> str:
    """What a person types to install `packages`."""
    sudo = "" if os.geteuid() == 0 else "sudo "
    return f"{sudo}apt-get update && {sudo}apt-get install -y {' '.join(packages)}"


@functools.cache
def _apt() -> list[str] | None:
    """`apt-get` as this user may call it without being asked anything, or None."""
    apt = shutil.which("apt-get")
    if apt is None or os.environ.get("SORA_NO_APT") == "1":
        return None
    if os.geteuid() == 0:
        return [apt]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", apt]
    return None


def _missing_packages() -> list[str]:
    # In a process of its own: loading GL brings a compiler into memory.
    names = [*LIBRARIES, *OFFSCREEN]
    command = [sys.executable, "-c", _PROBE, *names]
    probe = subprocess.run(command, capture_output=True, text=True, check=False)
    absent = set(probe.stdout.split())
    packages = [package for name, package in LIBRARIES.items() if name in absent]
    if absent.issuperset(OFFSCREEN):
        packages += _offscreen_packages()
    return packages


def _offscreen_packages() -> list[str]:
    """OSMesa needs no device and is preferred; newer Debians dropped it, there EGL does."""
    cache = shutil.which("apt-cache")
    shown = cache and subprocess.run([cache, "show", "libosmesa6"], capture_output=True, check=False)
    return OFFSCREEN["libOSMesa.so.8" if shown and not shown.returncode else "libEGL.so.1"]
