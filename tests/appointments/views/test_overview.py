"""The calendar's week and month: how many come and how much time is left, without anybody's name."""

import re

import pytest
import time_machine

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.permissions import Role
from tests.factories import appointments, patients
from tests.factories.appointments import book, local
from tests.statements import statements

WEEK = "/calendar/?view=week&day=2026-11-03"
MONTH = "/calendar/?view=month&day=2026-11-03"


@pytest.fixture(autouse=True)
def the_day_before():
    with time_machine.travel("2026-11-02T15:00:00Z"):
        yield


@pytest.fixture
def fran(visit, alder):
    return visit(alder, Role.FRONT_DESK)


@pytest.fixture
def busy(alder, db):
    """Dana works on Tuesdays from ten to three; Ana comes at ten for half an hour, Ben is there on Thursday."""
    with entering(alder):
        dana = appointments.provider("Dana Doctor", hours=(("10:00", "15:00"),))
        kind = appointments.kind(minutes=30)
        book(patients.register(given="Ana", family="Ruiz"), type=kind, provider=dana)
        return {"dana": dana, "kind": kind}


def text(answer):
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def cell(page, day):
    """What the table says of one day, as words."""
    found = re.search(rf'<a class="load-cell" href="[^"]*day={day}[^"]*"[^>]*>(.*?)</a>', page)
    assert found, day
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def test_a_week_says_how_many_come_to_whom_and_what_is_left(fran, busy):
    page = text(fran.get(WEEK))

    assert "Dana Doctor" in page
    assert "1 booked 4 h 30 free" in cell(page, "2026-11-03")
    assert "Closed" in cell(page, "2026-11-01")


def test_closed_days_are_told_from_days_on_which_nobody_works(fran, busy, alder):
    with entering(alder):
        appointments.opens(("12:00", "18:00"), weekdays=range(1, 7))

    week, month = text(fran.get(WEEK)), text(fran.get(MONTH))

    heads = re.findall(r'<th scope="col" role="columnheader"( class="is-shut")?>([^<]*)(?:<span[^>]*>([^<]*))?', week)
    assert [words for *_, words in heads[1:]] == ["Closed", *["12:00 PM – 6:00 PM"] * 6]
    assert week.count('<td role="cell" data-label="Sun, Nov 1" class="is-shut"') == 2  # hers, and everybody's
    assert len(re.findall(r'<td class="(?:is-beyond)? is-shut"', month)) == 5  # as many Sundays as rows
    assert "1 booked 2 h 30 free" in cell(week, "2026-11-03")  # from twelve to three, though she is there from ten


def test_a_month_says_the_same_of_everybody_and_leads_to_the_day(fran, busy):
    page = text(fran.get(MONTH))

    assert "November 2026" in page
    assert "1 booked 4 h 30 free" in cell(page, "2026-11-03")
    assert 'href="/calendar/?day=2026-11-03"' in page
    assert "2026-12-05" in page  # the last week is whole


@pytest.mark.parametrize("address", [WEEK, MONTH])
def test_nobody_is_named_so_nothing_is_recorded(fran, busy, alder, address):
    assert "Ruiz" not in text(fran.get(address))

    with entering(alder):
        assert not AuditEvent.objects.filter(event="appointment.listed").exists()


@pytest.mark.parametrize("address", [WEEK, MONTH])
@pytest.mark.parametrize("people", [1, 8])
def test_they_take_as_many_statements_whoever_comes(fran, busy, alder, address, people):
    with entering(alder):
        for number in range(people):
            starts = local("2026-11-03", f"{11 + number // 2:02}:{number % 2 * 30:02}")
            book(type=busy["kind"], provider=busy["dana"], starts_at=starts)
    fran.get(address)

    with statements(9):
        fran.get(address)


def test_an_open_overview_watches_its_days_and_asks_whether_anything_is_new(fran, busy):
    page = text(fran.get(WEEK))
    asking = {"HTTP_HX_REQUEST": "true"}

    assert page.count(":2026-11-0") >= 7
    assert fran.get(f"{WEEK}&since=2100-01-01T00:00:00Z", **asking).status_code == 204
    assert "<html" not in text(fran.get(f"{WEEK}&since=2020-01-01T00:00:00Z", **asking))


def test_the_other_clinic_counts_its_own(visit, birch, busy):
    assert "1 booked" not in text(visit(birch, Role.FRONT_DESK).get(MONTH))
