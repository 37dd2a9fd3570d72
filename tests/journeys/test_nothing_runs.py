"""Every page of a clinic whose every text is hostile, in a browser: nothing of it runs, or has to be stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests import database
from tests.access.asking import Asking
from tests.access.conftest import settings_with
from tests.access.rows import Row
from tests.access.tables import PAGES
from tests.access.world import TODAY, Place
from tests.conftest import AT
from tests.factories import operators
from tests.inputs import poison
from tests.journeys import site as sites
from tests.journeys.watching import MADE, Walk, ran, walking

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROWS = [row for rows in PAGES.values() for row in rows if row.method == "GET"]
CHART = "patients/<uuid:patient_id>/"
OTHERS = "CFB"
"""Who walks, beside the owner: everything that the owner may not open, and the pages that differ by who looks."""
DIFFERENT = ("", CHART, "calendar/", "appointments/<uuid:appointment_id>/", "billing/", "patients/", "settings/")


class Poisoned:
    """The clinic on its server, and everybody's cookies."""

    def __init__(self, place: Place, asking: Asking, site: sites.Site) -> None:
        self.place, self.asking, self.site = place, asking, site

    def cookies(self, who: str) -> list[dict[str, str]]:
        there = self.site.url(self.place.clinic)
        held = self.asking.browsers[who].cookies
        return [{"name": name, "value": cookie.value, "url": there} for name, cookie in held.items()]

    def open(self, walk: Walk, who: str, row: Row) -> None:
        address = self.place.address_of(row.with_own(who) if who in row.only_own else row)
        walk.open(f"{row}", self.site.url(self.place.clinic, address))


@pytest.fixture(scope="module")
def poisoned(clinics_by_name, django_db_blocker, tmp_path_factory) -> Iterator[Poisoned]:
    folder = str(tmp_path_factory.mktemp("documents"))
    kept = {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": folder}}
    with (
        django_db_blocker.unblock(),
        time_machine.travel(TODAY, tick=True),
        settings_with(kept),
        sites.running(sites.KeptFiles) as site,
    ):
        clinic = site.welcome(database.open_own_clinic())
        try:
            place = Place(clinic, AT)
            place.fill()
            asking = Asking(place, clinics_by_name["birch"], "no token")
            poison.poison(clinic)
            place.clinic = database.clinic(clinic.subdomain)
            yield Poisoned(place, asking, site)
        finally:
            database.drop_own_clinic(clinic)
            operators.forget("Ann Lee")


def lines_of() -> dict[str, list[Row]]:
    """Who opens what: each line once by whoever may, and some by several."""
    lines: dict[str, list[Row]] = {}
    for row in ROWS:
        may = [*row.allowed, *row.only_own]
        first = next((who for who in ("O", *OTHERS) if who in may), may[0])
        again = [who for who in OTHERS if row.address in DIFFERENT and who in row.allowed]
        for who in dict.fromkeys([first, *again]):
            lines.setdefault(who, []).append(row)
    return lines


LINES = lines_of()


def walked(poisoned: Poisoned, browser: Any) -> list[Walk]:
    """All pages, each role in a profile of its own."""
    walks = []
    for who, rows in LINES.items():
        with walking(browser, poisoned.cookies(who)) as walk:
            for row in rows:
                poisoned.open(walk, who, row)
        walks.append(walk)
    return walks


def test_nothing_runs_and_nothing_has_to_be_stopped(poisoned, browser):
    walks = walked(poisoned, browser)

    assert [walk.faults for walk in walks if walk.faults] == []
    opened = set().union(*(walk.opened for walk in walks))
    hostile = set().union(*(walk.hostile for walk in walks))
    assert len(opened) > 220
    assert len(hostile) > 180


class TestPlantedFaults:
    """A page that escapes nothing, with the content policy and without."""

    @pytest.fixture(autouse=True)
    def _escaping_nothing(self, monkeypatch):
        monkeypatch.setattr("django.template.base.conditional_escape", str)
        monkeypatch.setattr("django.utils.html.conditional_escape", str)

    @pytest.mark.parametrize("address", [CHART, "calendar/", "admin/staff/user/"])
    def test_what_got_through_is_stopped_and_seen(self, poisoned, browser, address):
        found = self.faults(poisoned, browser, address, bypass_csp=False)

        assert MADE in found
        assert "script-src-attr stopped" in found
        assert not ran(found)
        assert any("violates the following Content Security Policy" in each for each in found)

    @pytest.mark.parametrize("address", [CHART, "calendar/", "admin/staff/user/"])
    def test_what_runs_is_seen(self, poisoned, browser, address):
        assert ran(self.faults(poisoned, browser, address, bypass_csp=True))

    def faults(self, poisoned: Poisoned, browser: Any, address: str, **options: bool) -> list[str]:
        row = next(row for row in ROWS if row.address == address)
        with walking(browser, poisoned.cookies("O"), **options) as walk:
            poisoned.open(walk, "O", row)
        return walk.faults.get(str(row), [])
