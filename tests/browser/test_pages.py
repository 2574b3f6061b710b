"""Every page on a phone and on a desk, in light and dark: nothing complains, nothing sticks out."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import sign_up

PAGES = (
    "/", "/following/", "/create/", "/drafts/", "/@alice/", "/settings/", "/settings/profile/",
    "/settings/keys/", "/settings/invites/", "/notices/", "/settings/notices/", "/messages/",
    "/messages/new/", "/leaders/", "/feed/tune/", "/feed/chats/", "/limits/", "/library/", "/characters/",
    "/cameo/", "/cameo/record/", "/settings/data/", "/settings/family/", "/settings/time/",
    "/settings/decisions/", "/transparency/", "/made-here/", "/privacy/", "/rules/", "/developers/",
    "/accounts/2fa/", "/accounts/sessions/", "/accounts/email/",
)  # fmt: skip
OPEN = ("/", "/accounts/login/", "/accounts/password/reset/", "/waitlist/", "/developers/")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


def _fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("viewport", "scheme"), [(PHONE, "dark"), (DESK, "light")])
def test_every_page_opens_fits_and_keeps_the_content_policy(as_, viewport, scheme):
    page = as_("bob", viewport=viewport, color_scheme=scheme)
    for address in PAGES:
        assert page.goto(address).status == 200, address
        assert _fits(page), f"{address} is wider than the screen"
        assert page.locator("h1, .feed, [aria-label]").count(), address


def test_pages_for_strangers(visit, complaints):
    page = visit(viewport=PHONE)
    for address in OPEN:
        assert page.goto(address).status == 200, address
        assert _fits(page), f"{address} is wider than the screen"


def test_the_page_speaks_italian_to_who_asks_for_it(visit):
    page = visit(locale="it-IT")
    page.goto("/accounts/login/")
    assert page.locator("html").get_attribute("lang") == "it"
    expect(page.get_by_label("Password")).to_be_visible()
    page.goto("/")
    expect(page.locator("main")).to_contain_text("invit")


def test_a_wrong_code_says_so_and_is_kept(visit):
    page = visit()
    page.goto("/")
    page.locator("[name=code]").fill("ABCD-EFGH")
    page.keyboard.press("Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    expect(page.locator("[name=code]")).to_have_value("ABCD-EFGH")


def test_a_used_invite_says_so(site, visit):
    link, page = site.manage("invite"), visit()
    page.goto(link)
    sign_up(site, page, "dora", link)
    other = visit()
    assert other.goto(link).status == 404
    expect(other.locator("[role=alert]")).to_contain_text("used")


def test_the_composer_shows_what_was_understood_as_one_types(as_):
    page = as_("bob")
    page.goto("/create/")
    page.fill("[name=prompt]", "A corgi and a zeitgeist ride a skateboard in Tokyo")
    shown = page.locator("#understood")
    expect(shown).to_contain_text("corgi")
    expect(shown.locator(".not_staged").first).to_be_visible()


def test_without_scripts_an_idea_still_becomes_a_video(as_):
    page = as_("charlie", java_script_enabled=False)
    page.goto("/create/")
    page.fill("[name=prompt]", "A corgi rides a skateboard")
    page.check("[name=model][value='tiny']", force=True)
    page.select_option("[name=size]", "64x36")
    page.check("[name=seconds][value='4']", force=True)
    page.locator("#composer button.primary").click()
    page.wait_for_url("**/making/")
    expect(page.locator("[data-video]")).to_be_visible()
