"""A clinic that has grown: a search, a day and a patient's page as fast as where there are few of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client

from appointments.models import Appointment
from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.staff.permissions import Role
from tests.benchmarks import calendar
from tests.benchmarks.calendar import IN_A_DAY
from tests.benchmarks.measuring import Line, ratio, wall_ms
from tests.benchmarks.searching import WANTED
from tests.conftest import client_at
from tests.factories import appointments

TIMES = 30


@dataclass(frozen=True)
class Grown:
    """A clinic with this many people and appointments."""

    clinic: Clinic
    people: int
    appointments: int


def lines(few: Grown, many: Grown) -> Iterator[Line]:
    """`few` and `many` have somebody who is looked for; see `searching`."""
    sizes = f"{many.people:,} people, {many.appointments:,} appointments"
    one, other = (client_at(each.clinic, Role.FRONT_DESK) for each in (few, many))
    for what, here, there in zip(PAGES, pages(few.clinic), pages(many.clinic), strict=True):
        value, there_ms, here_ms = ratio(lambda: asked(other, there), lambda: asked(one, here))  # noqa: B023  at once
        yield Line(f"{what} / at {few.people:,}", value, 1.5, detail=f"{there_ms:.1f} / {here_ms:.1f} ms; {sizes}")


PAGES = ("search page", "a day", "a patient's page")


def pages(clinic: Clinic) -> tuple[tuple[str, str], ...]:
    """The addresses, each with what its page must say."""
    day, bounds = calendar.measured_day(clinic)
    with entering(clinic):
        rows = Appointment.objects.between(*bounds).at_location(appointments.site().pk)
        assert rows.count() == IN_A_DAY
        somebody = rows[0].patient
        chart, name = f"/patients/{somebody.pk}/", somebody.family
    return ("/patients/?q=quistgaard", WANTED.family), (f"/calendar/?day={day}", "data-visit"), (chart, name)


def asked(web: Client, page: tuple[str, str]) -> float:
    """Milliseconds of one answer."""
    path, says = page
    answer = web.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    assert says in answer.content.decode(), path
    return wall_ms(lambda: web.get(path), TIMES)
