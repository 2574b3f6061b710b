"""A real site, Debian's Chromium, and people who sign up with real invites."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from sora_site.bootstrap.system import find_browser

from .site import Site

PASSWORD = "correct horse battery staple"
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    flags = ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
    return {**browser_type_launch_args, "executable_path": str(find_browser()), "args": flags}


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("site"))
    yield running
    running.stop()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser's console complained about, scripts and content policy included; must stay empty."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def visit(browser: Browser, site: Site, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """`visit(viewport=…, locale=…)`: a page of somebody new, or of a `storage_state`."""
    contexts: list[BrowserContext] = []

    def _complain(message: ConsoleMessage) -> None:
        # A refusal answers with its own status, which Chromium also writes to the console.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def _visit(**options) -> Page:
        options = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB", **options}
        context = browser.new_context(base_url=site.address, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", _complain)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield _visit
    for context in contexts:
        context.close()


def sign_up(site: Site, page: Page, handle: str, link: str = "") -> Page:
    """Redeem an invite (a fresh one by default) and make an account."""
    page.goto(link or site.manage("invite"))
    page.get_by_role("link", name="Make an account").click()
    page.fill("[name=username]", handle)
    page.fill("[name=email]", f"{handle}@example.org")
    page.fill("[name=birth_date]", "1990-05-01")
    page.fill("[name=password1]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site.address}/")
    return page


@pytest.fixture(scope="session")
def states(browser: Browser, site: Site) -> dict[str, dict]:
    """Cookies of Alice, Bob, who follows her, and Charlie."""
    found = {}
    for handle in ("alice", "bob", "charlie"):
        context = browser.new_context(base_url=site.address, locale="en-GB")
        page = sign_up(site, context.new_page(), handle)
        if handle == "bob":
            page.goto("/@alice/")
            page.get_by_role("button", name="Follow", exact=True).click()
            expect(page.get_by_role("button", name="Following")).to_be_visible()
        found[handle] = context.storage_state()
        context.close()
    return found


@pytest.fixture
def as_(visit, states) -> Callable[..., Page]:
    """`as_("alice")`: a page in which she is signed in."""
    return lambda handle, **options: visit(storage_state=states[handle], **options)


def compose(page: Page, prompt: str, model: str) -> None:
    """Fill the composer; the smallest size of the model comes first."""
    page.goto("/create/")
    page.fill("[name=prompt]", prompt)
    page.locator(f"label:has([name=model][value='{model}'])").click()
    page.keyboard.press("Control+Enter")
