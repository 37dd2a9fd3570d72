import re

import pytest

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering
from clinics.staff.models import Invitation
from tests.clinics.staff.signing_in import client_at, code_of, post_password, shown_secret
from tests.conftest import client_at as signed_in
from tests.factories.staff import Role

NEW, SECRET = "new.person@example.com", "four quite unrelated words"


@pytest.fixture
def invited(own_clinic) -> str:
    """The path of the link in the mail that inviting somebody wrote."""
    admin = signed_in(own_clinic, Role.ADMINISTRATOR)
    answer = admin.post("/settings/staff/invitations/new/", {"email": NEW, "name": "Nia", "roles": ["clinician"]})
    assert answer["Location"] == "/settings/staff/"
    with entering(own_clinic):
        text = OutgoingMail.objects.filter(purpose="invitation").latest("created_at").text
    return re.search(r"https?://[^/]+(/\S+)", text).group(1)


def accept(client, path, **changes):
    return client.post(path, {"name": "Nia New", "password": SECRET, "repeated": SECRET, **changes})


def test_from_the_mail_to_today(own_clinic, invited):
    client = client_at(own_clinic)
    assert NEW in client.get(invited).content.decode()

    assert accept(client, invited)["Location"] == "/"
    assert client.get("/")["Location"] == "/accounts/second-factor/"
    secret = shown_secret(client.get("/accounts/2fa/totp/activate/").content.decode())
    client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})

    assert client.get("/").status_code == 200
    again = client_at(own_clinic)
    assert post_password(again, NEW, SECRET)["Location"] == "/accounts/2fa/authenticate/"


def test_a_used_link_says_so(own_clinic, invited):
    accept(client_at(own_clinic), invited)
    again = client_at(own_clinic).get(invited)

    assert again.status_code == 410
    assert "has been used" in again.content.decode()


def test_a_withdrawn_link_says_so(own_clinic, invited):
    with entering(own_clinic):
        invitation = Invitation.objects.get(email=NEW)
    signed_in(own_clinic, Role.OWNER).post(f"/settings/staff/invitations/{invitation.pk}/withdrawal/")

    answer = client_at(own_clinic).get(invited)
    assert (answer.status_code, "taken back" in answer.content.decode()) == (410, True)


def test_the_link_of_another_clinic_is_a_clear_page(own_clinic, invited, alder):
    answer = client_at(alder).get(invited)

    assert answer.status_code == 404
    assert "not an invitation to this clinic" in answer.content.decode()
    assert accept(client_at(alder), invited).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"repeated": "another one entirely"}, "The two passwords differ"),
        ({"password": "short", "repeated": "short"}, "at least 12 characters"),
        ({"password": NEW, "repeated": NEW}, "too similar"),
    ],
)
def test_weak_or_different_passwords_are_refused(own_clinic, invited, changes, said):
    assert said in accept(client_at(own_clinic), invited, **changes).content.decode()


def test_someone_signed_in_is_told_to_sign_out_first(own_clinic, invited):
    assert signed_in(own_clinic, Role.BILLER).get(invited).status_code == 409
