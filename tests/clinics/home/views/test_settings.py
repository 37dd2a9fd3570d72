"""Settings: what may be decided, by permission, and what a new clinic still has to do."""

import pytest
from allauth.mfa.models import Authenticator

from clinics.home import setup
from clinics.home.actions import brand
from clinics.kit.current import entering
from clinics.staff.actions import invitations
from clinics.staff.models import User
from clinics.staff.permissions import Role
from tests.clinics.home.test_logos import picture


def undone(actor, at) -> set[str]:
    return {str(step.label) for step in setup.steps_for(actor, at=at) if not step.is_done}


COLOUR, CONTACT, TEAM, FACTORS = (
    "Give the clinic its colour and logo",
    "Say whom people may ask",
    "Invite your team",
    "Have everyone set up a second factor",
)


@pytest.fixture
def alone(in_alder, acting):
    """The owner of a clinic in which nobody else works yet."""
    owner = acting(Role.OWNER)
    User.objects.exclude(pk=owner.id).update(is_active=False)
    Authenticator.objects.all().delete()
    return owner


def test_a_new_clinic_has_everything_to_do(alone, at):
    assert undone(alone, at) >= {COLOUR, CONTACT, TEAM, FACTORS}


def test_each_step_is_done_when_the_clinic_s_data_say_so(alone, in_alder, at):
    kept = brand.change(
        by=alone, at=at, name="Alder", accent="#aa0044", support_contact="Olive, 555", logo=picture("PNG")
    )
    invitations.invite(email="new@example.com", roles=(Role.CLINICIAN,), by=alone, at=at)
    Authenticator.objects.create(user_id=alone.id, type="totp", data={})
    with entering(kept):
        assert not undone(alone, at) & {COLOUR, CONTACT, TEAM, FACTORS}


def test_an_invitation_that_ran_out_is_no_team(alone, at):
    invitations.invite(email="new@example.com", roles=(Role.CLINICIAN,), by=alone, at=at - invitations.VALID_FOR)

    assert TEAM in undone(alone, at)


def test_what_is_left_is_shown_on_today_and_in_settings(visit, alder):
    client = visit(alder, Role.OWNER)

    for path in ("/", "/settings/"):
        page = client.get(path).content.decode()
        assert COLOUR in page
        assert "Setting up the clinic" in page


def test_when_all_is_done_nothing_is_shown(visit, alder, monkeypatch):
    monkeypatch.setattr(setup, "setup_steps", ())
    client = visit(alder, Role.OWNER)

    for path in ("/", "/settings/"):
        assert "Setting up the clinic" not in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.OWNER, {"Name, colour and logo", "Staff", "How people sign in", "Your account"}),
        (Role.CLINICIAN, {"Staff", "Your account"}),
        (Role.AUDITOR, {"Staff", "Your account"}),
    ],
)
def test_each_person_finds_what_they_may_decide(visit, alder, role, labels):
    page = visit(alder, role).get("/settings/").content.decode().split("<main")[1]

    every = {"Name, colour and logo", "Staff", "How people sign in", "Your account"}
    assert {label for label in every if f"<strong>{label}</strong>" in page} == labels
    assert ("Setting up the clinic" in page) is (role is Role.OWNER)


def test_a_stranger_signs_in_first(visit, alder):
    answer = visit(alder).get("/settings/")

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/login/")
