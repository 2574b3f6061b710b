"""From an idea to a video that others watch, in a real browser on the real site."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import compose

PROMPT = "A corgi rides a skateboard through the city"
MADE = re.compile(r"/videos/(?P<id>[^/]+)/making/")


def made(page: Page) -> str:
    """Wait until the composer gave way to the progress page; the video's name."""
    page.wait_for_url(MADE)
    found = MADE.search(page.url)
    assert found
    return found["id"]


def card(page: Page):
    return page.locator("[data-video]")


def published(page: Page, prompt: str, visibility: str, caption: str, model: str = "tiny") -> str:
    compose(page, prompt, model)
    name = made(page)
    expect(card(page)).to_have_attribute("data-status", "completed", timeout=60_000)
    page.goto(f"/v/{name}/publish/")
    page.fill("[name=caption]", caption)
    page.locator(f"label:has([name=visibility][value={visibility}])").click()
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url(f"**/v/{name}/")
    return name


def test_an_idea_becomes_a_video_that_a_follower_watches(as_):
    alice = as_("alice")
    compose(alice, PROMPT, "tiny")
    name = made(alice)
    expect(alice.locator("img[data-preview]")).to_be_visible(timeout=30_000)
    alice.reload()
    expect(card(alice)).to_have_attribute("data-video", name)
    expect(card(alice)).to_have_attribute("data-status", "completed", timeout=60_000)
    alice.locator("a.button[data-watch]").click()
    alice.wait_for_url(f"**/v/{name}/")
    facts = alice.evaluate(
        """async () => {
            const video = document.querySelector("video");
            video.muted = true;
            await video.play();
            await new Promise((done) => video.addEventListener("timeupdate", done, {once: true}));
            const {videoWidth, videoHeight, duration} = video;
            return [videoWidth, videoHeight, duration, video.webkitAudioDecodedByteCount > 0];
        }"""
    )
    assert facts[:2] == [64, 36]
    assert facts[2] == pytest.approx(4, abs=0.1)
    assert facts[3], "the video has no sound"
    alice.get_by_role("link", name="Publish").click()
    alice.fill("[name=caption]", "Radical #corgi")
    alice.get_by_role("button", name="Publish").click()
    alice.wait_for_url(f"**/v/{name}/")

    bob = as_("bob")
    bob.goto("/following/")
    expect(bob.get_by_text("Radical #corgi")).to_be_visible()
    expect(bob.locator("video").first).to_have_js_property("muted", True)
    bob.wait_for_function("() => document.querySelector('video').currentTime > 0")

    charlie = as_("charlie")
    charlie.goto("/following/")
    expect(charlie.get_by_text("Radical #corgi")).to_have_count(0)
    charlie.goto("/")
    expect(charlie.get_by_text("Radical #corgi")).to_be_visible()


def test_cycles_photographs_a_video_too(as_):
    page = as_("alice")
    compose(page, PROMPT, "tiny-cycles")
    made(page)
    expect(card(page)).to_have_attribute("data-status", "completed", timeout=120_000)


def test_a_draft_is_nobody_elses(as_):
    alice, charlie = as_("alice"), as_("charlie")
    name = published(alice, "A man does a backflip off a paddleboard", "private", "Mine")
    for address in (f"/v/{name}/", f"/media/{name}/content.mp4", f"/media/{name}/poster.webp"):
        assert charlie.request.get(address).status == 404, address
    ranged = alice.request.get(f"/media/{name}/content.mp4", headers={"Range": "bytes=0-99"})
    assert (ranged.status, len(ranged.body())) == (206, 100)


def test_cancel_is_felt_at_once(as_):
    page = as_("alice")
    compose(page, PROMPT, "colour-slow")
    made(page)
    expect(card(page)).to_have_attribute("data-status", "in_progress")
    page.get_by_role("button", name="Cancel").click()
    expect(card(page)).to_have_attribute("data-status", "canceled", timeout=2_000)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


def test_a_failure_says_why_offers_another_try_and_costs_nothing(as_):
    page = as_("charlie")
    page.goto("/create/")
    before = page.locator(".page-head .chip").inner_text()
    compose(page, PROMPT, "colour-broken")
    made(page)
    expect(card(page)).to_have_attribute("data-status", "failed")
    expect(page.locator("[data-failure]")).not_to_be_empty()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.goto("/create/")
    assert page.locator(".page-head .chip").inner_text() == before


def test_a_refusal_keeps_what_was_typed(as_):
    page = as_("alice")
    words = "A corgi and @bob ride a skateboard"
    compose(page, words, "tiny")
    expect(page.locator("[role=alert], .errorlist").first).to_be_visible()
    expect(page.locator("[name=prompt]")).to_have_value(words)
    page.wait_for_load_state("networkidle")  # the words are read anew: to leave now would break that off


def test_two_pages_show_the_same_state(as_):
    one, two = as_("alice"), as_("alice")
    compose(one, PROMPT, "colour-slow")
    made(one)
    two.goto(one.url)
    expect(card(one)).to_have_attribute("data-status", "in_progress")
    expect(card(two)).to_have_attribute("data-status", "in_progress")
    two.get_by_role("button", name="Cancel").click()
    expect(card(one)).to_have_attribute("data-status", "canceled", timeout=3_000)
