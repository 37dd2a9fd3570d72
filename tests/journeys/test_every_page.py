"""Every address that answers with a page: nothing grave for axe, no complaint of the content policy, in both themes.

The addresses come from the application itself (see tests/guards/reads.py), so a new page is walked without being named.
"""

import pytest
from playwright.sync_api import Page

from tests.factories.staff import Role
from tests.guards.reads import World, addresses, filled
from tests.journeys.accessibility import grave_findings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEAVES = (
    "accounts/logout",
    "admin/logout",
    "/content/",
    "/pdf/",
    "/export/",
    "/errors/",
    "recovery-codes/download",
    "api/",
    "openid",
    "jwks",
)
FRAGMENTS = (
    "gallery/options/",
    "branding/preview/",
    "appointments/new/people/",
)  # parts of pages, which have no head of their own
# What the content policy stopped on a page, before axe sets styles of its own.
WATCH = """window.stopped = [];
addEventListener("securitypolicyviolation", (event) => window.stopped.push(event.violatedDirective));"""
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def world(clinic, at, settings, tmp_path) -> World:
    kept = {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "documents": kept}
    made = World(clinic, at)
    made.fill()
    return made


def pages_of(world: World) -> list[str]:
    from config import urls_clinic

    found = ["/" + filled(where, world) for where, _pattern, _written in addresses(urls_clinic.urlpatterns)]
    return [path for path in dict.fromkeys(found) if not any(word in path for word in (*LEAVES, *FRAGMENTS))]


def looked_at(page: Page, address: str) -> list[str] | None:
    """What is wrong with this page; None when there is no page for this person."""
    answer = page.goto(address)
    if answer is None or "text/html" not in answer.headers.get("content-type", ""):
        return None
    if answer.status == 405 or page.url.partition("?")[0] != address.partition("?")[0]:
        return None
    stopped = page.evaluate("window.stopped")
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return [*stopped, *grave_findings(page), *(["wider than the window"] if too_wide else [])]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_used_by_everyone(world, clinic, site, signed_in, complaints, scheme, size):  # noqa: PLR0917
    found: dict[str, list[str]] = {}
    walked: set[str] = set()
    for role in (Role.OWNER, Role.CLINICIAN):
        page = signed_in(role, "/", viewport=size, color_scheme=scheme, reduced_motion="reduce")
        page.add_init_script(WATCH)
        for path in pages_of(world):
            if path in walked:
                continue
            wrong = looked_at(page, site.url(clinic, path))
            if wrong is not None:
                walked.add(path)
                found |= {path: wrong} if wrong else {}

    complaints.clear()  # those of axe itself; the pages' own were looked at one by one
    assert not found, "\n".join(f"{path}: {wrong}" for path, wrong in found.items())
    assert len(walked) > 60, sorted(walked)
