"""Answers that were not made for this browser, this clinic and this moment are worth nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.single_sign_on import asking
from clinics.single_sign_on.models import IdentityProvider
from clinics.staff.models import User
from tests.clinics.staff.signing_in import client_at
from tests.factories.staff import Role
from tests.identity_provider import ANSWER, configure, go, refusal_of
from tests.processes import free_port
from tests.receivers import Answer, receiving

DANA = {"email": "clinician@example.com", "email_verified": True, "amr": ["mfa"]}


def is_out(client) -> bool:
    return client.get("/")["Location"].startswith("/accounts/login/")


def test_an_answer_of_another_browser_is_worth_nothing(db, alder, campus, at):
    """Else somebody could sign a victim in as themselves, or use a code that they saw."""
    configure(alder, campus, at=at)
    began, other = client_at(alder), client_at(alder)
    back = campus.consent(go(began), campus.vouch("dana", **DANA))

    answer = other.get(back)

    assert (answer.status_code, refusal_of(answer)) == (400, "not-begun-here")
    assert is_out(other)


def test_an_answer_opens_once(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    back = campus.consent(go(client), campus.vouch("dana", **DANA))
    client.get(back)
    client.post("/accounts/logout/")

    assert refusal_of(client.get(back)) == "not-begun-here"


def test_an_answer_that_took_eleven_minutes_is_too_late(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    back = campus.consent(go(client), campus.vouch("dana", **DANA))

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        answer = client.get(back)

    assert refusal_of(answer) == "not-begun-here"


def test_state_and_code_of_one_clinic_are_worth_nothing_at_the_other(db, alder, birch, campus, at):
    configure(alder, campus, at=at)
    configure(birch, campus, at=at)
    there, here = client_at(birch), client_at(alder)
    back = campus.consent(go(there), campus.vouch("dana", **DANA))
    go(here)

    assert refusal_of(here.get(back)) == "not-begun-here"
    here.cookies = there.cookies
    assert refusal_of(here.get(back)) == "not-begun-here"


def test_a_code_of_one_clinic_is_not_taken_with_a_state_of_the_other(db, alder, birch, campus, at):
    """The provider gives the code only to the client it was made for."""
    configure(alder, campus, at=at)
    configure(birch, campus, at=at)
    there, here = client_at(birch), client_at(alder)
    code = campus.consent(go(there), campus.vouch("dana", **DANA)).partition("code=")[2].partition("&")[0]
    state = go(here).partition("state=")[2].partition("&")[0]

    answer = here.get(f"{ANSWER}?state={state}&code={code}")

    assert refusal_of(answer) == "provider-unreachable"
    assert is_out(here)


def test_who_is_linked_at_one_clinic_is_unknown_at_the_other(db, alder, birch, campus, at):
    configure(alder, campus, at=at)
    configure(birch, campus, at=at)
    with entering(birch):
        User.objects.filter(email=DANA["email"]).update(email="elsewhere@example.com")
    subject = campus.vouch("dana", **DANA)
    client_at(alder).get(campus.consent(go(alder_client := client_at(alder)), subject))
    alder_client.get("/")
    there = client_at(birch)

    assert refusal_of(there.get(campus.consent(go(there), subject))) == "person-unknown"


def test_a_provider_that_takes_the_place_of_another_knows_nobody_by_the_others_links(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    client.get(campus.consent(go(client), campus.vouch("dana", **DANA)))
    with entering(alder):
        earlier = IdentityProvider.objects.get().key
        later = IdentityProvider(issuer="https://other.example.com").key

    assert earlier != later


def test_a_provider_that_says_no_is_not_asked_further(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)

    answer = client.get(campus.deny(go(client)) + "&state=lost")

    assert refusal_of(answer) in {"given-up", "not-begun-here"}
    assert is_out(client)


def test_an_error_with_the_right_state_is_told_as_given_up(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    state = go(client).partition("state=")[2].partition("&")[0]

    answer = client.get(f"{ANSWER}?state={state}&error=access_denied")

    assert (answer.status_code, refusal_of(answer)) == (403, "given-up")


def test_an_answer_that_names_another_issuer_is_not_taken(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    back = campus.consent(go(client), campus.vouch("dana", **DANA))

    answer = client.get(f"{back}&iss=https%3A%2F%2Fevil.example")

    assert refusal_of(answer) == "provider-not-trusted"


def test_a_provider_whose_clock_is_behind_is_told_apart_from_one_that_lies(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)

    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        answer = client.get(campus.consent(go(client), campus.vouch("dana", **DANA)))

    assert (answer.status_code, refusal_of(answer)) == (502, "clocks-differ")


def test_a_provider_that_does_not_answer_is_told_and_the_page_offers_another_way(db, alder, campus, at):
    configure(alder, campus, at=at)
    with entering(alder):
        IdentityProvider.objects.update(issuer=f"http://127.0.0.1:{free_port()}")

    answer = client_at(alder).post("/accounts/provider/")

    assert (answer.status_code, refusal_of(answer)) == (503, "provider-unreachable")
    assert b"/accounts/login/" in answer.content


def test_each_refusal_after_the_state_is_in_the_trail_with_its_reason_and_no_address(db, alder, campus, at):
    configure(alder, campus, at=at)
    client = client_at(alder)
    client.get(campus.consent(go(client), campus.vouch("mallory", email="clinician@example.com")))

    with entering(alder):
        event = AuditEvent.objects.get(event="staff.sign_in_refused")
        assert event.reason_code == "address-unverified"
        assert event.subject_id == str(User.objects.get(email="clinician@example.com").pk)


# --- where the product asks -------------------------------------------------------------------------------------


def test_a_provider_inside_the_network_is_not_asked(db, alder, campus, at, settings):
    configure(alder, campus, at=at)
    settings.OUTGOING_REACHES_LOOPBACK = False
    cache.clear()

    answer = client_at(alder).post("/accounts/provider/")

    assert refusal_of(answer) == "provider-not-trusted"


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest/", "https://10.0.0.1/", "http://example.com/", "file:///etc/passwd"]
)
def test_a_redirect_leads_to_no_address_that_could_not_be_given(location):
    with receiving() as receiver:
        receiver.answer = Answer(302, {"Location": location})
        with pytest.raises((asking.RefusedAddress, asking.NoAnswer)):
            asking.ask(receiver.url)
        assert len(receiver.heard) == 1


def test_what_is_posted_is_not_sent_on_elsewhere():
    with receiving() as first, receiving() as second:
        first.answer = Answer(307, {"Location": second.url})
        with pytest.raises(asking.NoAnswer):
            asking.ask(first.url, form={"client_secret": "s"})
        assert second.heard == []


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, body=b"<html>"),
        Answer(200, body=b"[]"),
        Answer(500, body=b"{}"),
        Answer(200, body=b" " * (asking.MOST_READ + 1)),
    ],
)
def test_an_answer_that_is_no_object_or_too_long_is_none(answer):
    with receiving() as receiver:
        receiver.answer = answer
        with pytest.raises(asking.NoAnswer):
            asking.ask(receiver.url)


def test_a_document_that_names_another_issuer_or_an_inner_address_is_not_trusted(db, alder, at, visit, campus):
    with receiving() as receiver:
        configure(alder, campus, at=at)
        with entering(alder):
            IdentityProvider.objects.update(issuer=f"http://localhost:{receiver.port}")
        receiver.answer = Answer(
            200,
            body=b'{"issuer": "https://evil.example", "authorization_endpoint": "https://e.example/a",'
            b' "token_endpoint": "https://e.example/t", "jwks_uri": "https://e.example/k"}',
        )
        named_otherwise = visit(alder, Role.OWNER).post("/settings/sign-in/provider/test/", follow=True)
        own = f"http://localhost:{receiver.port}".encode()
        receiver.answer = Answer(
            200,
            body=b'{"issuer": "' + own + b'", "authorization_endpoint": "https://e.example/a",'
            b' "token_endpoint": "https://10.0.0.1/t", "jwks_uri": "https://e.example/k"}',
        )
        inner = client_at(alder).post("/accounts/provider/")

    assert b"could not be checked" in named_otherwise.content
    assert refusal_of(inner) == "provider-not-trusted"
