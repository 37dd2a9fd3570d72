"""The clinic decides where it is reached, and by which language, clock and week it works; both trails say so."""

import pytest

from clinics.audit.models import AuditEvent
from clinics.home.actions import details
from clinics.kit.current import entering_platform
from clinics.models import Clinic
from clinics.places.actions.locations import UnknownZone
from clinics.staff.permissions import Role
from tests.factories import staff


def change(by, at, **values):
    known = {
        "address": "",
        "phone": "",
        "language": "en",
        "time_zone": "America/New_York",
        "week_start": None,
        "unused_identifiers": (),
    }
    return details.change(by=by, at=at, **{**known, **values})


def test_all_of_it_is_written_and_named_in_the_clinic_and_on_the_platform(in_alder, acting, at):
    owner = acting(Role.OWNER)

    kept = change(
        owner,
        at,
        address="1 Elm St",
        phone="(212) 555-0100",
        language="es",
        time_zone="America/Chicago",
        week_start=1,
        unused_identifiers=["us-ssn", "no-such-system"],
    )

    assert (kept.address, kept.phone, kept.language, kept.time_zone, kept.week_start, kept.unused_identifiers) == (
        "1 Elm St",
        "(212) 555-0100",
        "es",
        "America/Chicago",
        1,
        ["us-ssn"],
    )
    fields = ["address", "language", "phone", "time_zone", "unused_identifiers", "week_start"]
    found = AuditEvent.objects.filter(event="clinic.described").values_list("actor_id", "fields")
    assert list(found) == [(owner.id, fields)]
    with entering_platform():
        assert list(found.filter(subject_id=str(in_alder.pk))) == [(owner.id, fields)]


def test_what_stays_as_it_was_leaves_no_trace(in_alder, acting, at):
    change(acting(Role.OWNER), at)

    assert not AuditEvent.objects.filter(event="clinic.described").exists()


@pytest.mark.parametrize(
    ("values", "refusal", "field"),
    [
        ({"phone": "call us"}, details.NotATelephone, "phone"),
        ({"language": "tlh"}, details.UnknownLanguage, "language"),
        ({"time_zone": "Europe/Atlantis"}, UnknownZone, "time_zone"),
        ({"week_start": 8}, details.NotADay, "week_start"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(in_alder, at, values, refusal, field):
    with pytest.raises(refusal) as refused:
        change(staff.acting(Role.OWNER), at, address="1 Elm St", **values)

    assert refused.value.field == field
    with entering_platform():
        assert Clinic.objects.get(pk=in_alder.pk).address == ""
