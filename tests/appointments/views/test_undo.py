"""What was just done is taken back from the word that says so, with a script or without."""

import json
import re

import pytest
import time_machine

from appointments.actions import moving, placing, undoing, visits
from appointments.models import Appointment
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories.appointments import DESK, book, later, local
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
        undoing.undo(appointment=made, by=DESK, at=later(made, -9))
        visits.check_in(appointment=made, by=DESK, at=later(made, -8))

    answer = desk.post(undo_form(page), {"next": "/"}, follow=True).content.decode()

    assert "Somebody else changed this appointment meanwhile." in answer
    assert status(alder, made) == "arrived"


def drop(desk, made, **changed):
    """What dragging sends: where it was let go."""
    form = {"version": made.version, "day": "2026-11-03", "time": "10:00", "minutes": 30, "provider": made.provider_id}
    return desk.post(f"/appointments/{made.pk}/move/", {**form, **changed}, headers={"HX-Request": "true"})


@pytest.mark.parametrize("changed", [{"time": "11:15"}, {"minutes": 45}])
def test_what_was_moved_or_stretched_goes_back_to_where_it_was(visit, alder, made, changed):
    desk = visit(alder, Role.FRONT_DESK)
    toast = json.loads(drop(desk, made, **changed).headers["HX-Trigger"])["toast"]
    assert toast["undo"] == f"/appointments/{made.pk}/undo/?version=2"

    page = desk.post(toast["undo"], {"next": "/"}, follow=True).content.decode()

    assert "Taken back." in page
    with entering(alder):
        now = Appointment.objects.get(pk=made.pk)
        assert (now.starts_at, now.ends_at, now.version) == (made.starts_at, made.ends_at, 3)
        moved, back = AuditEvent.objects.filter(event__startswith="appointment.moved").order_by("id")
        assert (moved.event, back.event) == ("appointment.moved", "appointment.moved_back")
        assert back.actor_id == moved.actor_id
        assert back.patient_ids == [made.patient_id]


def test_what_was_let_go_where_it_was_offers_nothing_to_take_back(visit, alder, made):
    toast = json.loads(drop(visit(alder, Role.FRONT_DESK), made).headers["HX-Trigger"])["toast"]

    assert toast["undo"] == ""


def test_a_move_is_not_taken_back_over_what_a_colleague_did_since(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)
    undo = json.loads(drop(desk, made, time="11:15").headers["HX-Trigger"])["toast"]["undo"]
    with entering(alder):
        elsewhere = local("2026-11-03", "14:00")
        moving.move(appointment=made, version=None, starts_at=elsewhere, by=DESK, at=later(made, -9))

    page = desk.post(undo, {"next": "/"}, follow=True).content.decode()

    assert "Somebody else changed this appointment meanwhile." in page
    with entering(alder):
        assert Appointment.objects.get(pk=made.pk).starts_at == elsewhere


def test_a_move_is_not_taken_back_to_a_time_that_somebody_else_has_now(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)
    undo = json.loads(drop(desk, made, time="11:15").headers["HX-Trigger"])["toast"]["undo"]
    with entering(alder):
        book()

    page = desk.post(undo, {"next": "/"}, follow=True).content.decode()

    assert "The provider is booked at that time." in page


def test_it_goes_back_to_a_time_outside_the_hours_and_says_so(visit, alder):
    with entering(alder):
        early = local("2026-11-03", "08:00")
        made = book(starts_at=early, excuses=placing.Excuses(outside_hours="She asked to"))
        moved = moving.move(
            appointment=made, version=1, starts_at=local("2026-11-03", "10:00"), by=DESK, at=later(made, -9)
        )
        back = undoing.undo(appointment=moved, by=DESK, at=later(made, -8))

        assert (back.starts_at, back.is_outside_hours) == (early, True)
        assert back.outside_hours_reason == "Moved back to where it was"


def test_a_move_is_taken_back_by_those_who_book(visit, alder, made):
    with entering(alder):
        moving.move(appointment=made, version=1, starts_at=local("2026-11-03", "15:00"), by=DESK, at=later(made, -9))
    nurse, desk = visit(alder, Role.CAREGIVER), visit(alder, Role.FRONT_DESK)

    assert nurse.post(f"/appointments/{made.pk}/undo/").status_code == 403
    assert "Take the last step back" not in nurse.get(f"/appointments/{made.pk}/").content.decode()
    page = desk.get(f"/appointments/{made.pk}/").content.decode()
    assert f'action="/appointments/{made.pk}/undo/?version=2"' in page


def test_undoing_offers_no_undo_of_its_own(visit, alder, made):
    desk = visit(alder, Role.FRONT_DESK)
    desk.post(f"/appointments/{made.pk}/arrival/", follow=True)

    page = desk.post(f"/appointments/{made.pk}/undo/", {"next": "/"}, follow=True).content.decode()

    assert "data-toast-undo>" not in page.split('id="toasts"')[1].split("<template")[0]
