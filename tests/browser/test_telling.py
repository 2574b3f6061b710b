"""What others do reaches an open page: the count, the line that comes in, a conversation that goes on."""

from __future__ import annotations

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}


def test_a_message_is_told_live_read_and_answered(as_):
    alice, bob = as_("alice"), as_("bob", viewport=PHONE)
    alice.goto("/settings/")
    bob.goto("/messages/new/?to=alice")
    bob.get_by_label("Message").fill("Your corgi is faster than mine!")
    bob.get_by_role("button", name="Send").click()
    expect(bob.locator(".line")).to_contain_text("faster than mine")
    expect(alice.locator("#toast")).to_contain_text("@bob wrote to you.")
    expect(alice.locator("[data-unseen]")).to_be_visible()
    alice.goto("/messages/@bob/")
    expect(alice.locator(".line")).to_contain_text("faster than mine")
    box = alice.get_by_label("Message")
    box.fill("Words make it run.")
    box.press("Enter")
    expect(bob.locator(".line").last).to_contain_text("Words make it run.")
    alice.goto("/notices/")
    expect(alice.locator(".told")).to_contain_text("@bob followed you.")
    alice.reload()
    expect(alice.locator("[data-unseen]")).to_be_hidden()
