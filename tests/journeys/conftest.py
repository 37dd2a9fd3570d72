"""Journeys through a real browser. Mark them `browser`.

`site` is a running server on committed data, `clinic` a clinic of the test's own on it, `page` a
page of a fresh browser; `signed_in(Role.CLINICIAN)` gives a page at today for that person.
A page that logs an error, or that the content policy stops, fails its test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from clinics.models import Clinic
from tests import database
from tests.browser import chromium
from tests.factories.staff import Role
from tests.journeys import site as sites
from tests.journeys.site import Site

WAIT = 10_000


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the session; each test gets a context of its own."""
    # Playwright keeps an event loop in this thread, which Django would take for async code.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        with sync_playwright() as playwright:
            launched = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            yield launched
            launched.close()


@pytest.fixture
def site(django_db_setup, django_db_blocker) -> Iterator[Site]:
    with django_db_blocker.unblock(), sites.running() as running:
        yield running


@pytest.fixture
def clinic(site: Site, own_clinic: Clinic) -> Clinic:
    """A clinic with one person per role, at `<subdomain>.localhost`."""
    return site.welcome(own_clinic)


@pytest.fixture
def other_clinic(site: Site, django_db_blocker) -> Iterator[Clinic]:
    """A second one, with the same people: same ids, addresses and password hashes."""
    with django_db_blocker.unblock():
        opened = site.welcome(database.open_own_clinic())
        yield opened
        database.drop_own_clinic(opened)


@pytest.fixture
def new_context(browser: Browser, complaints: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """`new_context(color_scheme="dark")`: a fresh browser profile; any of Playwright's options."""
    opened: list[BrowserContext] = []

    def open_context(**options: object) -> BrowserContext:
        context = browser.new_context(**{"locale": "en-US", **options})
        context.set_default_timeout(WAIT)
        context.on("console", lambda message: note(message, complaints))
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()


@pytest.fixture
def context(new_context) -> BrowserContext:
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page where nobody is signed in."""
    return context.new_page()


@pytest.fixture
def signed_in(site: Site, clinic: Clinic, new_context) -> Callable[..., Page]:
    """`signed_in(Role.CLINICIAN, color_scheme="dark")`: a page of its own profile, at `/`."""

    def enter(role: Role, path: str = "/", *, at: Clinic | None = None, **options: object) -> Page:
        context = new_context(**options)
        site.sign_in(context, at or clinic, role)
        opened = context.new_page()
        opened.goto(site.url(at or clinic, path))
        return opened

    return enter


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What browsers complained about. A test that expects a complaint clears the list itself."""
    found: list[str] = []
    yield found
    assert found == []


def note(message: ConsoleMessage, complaints: list[str]) -> None:
    # A refused or missing page is reported as an error too; tests look at those themselves.
    # htmx reports an answer that is no longer wanted, because more was typed, under the other two.
    harmless = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")
    if message.type == "error" and not any(each in message.text for each in harmless):
        complaints.append(message.text)
