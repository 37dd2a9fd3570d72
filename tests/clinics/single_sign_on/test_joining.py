"""Who is invited where passwords are closed is sent to the provider, and chooses no password there."""

import re

import pytest
from django.utils import timezone

from clinics.kit.current import entering
from clinics.staff.actions import invitations
from clinics.staff.models import User
from tests.clinics.staff.signing_in import client_at
from tests.factories.staff import Role, acting
from tests.identity_provider import come_back, configure

pytestmark = pytest.mark.django_db
NEW = "new@example.com"
JOINING = {"name": "New", "password": "four unrelated words here", "repeated": "four unrelated words here"}


def invited(clinic, role: str) -> str:
    with entering(clinic):
        link = invitations.invite(email=NEW, roles=[role], by=acting(Role.OWNER), at=timezone.now()).link
    return re.sub(r"^https?://[^/]+", "", link)


def test_where_passwords_are_closed_the_invitation_leads_to_the_provider(alder, campus, at):
    configure(alder, campus, at=at, passwords_allowed=False)
    client = client_at(alder)

    page = client.get(invited(alder, "clinician")).content.decode()
    come_back(client, campus, campus.vouch("new-by-link", email=NEW, email_verified=True, amr=["mfa"]))

    assert "Sign in with Campus" in page
    assert NEW in page
    assert 'type="password"' not in page
    assert client.get("/patients/").status_code == 200
    with entering(alder):
        assert not User.objects.get(email=NEW).has_usable_password()


def test_a_password_that_is_sent_all_the_same_makes_no_account(alder, campus, at):
    configure(alder, campus, at=at, passwords_allowed=False)

    answer = client_at(alder).post(invited(alder, "clinician"), JOINING)

    assert answer.status_code == 409
    with entering(alder):
        assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize(("role", "open_to"), [("owner", False), ("clinician", True)])
def test_owners_and_people_of_other_clinics_choose_one(alder, campus, at, role, open_to):
    configure(alder, campus, at=at, passwords_allowed=open_to)
    path, client = invited(alder, role), client_at(alder)

    assert 'type="password"' in client.get(path).content.decode()
    assert client.post(path, JOINING)["Location"] == "/"
