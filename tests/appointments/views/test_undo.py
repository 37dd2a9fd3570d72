"""What was just done is taken back from the word that says so, with a script or without."""

import json
import re

import pytest
import time_machine

from appointments.actions import visits
from appointments.models import Appointment
from clinics.kit.current import entering
from tests.factories.appointments import DESK, book, later
from tests.factories.staff import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _it_is_nearly_time():
    with time_machine.travel("2026-11-03T14:50:00Z", tick=False):
        yield


@pytest.fixture
def made(alder):
    with entering(alder):
        return book()


def status(alder, made) -> str:
    with entering(alder):
        return Appointment.objects.get(pk=made.pk).status


def undo_form(page: str) -> str:
    """The address of the form beside the word."""
    toasts = page.split('id="toasts"')[1].split("<template", maxsplit=1)[0]
    return re.search(r'<form method="post" action="([^"]+)" data-toast-undo>', toasts)[1]


@pytest.mark.parametrize("becomes", ["arrived", "cancelled"])
def test_without_a_script_the_next_page_has_a_form_that_undoes(visit, alder, made, becomes):
    desk = visit(alder, Role.FRONT_DESK)
    step = {"arrived": "arrival", "cancelled": "cancellation"}[becomes]
    data = {"version": 1, "reason": "patient", "next": "/"}

    page = desk.post(f"/appointments/{made.pk}/{step}/", data, follow=True).content.decode()
    assert status(alder, made) == becomes

    back = desk.post(undo_form(page), {"next": "/"}, follow=True)
    assert back.redirect_chain == [("/", 302)]
    assert "Taken back." in back.content.decode()
    assert status(alder, made) == "booked"


def test_with_a_script_the_answer_names_where_to_undo_exactly_this(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)

    answer = desk.post(f"/appointments/{made.pk}/arrival/", headers={"HX-Request": "true"})

    toast = json.loads(answer.headers["HX-Trigger"])["toast"]
    assert toast["undo"] == f"/appointments/{made.pk}/undo/?version=2"


def test_what_a_colleague_did_since_is_not_taken_back_by_mistake(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)
    page = desk.post(f"/appointments/{made.pk}/arrival/", {"next": "/"}, follow=True).content.decode()
    with entering(alder):
        visits.undo(appointment=made, by=DESK, at=later(made, -9))
        visits.check_in(appointment=made, by=DESK, at=later(made, -8))

    answer = desk.post(undo_form(page), {"next": "/"}, follow=True).content.decode()

    assert "Somebody else changed this appointment meanwhile." in answer
    assert status(alder, made) == "arrived"


def test_undoing_offers_no_undo_of_its_own(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)
    desk.post(f"/appointments/{made.pk}/arrival/", follow=True)

    page = desk.post(f"/appointments/{made.pk}/undo/", {"next": "/"}, follow=True).content.decode()

    assert "data-toast-undo>" not in page.split('id="toasts"')[1].split("<template")[0]
