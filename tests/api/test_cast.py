"""Characters of films by the official client: made, found, used in a video, refused."""

from __future__ import annotations

import openai
import pytest
from openai import OpenAI

from cameo.characters import people
from cameo.characters.people import Seen, Verdict
from cameo.models import Character
from generation.models import Video
from tests.cameo.clips import MUG, TEDDY, clip

from .test_client import made

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(autouse=True)
def _nobody_is_in_it(monkeypatch):
    """Who is in a film is tested where that is told."""
    monkeypatch.setattr(people, "look", lambda _frames: Seen(Verdict.NOBODY, ()))


def cast(client, *ids: str, prompt: str = "Teddy waves in a park"):
    body = {"model": "colour", "size": "64x36", "characters": [{"id": one} for one in ids]}
    return client.videos.create(prompt=prompt, extra_body=body)


def test_a_character_is_made_found_and_seen_in_a_video(client, alice):
    row = client.videos.create_character(name="Teddy", video=clip(TEDDY))
    assert row.id.startswith("char_")
    assert client.videos.get_character(row.id).model_dump() == row.model_dump()
    assert set(row.model_dump(exclude_unset=True)) == {"id", "name", "created_at"}
    video = Video.objects.get(public_id=cast(client, row.id).id)
    assert [casting.character.public_id for casting in video.castings.all()] == [row.id]
    assert "@teddy" in video.prompt


def test_two_characters_come_in_brackets(client, live_server, key_of, alice):
    import httpx2

    first = client.videos.create_character(name="Teddy", video=clip(TEDDY)).id
    second = client.videos.create_character(name="Mug", video=clip(MUG)).id
    fields = [
        ("model", "colour"), ("size", "64x36"), ("prompt", "Teddy pushes Mug"),
        ("characters[][id]", first), ("characters[][id]", second),
    ]  # fmt: skip
    edge = "edge"
    text = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    )
    head = {
        "Authorization": f"Bearer {key_of(alice)}",
        "Content-Type": f"multipart/form-data; boundary={edge}",
    }
    answer = httpx2.post(f"{live_server.url}/v1/videos", headers=head, content=f"{text}--{edge}--\r\n")
    video = Video.objects.get(public_id=answer.json()["id"])
    assert {casting.character.public_id for casting in video.castings.all()} == {first, second}


def test_nobody_else_finds_or_uses_it_and_its_end_is_its_end(client, live_server, key_of, bob):
    row = client.videos.create_character(name="Teddy", video=clip(TEDDY))
    other = OpenAI(base_url=f"{live_server.url}/v1", api_key=key_of(bob), max_retries=0)
    with pytest.raises(openai.NotFoundError):
        other.videos.get_character(row.id)
    with pytest.raises(openai.NotFoundError) as no:
        cast(other, row.id)
    assert (no.value.code, no.value.param) == ("character_not_available", "characters")
    client.delete(f"/videos/characters/{row.id}", cast_to=object)
    with pytest.raises(openai.NotFoundError):
        client.videos.get_character(row.id)
    assert not Character.objects.exists()


def test_one_that_waits_for_staff_says_so(client, monkeypatch):
    monkeypatch.setattr(people, "look", lambda _frames: Seen(Verdict.UNCERTAIN, ()))
    row = client.videos.create_character(name="Teddy", video=clip(TEDDY))
    assert row.status == "in_review"
    with pytest.raises(openai.ConflictError) as no:
        cast(client, row.id)
    assert no.value.code == "character_not_ready"


@pytest.mark.parametrize(
    ("fields", "param", "code"),
    [
        ({"name": "x" * 81, "video": clip(None)}, "name", "invalid_value"),
        ({"name": "Wall", "video": clip(None)}, "video", "character_not_seen"),
        ({"name": "Short", "video": clip(TEDDY, seconds=1)}, "video", "clip_too_short"),
        ({"name": "List", "video": b"#EXTM3U\nfile:///etc/passwd"}, "video", "clip_unreadable"),
    ],
    ids=["a long name", "an empty wall", "a short film", "a playlist"],
)
def test_what_is_no_character_is_refused_by_name(client, fields, param, code):
    with pytest.raises(openai.BadRequestError) as no:
        client.videos.create_character(**fields)
    assert (no.value.param, no.value.code) == (param, code)
    assert not Character.objects.exists()


def test_somebody_in_the_film_is_refused(client, monkeypatch):
    monkeypatch.setattr(people, "look", lambda _frames: Seen(Verdict.SOMEBODY, ()))
    with pytest.raises(openai.BadRequestError) as no:
        client.videos.create_character(name="Ted", video=clip(TEDDY))
    assert (no.value.param, no.value.code) == ("video", "character_shows_person")


def test_a_body_of_another_shape_is_refused_by_name(client):
    with pytest.raises(openai.BadRequestError) as no:
        made(client, extra_body={"characters": [{"name": "Teddy"}]})
    assert no.value.param == "characters"
