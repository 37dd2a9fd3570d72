"""Where patients stand in the frame, on their own page, and as people others refer to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from clinics.events.registry import register_kinds
from clinics.home.registry import (
    NavItem,
    SearchSource,
    SettingsSection,
    SetupStep,
    nav_items,
    quick_create,
    search_sources,
    settings_sections,
    setup_steps,
)
from clinics.mail.registry import MailSight, mail_sight
from clinics.models import Clinic
from clinics.onboarding.samples import SampleData, sample_data
from clinics.staff.permissions import Permission
from clinics.staff.registry import Arrival, arrivals
from clinics.usage.meters import Meter, Period, meters
from patients.actions import seeding, staff_charts
from patients.actions.lookup import find_people
from patients.models import Patient, PatientStatus, Relationship
from patients.queries.mail import mail_in_sight
from patients.queries.search import people_of
from patients.queries.timeline import own_entries
from patients.registries import TimelineSource, UseReason, in_use, timeline


def related(ids: Collection[UUID], /) -> set[UUID]:
    """Which of these people stand on the chart of somebody else, who stays."""
    rows = Relationship.objects.filter(other__in=ids).exclude(patient__in=ids)
    return {other for other in rows.values_list("other_id", flat=True) if other}


def has_patients(*, clinic: Clinic, at: datetime) -> bool:
    return Patient.objects.exists()


def active_patients(_period: Period) -> int:
    return Patient.objects.filter(status=PatientStatus.ACTIVE).count()


SIGHT = SettingsSection(
    name="sight",
    group=_("Privacy"),
    label=_("Who sees whom"),
    detail=_("Whose patients each role sees, and which records are restricted."),
    url_name="sight:policy",
    icon="eye-slash",
    permission=Permission.ACCESS_CONFIGURE,
    order=69,
)


def register() -> None:
    meters.register(Meter(name="patients", label=_("Active patients"), count=active_patients, is_stock=True, order=10))
    say_what_happens()
    mail_sight.register(MailSight(name="patients", narrow=mail_in_sight))
    arrivals.register(Arrival(name="staff_charts", hear=staff_charts.hear_of))
    sample_data.register(SampleData("patients", 10, seeding.fill))
    nav_items.register(
        NavItem(
            name="patients",
            label=_("Patients"),
            url_name="patients:directory",
            icon="users",
            permission=Permission.PATIENT_SEARCH,
            shortcut="g p",
            order=30,
        )
    )
    quick_create.register(
        NavItem(
            name="patient",
            label=_("Register a patient"),
            url_name="patients:registration",
            icon="user-plus",
            permission=Permission.PATIENT_REGISTER,
            shortcut="n p",
            order=10,
        )
    )
    search_sources.register(
        SearchSource(
            name="patients",
            label=_("Patients"),
            find=find_people,
            fetch=people_of,
            permission=Permission.PATIENT_SEARCH,
            order=10,
        )
    )
    timeline.register(
        TimelineSource(
            name="record", label=_("Record"), entries=own_entries, permission=Permission.PATIENT_HISTORY, order=90
        )
    )
    setup_steps.register(
        SetupStep(
            name="patients",
            label=_("Bring your patients over"),
            detail=_("Import them from another system, or register the first ones by hand."),
            url_name="patients:registration",
            icon="users",
            permission=Permission.PATIENT_IMPORT,
            is_done=has_patients,
            order=50,
        )
    )
    settings_sections.register(SIGHT)
    in_use.register(UseReason(name="related", label=_("named on another chart"), used=related, order=90))


def say_what_happens() -> None:
    register_kinds(
        _("Patients"),
        order=10,
        patient__registered=_("A patient was registered"),
        patient__changed=_("A patient's record changed"),
        patient__entered_in_error=_("A patient was registered by mistake"),
    )
