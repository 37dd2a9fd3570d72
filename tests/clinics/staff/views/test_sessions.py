"""A person sees where they are signed in, and ends it there."""

import re

import pytest
from django.contrib.sessions.backends.base import UpdateError

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff import devices
from tests.factories.staff import Role, person

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0"


def endings(page: str) -> list[str]:
    """The addresses at which the page's sessions can be ended one by one."""
    return re.findall(r'action="(/settings/account/sessions/[0-9a-f-]{36}/ending/)"', page)


def shown_to(client) -> str:
    return client.get("/settings/account/sessions/").content.decode()


def test_only_ones_own_sessions_are_listed(alder, birch, visit):
    here, there = visit(alder, Role.BILLER), visit(alder, Role.BILLER)
    visit(alder, Role.OWNER).get("/")
    visit(birch, Role.BILLER).get("/")
    there.get("/")

    page = shown_to(here)

    assert len(endings(page)) == 1
    assert page.count("This browser") == 1


def test_the_next_request_of_an_ended_session_is_refused(alder, visit):
    here, there = visit(alder, Role.BILLER), visit(alder, Role.BILLER)
    assert there.get("/").status_code == 200

    answer = here.post(endings(shown_to(here))[0], follow=True)

    assert "The session is ended." in answer.content.decode()
    assert there.get("/")["Location"].startswith("/accounts/login/")
    assert here.get("/").status_code == 200
    with entering(alder):
        assert AuditEvent.objects.filter(event="staff.session_ended").count() == 1


def test_an_ended_session_does_not_come_back_when_its_last_request_is_answered(alder, visit):
    """A request under way may still write its session; it must not bring the session to life again."""
    here, there = visit(alder, Role.BILLER), visit(alder, Role.BILLER)
    with entering(alder):
        under_way = there.session
        under_way["seen_at"] = 1
    here.post(endings(shown_to(here))[0])

    with entering(alder), pytest.raises(UpdateError):
        under_way.save()

    assert there.get("/").status_code == 302


def test_somebody_elses_session_cannot_be_ended(alder, visit):
    owner, biller, other = visit(alder, Role.OWNER), visit(alder, Role.BILLER), visit(alder, Role.BILLER)
    address = endings(shown_to(biller))[0]

    assert owner.get(address).status_code == 404
    owner.post(address)

    assert other.get("/").status_code == 200


def test_the_other_clinic_knows_nothing_of_a_session(alder, birch, visit):
    here, there = visit(alder, Role.BILLER), visit(alder, Role.BILLER)
    address = endings(shown_to(here))[0]

    visit(birch, Role.BILLER).post(address)

    assert there.get("/").status_code == 200


def test_all_others_end_at_once(alder, visit):
    here, *others = (visit(alder, Role.BILLER) for _each in range(3))

    here.post("/settings/account/sessions/others/ending/")

    assert [other.get("/").status_code for other in others] == [302, 302]
    assert (here.get("/").status_code, endings(shown_to(here))) == (200, [])


def test_a_session_under_an_old_password_is_no_session(alder, visit):
    here = visit(alder, Role.BILLER)
    visit(alder, Role.BILLER)
    with entering(alder):
        user = person(Role.BILLER)
        user.session_epoch += 1
        user.save(update_fields=["session_epoch"])
    again = visit(alder, Role.BILLER)

    assert endings(shown_to(again)) == []
    assert here.get("/").status_code == 302


def test_the_page_gives_no_key_of_a_session_away(alder, visit):
    here, there = visit(alder, Role.BILLER), visit(alder, Role.BILLER)

    assert there.cookies["session"].value not in shown_to(here)


@pytest.mark.parametrize(
    ("agent", "said", "in_hand"),
    [
        (FIREFOX, "Firefox on Windows", False),
        (IPHONE, "Safari on iPhone", True),
        (EDGE, "Edge on Windows", False),
        ("curl/8.1", "A browser we do not recognise", False),
    ],
)
def test_a_browser_is_said_in_words(agent, said, in_hand):
    assert (devices.words(agent), devices.is_held_in_hand(agent)) == (said, in_hand)
