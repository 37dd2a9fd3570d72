"""The issuer's keys change by themselves, and nobody who relies on them notices."""

from datetime import timedelta

import jwt
import pytest
import time_machine
from django.utils import timezone

from clinics.api.actions import signing_keys
from clinics.api.models import SigningKey
from clinics.api.tasks import turn_signing_keys
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering, entering_platform
from clinics.models import Wakeup
from tests.factories.tokens import Program, client_of, token_of

pytestmark = pytest.mark.django_db


class Issuer:
    """A program of the clinic, which asks for tokens at moments after now."""

    def __init__(self, clinic, at) -> None:
        self.clinic, self.made, self.now = clinic, client_of(clinic, at=at), timezone.now()

    def at(self, **after: int) -> time_machine.travel:
        return time_machine.travel(self.now + timedelta(**after))

    def ring(self) -> None:
        with entering(self.clinic):
            turn_signing_keys.run()

    def token(self) -> str:
        return token_of(self.clinic, self.made)

    def published(self) -> list[str]:
        keys = Program(self.clinic, "").web.get("/.well-known/jwks.json").json()["keys"]
        return [key["kid"] for key in keys]

    def works(self, token: str) -> bool:
        return Program(self.clinic, token).get("patients/").status_code == 200


@pytest.fixture
def issuer(alder, at) -> Issuer:
    return Issuer(alder, at)


def kid(token: str) -> str:
    return jwt.get_unverified_header(token)["kid"]


def events(clinic) -> list[str]:
    with entering(clinic):
        found = AuditEvent.objects.filter(event__startswith="issuer_key.").order_by("id")
        return list(found.values_list("event", flat=True))


def test_the_next_key_is_published_then_signs_and_the_earlier_one_is_destroyed(issuer, alder):
    first = kid(issuer.token())
    with issuer.at(days=91):
        issuer.ring()
        assert len(issuer.published()) == 2
        assert kid(issuer.token()) == first
    with issuer.at(days=91, hours=3):
        issuer.ring()
        with_new = issuer.token()
        assert kid(with_new) != first
        assert issuer.works(with_new)
        assert len(issuer.published()) == 2
    with issuer.at(days=93):
        issuer.ring()
        assert issuer.published() == [kid(with_new)]
        assert issuer.works(issuer.token())

    with entering(alder):
        assert SigningKey.objects.get(kid=first).private_pem == ""
    assert events(alder) == ["issuer_key.made", "issuer_key.retired"]


def test_a_token_of_the_earlier_key_is_good_until_it_is_over(issuer):
    issuer.token()
    with issuer.at(days=91):
        issuer.ring()
    with issuer.at(days=91, minutes=119):
        earlier = issuer.token()
    with issuer.at(days=91, minutes=122):
        assert kid(issuer.token()) != kid(earlier)
        assert issuer.works(earlier)


def test_ringing_twice_or_early_changes_nothing(issuer, alder):
    issuer.token()
    issuer.ring()
    with issuer.at(days=89):
        issuer.ring()
    assert events(alder) == []
    with issuer.at(days=91):
        issuer.ring()
        issuer.ring()
    assert events(alder) == ["issuer_key.made"]


def test_each_key_has_the_worker_woken_when_it_is_old(issuer, alder):
    issuer.token()

    with entering_platform():
        woken = Wakeup.objects.get(schema_name=alder.schema_name, task=signing_keys.TURN_TASK)
    assert abs(woken.at - issuer.now - timedelta(days=90)) < timedelta(hours=1)


def test_a_key_whose_wake_up_was_lost_has_the_worker_woken_by_the_next_token(issuer, alder):
    issuer.token()
    with entering_platform():
        Wakeup.objects.all().delete()

    with issuer.at(days=200):
        issuer.token()

    with entering_platform():
        assert Wakeup.objects.filter(schema_name=alder.schema_name, task=signing_keys.TURN_TASK).exists()


def test_a_key_that_signs_before_anybody_can_know_it_is_found(issuer, monkeypatch):
    monkeypatch.setattr(signing_keys, "PUBLISHED_AHEAD", timedelta(0))
    first = kid(issuer.token())

    with issuer.at(days=91):
        issuer.ring()
        assert kid(issuer.token()) != first
