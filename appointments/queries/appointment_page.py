"""The page of one appointment: what it is, what may be done with it next, and how it came to be so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments import clock
from appointments.local_time import day_of
from appointments.models import Appointment, AppointmentStatus, AppointmentVersion
from appointments.queries.calendar import Setting, locale
from appointments.queries.told import Told, may_see_told, told
from appointments.queries.visit import Visit
from clinics.kit.actor import Actor
from clinics.staff.permissions import Permission
from patients.queries.banner import Banner, banner_of

P, S = Permission, AppointmentStatus
CHANGES: dict[str, str | Promise] = {
    "booked": gettext_lazy("Booked"),
    "moved": gettext_lazy("Moved"),
    "moved_back": gettext_lazy("Moved back"),
    "arrived": gettext_lazy("Arrived"),
    "started": gettext_lazy("Visit started"),
    "completed": gettext_lazy("Visit completed"),
    "missed": gettext_lazy("Did not come"),
    "cancelled": gettext_lazy("Cancelled"),
    "reinstated": gettext_lazy("Put back"),
    "stepped_back": gettext_lazy("Last step taken back"),
    "described": gettext_lazy("Reason or comment changed"),
    "entered_in_error": gettext_lazy("Marked entered in error"),
}
PLACES_IT = {"booked", "moved", "moved_back"}


def sees(actor: Actor, appointment_id: str) -> bool:
    """Whether there is such an appointment for this person."""
    try:
        named = UUID(appointment_id)
    except ValueError:
        return False
    return Appointment.objects.visible_to(actor).filter(pk=named).exists()


@dataclass(frozen=True)
class Step:
    """Something that may be done now. `asks` means that a form comes first."""

    label: str | Promise
    url: str
    icon: str
    kind: str = ""
    asks: bool = False


@dataclass(frozen=True)
class Past:
    """One change, as the page tells it."""

    words: str | Promise
    when: datetime
    by: str
    detail: str


@dataclass(frozen=True)
class AppointmentPage:
    appointment: Appointment
    setting: Setting
    to: Actor

    @cached_property
    def visit(self) -> Visit:
        return Visit(self.appointment, self.setting)

    @cached_property
    def banner(self) -> Banner:
        return banner_of(self.appointment.patient, at=self.setting.at)

    @property
    def day_words(self) -> str:
        return clock.long_day(day_of(self.appointment.starts_at, self.setting.zone), self.setting.locale)

    @property
    def times(self) -> str:
        return f"{self.visit.starts} – {self.visit.ends}"

    @property
    def calendar_url(self) -> str:
        day = day_of(self.appointment.starts_at, self.setting.zone)
        return f"{reverse('calendar:calendar')}?day={day}&site={self.setting.site.pk}#visit-{self.appointment.pk}"

    @property
    def topic(self) -> str:
        return f"appointment:{self.appointment.pk}"

    @cached_property
    def steps(self) -> list[Step]:
        """What this person may do now, the likeliest first."""
        return [step for step, permission in self._possible() if self.to.may(permission)]

    @property
    def history(self) -> Sequence[Past]:
        return [self._past(each) for each in self.appointment.versions.all()]

    @property
    def may_see_told(self) -> bool:
        return may_see_told(self.to)

    @cached_property
    def told(self) -> list[Told]:
        """What the patient was told, to those who may know it."""
        return told(self.appointment, to=self.to)

    def _possible(self) -> Iterator[tuple[Step, Permission]]:
        at, row = self.setting.at, self.appointment
        if row.status == S.BOOKED and self.visit.is_near:
            yield self._step(_("Check in"), "arrival", "map-pin", "primary"), P.APPOINTMENT_ARRIVE
            yield self._step(_("Start the visit"), "start", "play"), P.APPOINTMENT_ATTEND
        if row.status == S.ARRIVED:
            yield self._step(_("Start the visit"), "start", "play", "primary"), P.APPOINTMENT_ATTEND
        if row.status == S.IN_PROGRESS:
            yield self._step(_("Complete the visit"), "completion", "check", "primary"), P.APPOINTMENT_ATTEND
        if row.status == S.BOOKED:
            yield self._step(_("Move"), "move", "arrows-right-left", asks=True), P.APPOINTMENT_BOOK
            if at >= row.starts_at:
                yield self._step(_("Did not come"), "no_show", "user-minus"), P.APPOINTMENT_ARRIVE
        if row.status in {S.BOOKED, S.ARRIVED}:
            yield self._step(_("Cancel the appointment"), "cancellation", "x-mark", asks=True), P.APPOINTMENT_BOOK
        if row.status not in {S.IN_PROGRESS, S.COMPLETED, S.ENTERED_IN_ERROR}:
            yield self._step(_("Entered in error"), "error", "no-symbol", asks=True), P.APPOINTMENT_BOOK

    def _step(self, label: str, name: str, icon: str, kind: str = "", *, asks: bool = False) -> Step:
        return Step(label, reverse(f"appointments:{name}", args=[self.appointment.pk]), icon, kind, asks)

    def _past(self, version: AppointmentVersion) -> Past:
        detail = ""
        if version.change in PLACES_IT:
            detail = self._where(version)
        return Past(CHANGES.get(version.change, version.change), version.at, version.by_name, detail)

    def _where(self, version: AppointmentVersion) -> str:
        """Where the appointment stood after this change."""
        zone, words = self.setting.zone, locale()
        day = clock.short_day(day_of(version.starts_at, zone), words)
        time = f"{clock.clock(version.starts_at, zone, words)} – {clock.clock(version.ends_at, zone, words)}"
        room = f" · {version.room.name}" if version.room else ""
        return f"{day}, {time} · {version.provider.name}{room}"


def appointment_page(appointment: Appointment, *, to: Actor, at: datetime) -> AppointmentPage:
    site = appointment.location
    setting = Setting(site, [site], day_of(appointment.starts_at, site.zone), at, {})
    return AppointmentPage(appointment, setting, to)
