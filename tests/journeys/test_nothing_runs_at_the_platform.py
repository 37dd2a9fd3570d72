"""The platform's administration with hostile names in every list and on every form: nothing of them runs there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from clinics.events.models import Job
from clinics.kit.current import entering_platform
from clinics.kit.ids import new_id
from clinics.models import Clinic, OperatorEntry, Wakeup
from clinics.staff.models import User
from clinics.usage.models import UsageCount
from tests import database
from tests.access.rows import OPERATOR, Row
from tests.access.tables import administration
from tests.access.world import Place
from tests.conftest import AT, show_second_factor
from tests.factories import operators
from tests.inputs import poison
from tests.inputs.poison import breaking
from tests.journeys import site as sites
from tests.journeys.watching import MADE, Walk, ran, walking

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROWS = [row for row in administration.PLATFORM if row.method == "GET" and row.may == OPERATOR]
LISTS = sorted({row.address.removesuffix("add/") for row in ROWS if row.address.endswith("/add/")})
ASKING = ("?q={}", "?state__exact={}", "?meter={}", "?_changelist_filters={}", "?e=1&q={}", "?o={}", "?p={}", "?{}=1")
"""Lists are asked with hostile words as well, in every parameter that they have and in one that they do not."""
OPERATOR_NAME = "Polly Poison"
FIRST = datetime(2000, 1, 1, tzinfo=UTC)  # wake-ups are listed by time


class Platform:
    """The administration on its server, and an operator with a name of that kind."""

    def __init__(self, site: sites.Site, place: Place) -> None:
        self.site, self.place = site, place
        user = operators.operator(OPERATOR_NAME)
        self.client = Client(SERVER_NAME=settings.BASE_HOST, HTTP_HOST=settings.BASE_HOST)
        with entering_platform():
            User.objects.filter(pk=user.pk).update(name=breaking(120, 1), title=breaking(60, 2))
            self.client.force_login(User.objects.get(pk=user.pk))
            show_second_factor(self.client, user)
            self.fill()

    def fill(self) -> None:
        """A row of each kind, hostile wherever its column takes words."""
        clinic = Clinic.objects.get(pk=self.place.clinic.pk)
        named = {"schema_name": breaking(63, 3), "clinic_name": breaking(120, 4), "operator_name": breaking(120, 5)}
        entry = OperatorEntry.objects.create(
            id=new_id(), operator_id=new_id(), minutes=30, at=AT, ticket_number=breaking(40, 6), **named
        )
        told = {"kind": breaking(60, 7), "subject_id": breaking(100, 8), "started_by": breaking(100, 9)}
        job = Job.objects.create(**told, failure=breaking(100, 10), created_at=AT)
        counted = {"day": AT.date(), "meter": breaking(40, 11), "number": 7, "counted_at": AT}
        usage = UsageCount.objects.create(clinic=clinic, **counted)
        wakeup = Wakeup.objects.create(schema_name=breaking(63, 12), task=breaking(100, 13), at=FIRST)
        self.made = {"clinics_operatorentry": entry, "events_job": job, "usage_usagecount": usage}
        self.made["clinics_wakeup"] = wakeup
        self.place.known |= {
            "clinic": clinic,
            "domain": clinic.domains.get(),
            "usage": usage,
            "wakeup": wakeup,
            "entry": entry,
            "job": job,
            "app_label": "clinics",
        }

    def forget(self) -> None:
        """Take away what nobody who serves a request could: other tests count it."""
        with connections["owner"].cursor() as cursor:
            for table, row in self.made.items():
                cursor.execute(f"DELETE FROM public.{table} WHERE id = %s", [row.pk])
        operators.forget(OPERATOR_NAME)

    def walk(self, browser: Any, rows: list[Row], *, asking: tuple[str, ...] = (), **options: bool) -> Walk:
        cookies = [
            {"name": name, "value": cookie.value, "url": self.site.url(None)}
            for name, cookie in self.client.cookies.items()
        ]
        with walking(browser, cookies, **options) as walk:
            for row in rows:
                address = self.site.url(None, self.place.address_of(row))
                for query in ("", *(asking if row.address in LISTS else ())):
                    walk.open(f"{row}{query}", address + query.format(quote(breaking(None, 14))))
        return walk


@pytest.fixture(scope="module")
def platform(django_db_setup, django_db_blocker) -> Iterator[Platform]:
    with django_db_blocker.unblock(), sites.running(sites.KeptFiles) as site:
        clinic = site.welcome(database.open_own_clinic())
        made = None
        try:
            poison.poison(clinic)
            made = Platform(site, Place(clinic, AT))
            yield made
        finally:
            if made is not None:
                made.forget()
            database.drop_own_clinic(clinic)


def test_nothing_runs_in_any_list_form_or_question(platform, browser):
    walk = platform.walk(browser, ROWS, asking=ASKING)

    assert walk.faults == {}
    assert len(LISTS) == 6
    assert walk.hostile >= {f"GET /{address}" for address in LISTS}
    assert walk.hostile >= {str(row) for row in ROWS if "/change/" in row.address and "domain" not in row.address}
    assert walk.hostile >= {f"GET /admin/clinics/clinic/<int:pk>/{each}/" for each in ("suspension", "entry")}


class TestPlantedFaults:
    """Forms and lists that escape nothing, with the content policy and without."""

    @pytest.fixture(autouse=True)
    def _escaping_nothing(self, monkeypatch):
        monkeypatch.setattr("django.template.base.conditional_escape", str)
        monkeypatch.setattr("django.utils.html.conditional_escape", str)

    def rows(self) -> list[Row]:
        return [row for row in ROWS if row.address.startswith("admin/clinics/operatorentry/")]

    def test_what_got_through_is_stopped_and_seen(self, platform, browser):
        faults = platform.walk(browser, self.rows()).faults
        found = faults["GET /admin/clinics/operatorentry/"]

        assert MADE in found
        assert "script-src-attr stopped" in found
        assert any("violates the following Content Security Policy" in each for each in found)
        assert "GET /admin/clinics/operatorentry/<path:object_id>/change/" in faults

    def test_what_runs_is_seen(self, platform, browser):
        faults = platform.walk(browser, self.rows(), bypass_csp=True).faults

        assert ran(faults["GET /admin/clinics/operatorentry/"])
