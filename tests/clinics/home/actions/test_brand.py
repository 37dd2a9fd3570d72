"""The clinic decides how it looks; the trail says who did, in both places."""

import pytest

from clinics.audit.models import AuditEvent
from clinics.home.actions import brand
from clinics.home.logos import NotALogo
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.staff.permissions import Role
from tests.clinics.home.test_logos import picture


def change(by, at, **values):
    known = {"name": "Alder Clinic", "accent": "#0f766e", "support_contact": ""}
    return brand.change(by=by, at=at, **{**known, **values})


def test_name_colour_contact_and_logo_are_written(in_alder, acting, at):
    change(acting(Role.OWNER), at, name=" Alder ", accent="#A04", support_contact="Olive,\n 555", logo=picture("JPEG"))

    with entering_platform():
        kept = Clinic.objects.get(pk=in_alder.pk)
    assert (kept.name, kept.accent, kept.support_contact) == ("Alder", "#aa0044", "Olive, 555")
    assert bytes(kept.logo).startswith(b"\x89PNG")


def test_the_trail_names_what_changed_in_the_clinic_and_on_the_platform(in_alder, acting, at):
    owner = acting(Role.OWNER)
    change(owner, at, accent="#aa0044", support_contact="Olive")

    expected = ("brand.changed", owner.id, ["accent", "support_contact"])
    found = AuditEvent.objects.filter(event="brand.changed").values_list("event", "actor_id", "fields")
    assert list(found) == [expected]
    with entering_platform():
        assert list(found.filter(subject_id=str(in_alder.pk))) == [expected]


def test_what_stays_as_it_was_leaves_no_trace(in_alder, acting, at):
    change(acting(Role.OWNER), at)

    assert not AuditEvent.objects.filter(event="brand.changed").exists()


def test_a_logo_stays_until_it_is_replaced_or_removed(in_alder, acting, at):
    owner = acting(Role.OWNER)
    change(owner, at, logo=picture("PNG"))
    assert change(owner, at, accent="#aa0044").logo
    assert not change(owner, at, logo=b"").logo


@pytest.mark.parametrize(
    ("values", "refusal", "field"),
    [
        ({"name": " "}, brand.NameUnusable, "name"),
        ({"name": "Alder\r\nBcc: x@example.com"}, brand.NameUnusable, "name"),
        ({"accent": "red; } body { display: none"}, brand.NotAColour, "accent"),
        ({"logo": b"<svg/>"}, NotALogo, "logo"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name_and_leaves_no_trace(in_alder, acting, at, values, refusal, field):  # noqa: PLR0917
    with pytest.raises(refusal) as refused:
        change(acting(Role.OWNER), at, **values)

    assert refused.value.field == field
    assert not AuditEvent.objects.filter(event="brand.changed").exists()


def test_another_clinic_keeps_its_own(in_alder, birch, acting, at):
    change(acting(Role.OWNER), at, accent="#aa0044", logo=picture("PNG"))

    with entering_platform():
        other = Clinic.objects.get(pk=birch.pk)
    assert (other.accent, bytes(other.logo)) == ("#0f766e", b"")
    with entering(birch):
        assert not AuditEvent.objects.filter(event="brand.changed").exists()
