"""Today at the desk and in the consulting room: who arrives, who waits and for how long, who comes next."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation
from django.utils.translation import gettext

from appointments.actions import visits
from clinics.audit.models import AuditEvent
from clinics.home.today import has_news
from clinics.kit.current import entering
from tests.factories import appointments, billing, notes, patients
from tests.factories.appointments import DESK, book, local
from tests.factories.staff import Role, acting, person
from tests.statements import statements

pytestmark = pytest.mark.django_db
DAY = "2026-11-03"


@pytest.fixture(autouse=True)
def _it_is_ten_past_ten(alder):
    with entering(alder):
        moment = local(DAY, "10:10")
    with time_machine.travel(moment, tick=False):
        yield


def someone(name: str, clock: str, provider, *, day: str = DAY):
    return book(patients.register(given=name, family="Day"), provider=provider, starts_at=local(day, clock))


@pytest.fixture
def morning(alder):
    """Ana waits since 9:50, Ben is late, Cleo comes at 11, Dan at 3, Eve came yesterday and was forgotten.

    All with Dana but Cleo, who comes to Kenji.
    """
    with entering(alder):
        dana = appointments.provider("Dana Doctor", user=person(Role.CLINICIAN))
        kenji = appointments.provider("Kenji Dentist")
        rows = {
            "Ana": someone("Ana", "09:30", dana),
            "Ben": someone("Ben", "10:00", dana),
            "Cleo": someone("Cleo", "11:00", kenji),
            "Dan": someone("Dan", "15:00", dana),
            "Eve": someone("Eve", "10:00", dana, day="2026-11-02"),
        }
        visits.check_in(appointment=rows["Ana"], by=DESK, at=local(DAY, "09:50"))
    return rows


def panel(page: str, name: str) -> str:
    found = re.search(rf'<section class="card" aria-labelledby="today-{name}">.*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def named(text: str) -> list[str]:
    return re.findall(r">(\w+) Day</a>", text)


def today_of(visit, clinic, role: Role) -> str:
    return visit(clinic, role).get("/").content.decode()


def test_the_desk_sees_who_waits_and_for_how_long(visit, alder, morning):
    waiting = panel(today_of(visit, alder, Role.FRONT_DESK), "waiting")

    assert named(waiting) == ["Ana"]
    assert re.search(r"Waits <span[^>]*>20</span> min", waiting)


def test_the_desk_sees_who_is_late_and_then_who_comes_within_the_hour(visit, alder, morning):
    arriving = panel(today_of(visit, alder, Role.FRONT_DESK), "arriving")

    assert named(arriving) == ["Ben", "Cleo"]
    assert re.search(r"Late <span[^>]*>10</span> min", arriving)
    assert f'action="/appointments/{morning["Cleo"].pk}/arrival/"' in arriving


def test_each_list_leads_to_where_all_of_it_is_done(visit, alder, morning):
    page = today_of(visit, alder, Role.FRONT_DESK)

    assert 'href="/calendar/?show=list"' in panel(page, "waiting")
    assert 'href="/calendar/?show=list"' in panel(page, "arriving")


def test_a_clinician_sees_their_own_for_the_rest_of_the_day(visit, alder, morning):
    page = today_of(visit, alder, Role.CLINICIAN)

    assert named(panel(page, "next_with_me")) == ["Ana", "Ben", "Dan"]
    assert panel(page, "waiting") == ""
    assert f'action="/appointments/{morning["Ana"].pk}/start/"' in page
    assert f"/appointments/{morning['Dan'].pk}/" not in page  # no step five hours before


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (Role.FRONT_DESK, {"waiting", "arriving"}),
        (Role.ASSISTANT, {"waiting", "arriving", "unsigned_notes"}),
        (Role.CLINICIAN, {"next_with_me", "unsigned_notes"}),
        (Role.CAREGIVER, {"next_with_me", "unsigned_notes"}),
        (Role.BILLER, {"overdue", "takings"}),
        (Role.AUDITOR, set()),
    ],
)
def test_each_role_sees_the_panels_of_its_work(visit, alder, role, shown):
    page = today_of(visit, alder, role)

    assert set(re.findall(r'aria-labelledby="today-(\w+)"', page)) == shown


def test_exactly_those_who_are_shown_are_recorded(visit, alder, morning):
    today_of(visit, alder, Role.CLINICIAN)

    with entering(alder):
        event = AuditEvent.objects.get(event="patient.listed")
        assert set(event.patient_ids) == {morning[name].patient_id for name in ("Ana", "Ben", "Dan")}
        assert event.reason_code == "today"


def test_of_the_other_clinic_nothing_is_shown(visit, birch, morning):
    page = today_of(visit, birch, Role.FRONT_DESK)

    assert named(page) == []
    with translation.override("es"):  # that clinic's language
        assert gettext("Nobody waits.") in page


def test_an_open_page_is_drawn_anew_when_something_happened_and_not_otherwise(visit, alder, morning):
    desk, asking = visit(alder, Role.FRONT_DESK), {"HTTP_HX_REQUEST": "true"}

    page = desk.get("/").content.decode()
    drawn_anew = desk.get("/?since=2026-11-03T15:09:00Z", **asking)

    assert re.search(rf'data-live="calendar:[0-9a-f-]+:{DAY}"', page)
    assert (drawn_anew.status_code, "<html" in drawn_anew.content.decode()) == (200, False)
    assert desk.get("/?since=2100-01-01T00:00:00Z", **asking).status_code == 204


def test_the_day_of_a_site_further_west_is_not_over_when_it_is_at_the_first_one(visit, alder, morning):
    with entering(alder):
        west = appointments.another_site("West", "America/Los_Angeles")
        dana = morning["Dan"].provider
        appointments.work(dana, (("18:00", "23:00"),), location=west)
        late, tomorrow = local(DAY, "21:30", west), local("2026-11-04", "18:00", west)
        book(patients.register(given="Gil", family="Day"), provider=dana, location=west, starts_at=late)
        book(patients.register(given="Hal", family="Day"), provider=dana, location=west, starts_at=tomorrow)

    mine = panel(today_of(visit, alder, Role.CLINICIAN), "next_with_me")

    assert "Gil" in named(mine)
    assert "Hal" not in named(mine)


def test_an_old_page_is_drawn_anew_though_nothing_happened(alder):
    with entering(alder):
        now = local(DAY, "10:10")
        assert not has_news(now, at=now + timedelta(minutes=4))
        assert has_news(now, at=now + timedelta(minutes=6))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.FRONT_DESK, 6), (Role.CLINICIAN, 7), (Role.BILLER, 8), (Role.OWNER, 14)],
)
def test_today_takes_as_many_statements_however_much_waits(visit, alder, role, expected, rows):
    with entering(alder):
        dana = appointments.provider("Dana Doctor", user=person(Role.CLINICIAN))
        for number in range(rows):
            arrived = someone(f"Ana{number}", f"{9 + number // 2:02}:{number % 2 * 30:02}", dana)
            visits.check_in(appointment=arrived, by=DESK, at=local(DAY, "08:50"))
            someone(f"Ben{number}", f"{11 + number // 2:02}:{number % 2 * 30:02}", dana)
            done = someone(f"Cleo{number}", f"{13 + number // 2:02}:{number % 2 * 30:02}", dana, day="2026-11-02")
            visits.start(appointment=done, by=DESK, at=done.starts_at)
            visits.complete(appointment=done, by=DESK, at=done.starts_at)
            notes.write(arrived.patient, by=acting(Role.CLINICIAN))
            billing.pay(arrived.patient, "20")
    client = visit(alder, role)
    client.get("/")

    with statements(expected):
        assert client.get("/").status_code == 200
