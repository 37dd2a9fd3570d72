"""The platform's administration: operators enter with a second factor, nobody else does."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from clinics.events.models import Job
from clinics.kit.current import entering_platform
from clinics.kit.ids import new_id
from clinics.models import OperatorEntry, Wakeup
from clinics.staff.models import RoleAssignment, User
from clinics.usage.models import UsageCount
from tests.access.asking import Answer, Asking, allowed_cells, fault_of_allowed, fault_of_refusal, refused_cells
from tests.access.rows import NO_FACTOR, PASSWORD_ONLY, Row
from tests.access.tables import administration
from tests.clinics.staff.signing_in import give_app
from tests.conftest import AT, client_at, show_second_factor
from tests.factories import operators
from tests.factories.staff import Role

OUTSIDER = "a person without a role"


class PlatformAsking(Asking):
    """At the platform's host; a clinic's owner comes with the clinic's session."""

    def __init__(self, place) -> None:
        self.place, self.token = place, "x"
        names = ("P", "stranger", "program", "other clinic", PASSWORD_ONLY, NO_FACTOR, OUTSIDER)
        self.browsers = {name: Client(SERVER_NAME=settings.BASE_HOST, HTTP_HOST=settings.BASE_HOST) for name in names}
        self.browsers["other clinic"].cookies = client_at(place.clinic, Role.OWNER).cookies
        with entering_platform():
            operator, newcomer = self._operator("opal"), self._operator("nora")
            outsider = User.objects.create(email="outsider@example.com", name="Otto Outsider")
            give_app(operator)
            for name, user in (("P", operator), (PASSWORD_ONLY, operator), (NO_FACTOR, newcomer), (OUTSIDER, outsider)):
                self.browsers[name].force_login(user)
            for name, user in (("P", operator), (OUTSIDER, outsider)):
                show_second_factor(self.browsers[name], user)

    def _operator(self, name: str) -> User:
        user = User.objects.create(email=f"{name}@example.com", name=name.title())
        RoleAssignment.objects.create(user=user, role=Role.OPERATOR, assigned_at=AT)
        return user

    def fault(self, row: Row, who: str, *, fragment: bool) -> str:
        answer: Answer = self.ask(who, row, fragment=fragment)
        return fault_of_refusal(row, who, answer, self.place, fragment=fragment)


@pytest.fixture(scope="module")
def at_platform(place, clinics_by_name) -> PlatformAsking:
    other = clinics_by_name["birch"]
    operators.allow(other)
    with entering_platform():
        counted = {"day": AT.date(), "meter": "api_calls", "number": 7, "counted_at": AT}
        usage = UsageCount.objects.create(clinic=place.clinic, **counted)
        Wakeup.objects.all().delete()  # of other tests: they fill the first page; rolled back
        wakeup = Wakeup.objects.create(schema_name=place.clinic.schema_name, task="sweep", at=AT)
        job = Job.objects.create(kind="export", started_by="x", created_at=AT)
        told = {"operator_id": UUID(int=7), "operator_name": "Ann Lee", "minutes": 30, "at": AT}
        named = {"schema_name": other.schema_name, "clinic_name": other.name}
        entry = OperatorEntry.objects.create(id=new_id(), **told, **named)
        place.known |= {
            "clinic": other,
            "domain": other.domains.first(),
            "usage": usage,
            "wakeup": wakeup,
            "entry": entry,
            "job": job,
            "app_label": "clinics",
        }
    return PlatformAsking(place)


def test_operators_get_what_they_ask_for(at_platform):
    faults = [
        f"{row}: {who} {fault}"
        for row in administration.PLATFORM
        for who, asked in allowed_cells(row)
        if (fault := fault_of_allowed(asked, at_platform.ask(who, asked), at_platform.place))
    ]

    assert faults == [], "\n".join(faults)


def test_nobody_else_does(at_platform):
    faults = [
        f"{row}{' (fragment)' if fragment else ''}: {who} {fault}"
        for row in administration.PLATFORM
        for who, fragment in (*refused_cells(row), (OUTSIDER, False))
        if not row.asker and (fault := at_platform.fault(row, who, fragment=fragment))
    ]

    assert faults == [], "\n".join(faults)
