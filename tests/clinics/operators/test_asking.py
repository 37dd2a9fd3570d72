"""At the platform: who asks has just proven who they are, and is sent on without a trace of the ticket."""

from __future__ import annotations

import re
import time

import pytest
from django.conf import settings
from django.test import Client

from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.operators.models import Visit
from clinics.staff.models import User
from tests.conftest import show_second_factor
from tests.factories import operators

pytestmark = pytest.mark.django_db
HOUR = 3600


def at_platform(*, proven: float = 0) -> Client:
    """An operator who has shown their factor, `proven` seconds ago."""
    user: User = operators.operator()
    client = Client(SERVER_NAME=settings.BASE_HOST, HTTP_HOST=settings.BASE_HOST)
    with entering_platform():
        client.force_login(user)
        show_second_factor(client, user)
        session = client.session
        session["account_authentication_methods"][0]["at"] = time.time() - proven
        session.save()
    return client


def asked_of(client: Client, clinic: Clinic, **more: str):
    told = {"reason": operators.REASON, "minutes": "15", **more}
    return client.post(f"/admin/clinics/clinic/{clinic.pk}/entry/", told)


def test_the_ticket_goes_to_the_clinic_in_a_form_and_the_page_says_where_it_comes_from(alder):
    operators.allow(alder)

    answer = asked_of(at_platform(), alder)

    page = answer.content.decode()
    ticket = re.search(r'name="ticket" value="([\w-]{43})"', page).group(1)
    assert f'action="{alder.base_url}/operators/entry/"' in page
    assert f"form-action 'self' {alder.base_url}" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert re.findall(r'<meta name="referrer" content="([\w-]+)"', page)[-1] == "strict-origin", "the last one counts"
    assert re.findall(rf'(?:href|src|action)="[^"]*{ticket}', page) == []
    assert answer.headers["Cache-Control"].startswith("no-store") or "no-store" in answer.headers["Cache-Control"]
    assert operators.show(operators.browser(alder), ticket).status_code == 302


def test_a_proof_of_long_ago_is_asked_for_again_and_nothing_is_written(alder):
    operators.allow(alder)

    answer = asked_of(at_platform(proven=2 * HOUR), alder)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/")
    with entering(alder):
        assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": ""}, "This field is required."),
        ({"reason": "looking"}, "Say in a few words what you will do there"),
        ({"minutes": "600"}, "Select a valid choice."),
        ({"ticket_number": "a b"}, "A ticket number has letters"),
    ],
)
def test_what_is_missing_is_said_on_the_page(alder, more, said):
    operators.allow(alder)

    answer = asked_of(at_platform(), alder, **more)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    with entering(alder):
        assert not Visit.objects.exists()


def test_a_clinic_that_does_not_allow_it_is_not_entered_and_the_page_says_what_to_do(alder):
    answer = asked_of(at_platform(), alder)

    assert answer.status_code == 422
    assert "does not let operators in" in answer.content.decode()


def test_the_clinics_page_offers_it_and_the_books_are_only_read(alder):
    operators.allow(alder)
    client = at_platform()
    asked_of(client, alder)

    assert "Enter this clinic" in client.get(f"/admin/clinics/clinic/{alder.pk}/change/").content.decode()
    books = client.get("/admin/clinics/operatorentry/").content.decode()
    assert "Ann Lee" in books
    assert "/add/" not in books
