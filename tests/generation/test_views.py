"""The pages of a video's life: what was typed is never lost, and nobody reaches somebody else's video."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from generation import actions
from generation.lifecycle import Status, transition
from generation.models import Video

pytestmark = pytest.mark.django_db

WORDS = "A corgi rides a skateboard 🛹"


@pytest.fixture
def typed() -> dict[str, str]:
    return {
        "prompt": WORDS,
        "model": "colour",
        "style": "anime",
        "orientation": "landscape",
        "size": "64x36",
        "seconds": "4",
        "seed": "",
        "variants": "2",
        "submission": "a-page",
    }


@pytest.fixture
def failed(make, alice) -> Video:
    video = make(alice)
    transition(video, Status.IN_PROGRESS)
    transition(video, Status.FAILED, changes={"failure_code": "render_failed"})
    return video


def test_the_composer_preselects_the_quick_tier_and_says_how_long_each_takes(client, alice):
    client.force_login(alice)
    context = client.get(reverse("create")).context
    assert context["form"]["model"].value() == "sora-1-turbo"
    tiers = {tier["name"]: tier for tier in context["models"]}
    assert tiers["sora-1-turbo"]["preselected"]
    assert tiers["sora-1-turbo"]["estimate_seconds"] < tiers["sora-2"]["estimate_seconds"]
    assert all(tier["estimate"] for tier in tiers.values())
    assert context["quota"].left == context["quota"].limit


def test_create_leads_to_the_progress_page_of_all_variants(client, alice, typed):
    client.force_login(alice)
    response = client.post(reverse("create"), typed)
    videos = list(Video.objects.order_by("variant"))
    assert len(videos) == 2
    assert response.url == reverse("making", args=[videos[0].public_id])
    page = client.get(response.url)
    assert [video.pk for video in page.context["videos"]] == [video.pk for video in videos]
    assert [state["queue_place"] for state in page.context["states"]] == [1, 2]


def test_a_double_click_makes_one_batch(client, alice, typed):
    client.force_login(alice)
    first, second = (client.post(reverse("create"), typed) for _ in range(2))
    assert first.url == second.url
    assert Video.objects.count() == 2


def test_the_orientation_turns_the_size(client, alice, typed):
    client.force_login(alice)
    client.post(reverse("create"), typed | {"orientation": "portrait"})
    assert {video.size for video in Video.objects.all()} == {"36x64"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"prompt": ""}, "prompt"),
        ({"prompt": "x" * 32_001}, "prompt"),
        ({"prompt": "a bell \x07"}, "prompt"),
        ({"model": "sora-9"}, "model"),
        ({"seconds": "5"}, "seconds"),
        ({"seconds": "four"}, "seconds"),
        ({"size": "640x640"}, "size"),
        ({"size": "1280x720"}, "size"),
        ({"variants": "9"}, "variants"),
        ({"seed": "-4"}, "seed"),
        ({"seed": "99999999999999999999"}, "seed"),
        ({"model": "colour-slow", "style": "anime", "seconds": "4"}, "style"),
    ],
)
def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(client, alice, typed, wrong, field):
    client.force_login(alice)
    response = client.post(reverse("create"), typed | wrong)
    assert response.status_code == 422
    form = response.context["form"]
    assert list(form.errors) == [field]
    for name, value in (typed | wrong).items():
        assert form[name].value() == value
    assert not Video.objects.exists()


def test_what_was_understood_comes_as_a_fragment(client, alice):
    client.force_login(alice)
    response = client.post(reverse("understood"), {"prompt": WORDS, "seconds": "4", "style": "anime"})
    assert response.status_code == 200
    assert response.context["screenplay"]["prompt"] == WORDS


@pytest.mark.parametrize("prompt", ["", "x" * 40_000, "\x00\x07", "كلب", "🛹" * 50])
def test_understanding_never_fails_on_odd_words(client, alice, prompt):
    client.force_login(alice)
    asked = {"prompt": prompt, "seconds": "x", "style": "?", "seed": "999999999999"}
    assert client.post(reverse("understood"), asked).status_code == 200


@pytest.mark.parametrize("name", ["making", "video_state", "video_screenplay"])
def test_somebody_elses_video_is_not_there(client, make, alice, bob, name):
    url = reverse(name, args=[make(alice).public_id])
    client.force_login(bob)
    assert client.get(url).status_code == 404
    client.force_login(alice)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("name", ["video_cancel", "video_retry", "video_delete", "video_restore"])
def test_somebody_elses_video_cannot_be_touched(client, make, alice, bob, name):
    video = make(alice)
    client.force_login(bob)
    assert client.post(reverse(name, args=[video.public_id])).status_code == 404
    assert client.get(reverse(name, args=[video.public_id])).status_code == 405
    video.refresh_from_db()
    assert (video.status, video.deleted_at) == (Status.QUEUED, None)


@pytest.mark.parametrize("name", ["create", "understood", "drafts"])
def test_who_is_not_signed_in_is_asked_to(client, db, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_the_player_is_there_for_the_owner_alone_until_it_is_published(client, make, alice, bob):
    url = reverse("video", args=[make(alice).public_id])
    assert client.get(url).status_code == 404
    client.force_login(bob)
    assert client.get(url).status_code == 404
    client.force_login(alice)
    response = client.get(url)
    assert response.status_code == 200
    assert response.context["can"] == {
        "download": False, "delete": True, "cancel": True, "remix": False, "publish": False, "retry": False,
    }  # fmt: skip


def test_a_cancel_button_works_without_a_socket(client, make, alice):
    video = make(alice)
    client.force_login(alice)
    client.post(reverse("video_cancel", args=[video.public_id]))
    state = client.get(reverse("video_state", args=[video.public_id])).json()
    assert (state["status"], state["failure"]["code"]) == ("canceled", "canceled")
    again = client.post(reverse("video_cancel", args=[video.public_id]))
    assert again.status_code == 302


def test_a_failure_says_why_and_its_button_tries_again(client, failed, alice):
    client.force_login(alice)
    page = client.get(reverse("making", args=[failed.public_id]))
    assert page.context["states"][0]["failure"]["message"]
    response = client.post(reverse("video_retry", args=[failed.public_id]))
    again = Video.objects.get(retry_of=failed)
    assert response.url == reverse("making", args=[again.public_id])


def test_drafts_are_found_by_their_words_and_hold_nobody_elses(client, make, alice, bob):
    corgi, cat = make(alice, prompt="A corgi on a board"), make(alice, prompt="A cat in the rain")
    make(bob, prompt="A corgi of Bob")
    client.force_login(alice)

    def found(q: str) -> set[int]:
        return {video.pk for video in client.get(reverse("drafts"), {"q": q}).context["page"]}

    assert found("") == {corgi.pk, cat.pk}
    assert found("board corgi") == {corgi.pk}
    assert found("rain corgi") == set()
    assert found("\x00") == {corgi.pk, cat.pk}


def test_a_video_that_was_tried_again_shows_once_in_the_drafts(client, failed, alice):
    again = actions.retry(alice, failed)
    client.force_login(alice)
    assert [video.pk for video in client.get(reverse("drafts")).context["page"]] == [again.pk]


def test_a_deletion_can_be_undone(client, make, alice):
    video = make(alice)
    client.force_login(alice)
    client.post(reverse("video_delete", args=[video.public_id]))
    assert client.get(reverse("video", args=[video.public_id])).status_code == 404
    client.post(reverse("video_restore", args=[video.public_id]))
    assert client.get(reverse("video", args=[video.public_id])).status_code == 200


def test_the_screenplay_can_be_taken_home(client, make, alice):
    client.force_login(alice)
    video = make(alice, prompt=WORDS)
    response = client.get(reverse("video_screenplay", args=[video.public_id]))
    assert json.loads(response.content)["prompt"] == WORDS
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize("name", ["nul\x00", "a b", "x" * 200, "../../etc"])
def test_names_that_cannot_be_are_not_found(client, alice, name):
    from urllib.parse import quote

    client.force_login(alice)
    assert client.get(f"/v/{quote(name, safe='')}/").status_code == 404
    assert client.get(f"/media/{quote(name, safe='')}/content.mp4").status_code == 404


def test_staff_read_a_videos_history_in_the_admin(client, make, alice, django_user_model):
    video = make(alice)
    staff = django_user_model.objects.create_superuser("root", "root@example.org", "pass")
    client.force_login(staff)
    page = client.get(reverse("admin:generation_video_change", args=[video.pk])).content.decode()
    assert "admitted" in page
    assert client.get(reverse("admin:generation_video_changelist")).status_code == 200
    assert client.get(reverse("admin:generation_shot_change", args=[video.shots.get().pk])).status_code == 200
    assert client.get(reverse("admin:generation_video_add")).status_code == 403
