"""What is written in a film's pictures is judged like words, except for what we wrote ourselves."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import av
import cv2
import numpy as np
import pytest
from django.core.management import CommandError, call_command

from moderation import gate
from moderation.films import Material
from moderation.models import Decision
from perception import lettering

GREY = np.full((180, 320, 3), 90, np.uint8)
FACTS = SimpleNamespace(frames=96, duration=4.0, width=320, height=180, contrast=40.0)
HARM = "Vai a morire"
needed = pytest.mark.skipif(not lettering.available(), reason="the reader's networks are not installed")


def lettered(text):
    picture = GREY.copy()
    cv2.putText(picture, text, (20, 80), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (255, 255, 255), 2, cv2.LINE_AA)
    return picture


def verdict(person, *pictures, **known):
    material = Material(
        "A corgi rides a skateboard", known.pop("said", ""), lambda: iter(pictures), computed=True, **known
    )
    return gate.review_film(FACTS, material, person)[0]


@needed
def test_harm_that_is_written_in_the_pictures_holds_the_film(alice):
    assert verdict(alice, GREY, GREY, lettered(HARM), GREY) is gate.Verdict.SERIOUS
    row = Decision.objects.get()
    assert (row.surface, row.code) == ("frame", "film_harassment")


@needed
def test_harmless_letters_and_our_own_mark_hold_nothing(alice):
    assert verdict(alice, lettered("Fresh bread"), GREY) is gate.Verdict.ALLOW
    assert verdict(alice, lettered("Sora @charlie"), stamp="Sora @charlie") is gate.Verdict.ALLOW
    assert not Decision.objects.exists()


@needed
def test_the_scripts_own_letters_are_not_judged_twice(monkeypatch):
    from moderation import lettering as judging

    reader = judging.Reader("Fresh bread every day", ours=True)
    reader.see(lettered("Fresh bread"))
    assert reader.text == ""
    reader = judging.Reader("Something else", ours=True)
    reader.see(lettered("Fresh bread"))
    assert reader.text == "Fresh bread"


def test_where_nothing_can_read_the_pictures_of_others_are_unread(alice, monkeypatch):
    from moderation import lettering as judging

    monkeypatch.setattr(lettering, "available", lambda: False)
    theirs, ours = judging.Reader("", ours=False), judging.Reader("", ours=True)
    for reader in (theirs, ours):
        reader.see(GREY)
    assert [found.category for found in theirs.findings()] == ["unread"]
    assert ours.findings() == []


@pytest.fixture
def film(tmp_path):
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("libx264", rate=8)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for _each in range(16):
            out.mux(stream.encode(av.VideoFrame.from_ndarray(lettered(HARM), format="rgb24")))
        out.mux(stream.encode())
    return path


def screened(film, *options):
    out = io.StringIO()
    call_command("screen", "--video", str(film), *options, stdout=out)
    return out.getvalue()


@needed
def test_any_film_can_be_judged_from_the_command_line(film, db):
    said = json.loads(screened(film, "--json"))
    assert (said["verdict"], said["category"], said["place"]) == ("refuse", "harassment", "frame")
    assert (said["letters"], said["speech"], said["faces"], said["frames"]) == (HARM, "", {}, 4)
    assert {"speech", "bared", "faces", "letters", "all"} == set(said["ms"])
    assert HARM in screened(film)
    assert not Decision.objects.exists()


def test_what_is_no_film_is_said(tmp_path, db):
    path = tmp_path / "no.mp4"
    path.write_bytes(b"nothing")
    with pytest.raises(CommandError, match="cannot be judged"):
        screened(path)
    with pytest.raises(CommandError):
        call_command("screen")
