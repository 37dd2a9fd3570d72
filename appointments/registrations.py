"""Where appointments stand on the page of a patient, in the frame, and as people others refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from appointments import configuration, found, keys, today
from appointments.actions import seeding, telling
from appointments.models import Appointment, AppointmentStatus
from appointments.queries import ties
from appointments.queries.appointment_page import sees
from appointments.queries.told import is_still_true
from clinics.events.live import LiveTopic, live_topics
from clinics.events.registry import register_kinds
from clinics.events.standing import StandingWork, standing_work
from clinics.events.subscriptions import Subscription, subscriptions
from clinics.home.registry import NavItem, nav_items, quick_create
from clinics.kit.actor import Actor
from clinics.kit.addresses import address_of
from clinics.mail.registry import MailKind, mail_kinds
from clinics.onboarding.samples import SampleData, sample_data
from clinics.staff.permissions import Permission
from clinics.usage.meters import Meter, Period, meters
from patients.models import Patient
from patients.registries import (
    PageAction,
    TimelineEntry,
    TimelineSource,
    UseReason,
    in_use,
    page_actions,
    timeline,
)

MAIL_KINDS = (
    ("appointment_booked", _("Confirmation of an appointment")),
    ("appointment_moved", _("Change of an appointment")),
    ("appointment_cancelled", _("Cancellation of an appointment")),
    ("appointment_reminder", _("Reminder of an appointment")),
)
BADGES = {
    AppointmentStatus.BOOKED: "info",
    AppointmentStatus.ARRIVED: "warning",
    AppointmentStatus.IN_PROGRESS: "accent",
    AppointmentStatus.NO_SHOW: "danger",
}


def entries(*, patient: Patient, to: Actor, before: datetime | None, limit: int) -> Iterator[TimelineEntry]:
    """One entry an appointment, those to come included; one statement."""
    found = Appointment.objects.visible_to(to).about(patient.pk).for_timeline()
    if before is not None:
        found = found.filter(starts_at__lt=before)
    for row in found[:limit]:
        is_done = row.status == AppointmentStatus.COMPLETED
        yield TimelineEntry(
            at=row.starts_at,
            title=row.type.name,
            icon="calendar-days",
            url=address_of("appointments:appointment", row.pk),
            meta=row.provider.name,
            badge="" if is_done else row.get_status_display(),
            badge_kind=BADGES.get(AppointmentStatus(row.status), ""),
            struck=row.status == AppointmentStatus.ENTERED_IN_ERROR,
        )


def booked(ids: Collection[UUID], /) -> set[UUID]:
    """Which of these people have, or had, an appointment."""
    return set(Appointment.objects.filter(patient__in=ids).values_list("patient_id", flat=True))


def expected(period: Period) -> int:
    """Appointments of the day that stand, or were kept or missed."""
    of_day = Appointment.objects.filter(starts_at__gte=period.begins, starts_at__lt=period.ends)
    return of_day.exclude(status__in=(AppointmentStatus.CANCELLED, AppointmentStatus.ENTERED_IN_ERROR)).count()


def register() -> None:
    meters.register(Meter(name="appointments", label=_("Appointments of the day"), count=expected, order=20))
    say_what_happens()
    today.register()
    found.register()
    keys.register()
    nav_items.register(
        NavItem(
            name="calendar",
            label=_("Calendar"),
            url_name="calendar:calendar",
            icon="calendar-days",
            permission=Permission.CALENDAR_VIEW,
            shortcut="g c",
            order=20,
        )
    )
    quick_create.register(
        NavItem(
            name="appointment",
            label=_("Book an appointment"),
            url_name="appointments:new",
            icon="calendar-days",
            permission=Permission.APPOINTMENT_BOOK,
            shortcut="n a",
            order=5,
        )
    )
    for name, label in MAIL_KINDS:
        mail_kinds.register(
            MailKind(name=name, label=label, is_to_patients=True, is_still_true=is_still_true, order=10)
        )
    standing_work.register(StandingWork(name=telling.TELL_TASK, every=timedelta(hours=1)))
    standing_work.register(StandingWork(name=telling.REMIND_TASK, every=timedelta(hours=1)))
    subscriptions.register(Subscription(name=telling.TELL_TASK, kinds=telling.KINDS))
    sample_data.register(SampleData("calendar", 30, seeding.fill))
    live_topics.register(LiveTopic("calendar", Permission.CALENDAR_VIEW))
    live_topics.register(LiveTopic("appointment", Permission.CALENDAR_VIEW, sees=sees))
    timeline.register(
        TimelineSource(
            name="appointments",
            label=_("Appointments"),
            entries=entries,
            permission=Permission.CALENDAR_VIEW,
            order=5,
        )
    )
    page_actions.register(
        PageAction(
            name="appointment",
            label=_("Book"),
            url_name="appointments:new_for",
            icon="calendar-days",
            permission=Permission.APPOINTMENT_BOOK,
            order=5,
        )
    )
    in_use.register(UseReason(name="booked", label=_("booked"), used=booked, order=20))
    configuration.register()
    ties.register()


def say_what_happens() -> None:
    register_kinds(
        _("Appointments"),
        order=20,
        appointment__booked=_("An appointment was booked"),
        appointment__moved=_("An appointment was moved or changed"),
        appointment__moved_back=_("An appointment was moved back to where it was"),
        appointment__described=_("What an appointment is about was changed"),
        appointment__cancelled=_("An appointment was cancelled"),
        appointment__arrived=_("A patient arrived"),
        appointment__started=_("A visit started"),
        appointment__completed=_("A visit was completed"),
        appointment__missed=_("A patient did not come"),
        appointment__stepped_back=_("An arrival, start or end was taken back"),
        appointment__reinstated=_("A cancelled or missed appointment stands again"),
        appointment__entered_in_error=_("An appointment was booked by mistake"),
    )
