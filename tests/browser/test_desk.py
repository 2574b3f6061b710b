"""The desk of moderation as Sam works on it: by keyboard, from a report to a decision, to an appeal."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import PASSWORD, sign_up
from .test_journey import published

STAFF = """from accounts.models import Person
Person.objects.filter(username='{}').update(is_staff=True, is_superuser=True)"""
WORDS = "A corgi rides a skateboard past the neighbour"


@pytest.fixture(scope="module")
def staff(browser, site) -> dict[str, dict]:
    """Cookies of Sam and Kim, who look after this place."""
    found = {}
    for handle in ("sam", "kim"):
        context = browser.new_context(base_url=site.address, locale="en-GB")
        sign_up(site, context.new_page(), handle)
        site.manage("shell", "-c", STAFF.format(handle))
        found[handle] = context.storage_state()
        context.close()
    return found


def reported(person: Page, link: str, reason: str, words: str) -> None:
    """From the page one sees to a report: a click, and another to send it."""
    person.get_by_role("link", name=link, exact=True).click()
    person.get_by_label(reason).check(force=True)
    person.locator("[name=words]").fill(words)
    person.get_by_role("button", name="Report").click()
    expect(person.locator("main")).to_contain_text("Thank you. A person looks at it")


def case(desk: Page) -> Page:
    """To the next case, by the button of the queue."""
    desk.goto("/admin/moderation/case/")
    desk.get_by_role("link", name="Work on the next case").click()
    return desk


def decided(desk: Page, digit: str, why: str) -> None:
    """A decision without the mouse."""
    desk.keyboard.press(digit)
    desk.keyboard.press("r")
    desk.keyboard.type(why)
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".messagelist")).to_contain_text("Decided.")


def test_a_report_is_decided_by_keyboard_appealed_and_answered_by_another(as_, visit, staff):
    alice, bob = as_("alice"), as_("bob")
    name = published(alice, WORDS, "public", "Past the fence", "colour")
    bob.goto(f"/v/{name}/")
    reported(bob, "Report", "Threats or harassment", "That is my fence.")

    sam = case(visit(storage_state=staff["sam"]))
    expect(sam.get_by_role("heading", name="Threats or harassment: video")).to_be_visible()
    veil = sam.locator("video.desk-veil")
    assert "blur" in veil.evaluate("one => getComputedStyle(one).filter")
    sam.keyboard.press("v")
    expect(veil).to_be_focused()
    expect(veil).to_have_css("filter", "none")
    sam.keyboard.press("Escape")
    sam.keyboard.press("n")
    sam.keyboard.type("The fence is not named.")
    sam.keyboard.press("Escape")
    sam.keyboard.press("t")
    expect(sam.locator("#notes + ul")).to_contain_text("The fence is not named.")
    decided(sam, "4", "It mocks a neighbour.")
    assert bob.goto(f"/v/{name}/").status == 404

    alice.goto("/settings/decisions/")
    expect(alice.locator("main")).to_contain_text("1 strike counts today")
    alice.locator("main .list a").first.click()
    expect(alice.locator("main")).to_contain_text("It mocks a neighbour.")
    alice.locator("[name=words]").fill("It is my own fence.")
    alice.get_by_role("button", name="Appeal").click()

    sam.goto("/admin/moderation/appeal/")
    sam.get_by_role("link", name="Answer the next appeal").click()
    expect(sam.locator(".messagelist")).to_contain_text("Nothing waits for you.")
    kim = visit(storage_state=staff["kim"])
    kim.goto("/admin/moderation/appeal/queue/")
    expect(kim.locator(".desk-facts")).to_contain_text("It is my own fence.")
    decided(kim, "1", "It is hers.")
    assert bob.goto(f"/v/{name}/").status == 200
    bob.goto("/notices/")
    expect(bob.locator(".told")).to_contain_text("Your report was answered.")


def test_the_gravest_shows_nothing_and_takes_two(as_, visit, staff):
    bob = as_("bob")
    bob.goto("/@charlie/")
    reported(bob, "Report", "A child is in danger", "")
    sam, kim = (visit(storage_state=staff[handle]) for handle in ("sam", "kim"))
    case(sam)
    expect(sam.locator("#content")).to_contain_text("This is sealed")
    assert not sam.locator(".desk-veil").count()
    sam.keyboard.press("1")
    sam.keyboard.press("Control+Enter")
    expect(sam.locator(".messagelist")).to_contain_text("A second opinion is asked for.")
    case(kim)
    expect(kim.locator(".desk-state")).to_contain_text("asks for a second opinion")
    kim.keyboard.press("1")
    kim.keyboard.press("Control+Enter")
    expect(kim.locator(".messagelist").first).to_contain_text("Decided.")


def test_a_topic_is_stopped_and_let_go_again(as_, visit, staff):
    sam, alice = visit(storage_state=staff["sam"]), as_("alice")
    sam.goto("/admin/moderation/case/")
    sam.get_by_role("link", name="Stop a topic").click()
    expect(sam.locator("[name=stop]")).to_be_checked()
    sam.fill("[name=topic]", "the quake")
    sam.fill("[name=words]", "earthquake\nterremoto")
    sam.locator("[name=_save]").click()
    sam.goto("/admin/moderation/case/")
    alice.goto("/create/")
    alice.fill("[name=prompt]", "An earthquake in the city")
    alice.keyboard.press("Control+Enter")
    expect(alice.locator("main")).to_contain_text("This topic is stopped here")
    sam.get_by_role("link", name="“the quake” is stopped").click()
    sam.uncheck("[name=on]")
    sam.locator("[name=_save]").click()
    expect(sam.locator(".messagelist")).to_be_visible()
    sam.goto("/admin/moderation/case/")
    expect(sam.get_by_role("link", name="“the quake” is stopped")).to_have_count(0)


def test_staff_sign_in_as_everybody_does(visit, site, staff):
    page = visit()
    page.goto("/admin/")
    page.fill("[name=login], [name=username]", "sam")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Cases").first).to_be_visible()
