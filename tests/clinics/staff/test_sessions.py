import pytest
from django.contrib.sessions.models import Session

from clinics.kit.current import entering
from clinics.staff.models import User
from tests.conftest import client_at
from tests.factories.staff import Role, person

pytestmark = pytest.mark.django_db


def copied_session(client, source, target) -> None:
    """Copy the client's session row, as it stands, from one clinic's schema to another's."""
    with entering(source):
        row = Session.objects.get(pk=client.cookies["session"].value)
    with entering(target):
        Session.objects.create(pk=row.pk, session_data=row.session_data, expire_date=row.expire_date)


def test_a_session_row_copied_to_another_clinic_opens_nothing_there(alder, birch, visit):
    client = visit(alder, Role.CLINICIAN)
    copied_session(client, alder, birch)

    assert client.get("/").status_code == 200
    assert client.get("/", HTTP_HOST=birch.canonical_host).status_code == 302


def test_the_people_of_both_clinics_have_equal_ids_and_passwords(alder, birch):
    with entering(alder):
        here = person(Role.CLINICIAN)
    with entering(birch):
        there = person(Role.CLINICIAN)

    assert (here.pk, here.password, here.get_session_auth_hash()) == (
        there.pk,
        there.password,
        there.get_session_auth_hash(),
    )


def test_a_copied_row_would_open_the_other_clinic_if_sessions_were_only_signed(alder, birch, settings):
    """The guard's absence shows: with Django's own store, the copy is worth a session."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.db"
    client = client_at(alder, Role.CLINICIAN)
    copied_session(client, alder, birch)

    assert client.get("/", HTTP_HOST=birch.canonical_host).status_code == 200


def test_what_a_session_holds_cannot_be_moved_to_another_session(alder, visit):
    clinician, owner = visit(alder, Role.CLINICIAN), visit(alder, Role.OWNER)
    with entering(alder):
        stolen = Session.objects.get(pk=owner.cookies["session"].value).session_data
        Session.objects.filter(pk=clinician.cookies["session"].value).update(session_data=stolen)

    assert clinician.get("/").status_code == 302


def test_a_session_ends_when_everyone_of_this_person_is_signed_out(alder, visit):
    client = visit(alder, Role.CLINICIAN)
    with entering(alder):
        User.objects.filter(pk=person(Role.CLINICIAN).pk).update(session_epoch=1)

    assert client.get("/").status_code == 302
