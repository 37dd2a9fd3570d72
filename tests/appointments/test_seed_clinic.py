"""A clinic is filled with people who do not exist, and with their appointments."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from appointments.actions.reserving import SlotTaken
from appointments.models import Appointment
from clinics.kit.current import entering
from clinics.onboarding import samples
from clinics.staff.permissions import Role
from patients.models import Patient, Source
from patients.queries.search import find
from tests.factories import appointments


def test_people_are_registered_and_found(own_clinic, acting):
    printed = io.StringIO()
    call_command("seed_clinic", own_clinic.subdomain, "--patients", "60", "--seed", "3", stdout=printed)
    assert "60 people are in Own Clinic." in printed.getvalue()
    with entering(own_clinic):
        assert Patient.objects.filter(source=Source.SAMPLE).count() == 60
        anyone = Patient.objects.first()
        hits = find(f"{anyone.family} {anyone.given}", to=acting(Role.FRONT_DESK), limit=20).hits
        assert anyone.pk in [hit.patient.pk for hit in hits]


def test_they_are_booked_as_if_one_by_one(own_clinic, acting):
    printed = io.StringIO()
    wanted = ("--patients", "9", "--appointments", "100")
    call_command("seed_clinic", own_clinic.subdomain, *wanted, stdout=printed)

    assert "100 appointments are in Own Clinic." in printed.getvalue()
    with entering(own_clinic):
        rows = list(Appointment.objects.prefetch_related("versions", "reservations"))
        assert len(rows) == 100
        assert {(len(row.versions.all()), len(row.reservations.all())) for row in rows} == {(1, 2)}
        taken = rows[0]
        with pytest.raises(SlotTaken):
            appointments.book(
                taken.patient, starts_at=taken.starts_at, type=taken.type, provider=taken.provider, at=timezone.now()
            )


@pytest.mark.parametrize(("arguments", "says"), [(("nowhere",), "no clinic"), (("alder",), "1 or more")])
def test_a_wrong_order_says_what_to_do(db, arguments, says):
    count = "0" if says == "1 or more" else "5"
    with pytest.raises(CommandError, match=says):
        call_command("seed_clinic", *arguments, "--patients", count)


def test_a_demo_clinic_is_filled_with_people(in_alder, acting, at):
    told: list[str] = []
    order = samples.SampleOrder(patients=20, seed=1, by=acting(Role.OWNER), at=at, tell=told.append)
    samples.fill(order)
    assert Patient.objects.filter(source=Source.SAMPLE).count() == 20
    assert told
