"""What Today says of appointments: to the desk who arrives and waits, to those who treat who comes next."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.models import Appointment, AppointmentStatus
from appointments.queries.today import AHEAD, Now, at_the_desk, with_me
from clinics.home.registry import TodayAct, TodayItem, TodayPanel, TodayTopics, today_panels, today_topics
from clinics.kit.actor import Actor
from clinics.staff.permissions import GRANTS, Permission

P, S = Permission, AppointmentStatus
STEPS = {
    S.BOOKED: (P.APPOINTMENT_ARRIVE, "arrival", gettext_lazy("Check in")),
    S.ARRIVED: (P.APPOINTMENT_ATTEND, "start", gettext_lazy("Start")),
    S.IN_PROGRESS: (P.APPOINTMENT_ATTEND, "completion", gettext_lazy("Complete")),
}


def works_at_the_desk(actor: Actor) -> bool:
    """Some role of theirs checks people in and signs no notes: they look at everybody, not at their own patients."""
    return any(P.APPOINTMENT_ARRIVE in GRANTS[role] and P.NOTE_SIGN not in GRANTS[role] for role in actor.roles)


def waiting(*, by: Actor, at: datetime, fetched: Now) -> list[TodayItem]:
    return [_item(row, fetched, by=by) for row in fetched.waiting]


def arriving(*, by: Actor, at: datetime, fetched: Now) -> list[TodayItem]:
    """Those who should be here first, then those of the next hour."""
    return [_item(row, fetched, by=by) for row in [*fetched.late, *fetched.coming]]


def next_with_me(*, by: Actor, at: datetime, fetched: Now) -> list[TodayItem]:
    """Who is being seen, who waits, who is late, who comes."""
    rows = [*fetched.being_seen, *fetched.waiting, *fetched.late, *fetched.coming]
    return [_item(row, fetched, by=by, is_own=True) for row in rows]


def _item(row: Appointment, now: Now, *, by: Actor, is_own: bool = False) -> TodayItem:
    """One appointment; to whoever treats, its name opens the chart."""
    badge, kind, since = _standing(row, now.at)
    room = row.room.name if row.room else ""
    url = reverse("patients:patient", args=[row.patient_id]) if is_own else _page(row)
    return TodayItem(
        label=row.patient.name or _("Name not recorded"),
        url=url,
        time=now.clock(row),
        detail=" · ".join(word for word in (row.type.name, "" if is_own else row.provider.name, room) if word),
        badge=badge,
        badge_kind=kind,
        since=since,
        act=_act(row, now, by),
        patients=(row.patient_id,),
    )


def _standing(row: Appointment, at: datetime) -> tuple[str, str, datetime | None]:
    if row.status == S.ARRIVED:
        return _("Waits"), "warning", row.status_at
    if row.status == S.IN_PROGRESS:
        return _("Being seen"), "accent", row.status_at
    if row.starts_at <= at:
        return _("Late"), "danger", row.starts_at
    return "", "", None


def _act(row: Appointment, now: Now, by: Actor) -> TodayAct | None:
    permission, step, label = STEPS[S(row.status)]
    if not by.may(permission) or row.starts_at > now.at + AHEAD:
        return None
    return TodayAct(label=label, url=reverse(f"appointments:{step}", args=[row.pk]))


def _page(row: Appointment) -> str:
    return reverse("appointments:appointment", args=[row.pk])


PANELS = (
    TodayPanel(
        name="next_with_me",
        title=gettext_lazy("With me today"),
        load=next_with_me,
        fetch=with_me,
        permission=P.NOTE_SIGN,
        worklist="calendar:calendar",
        empty=gettext_lazy("Nobody else is booked with you today."),
        order=10,
    ),
    TodayPanel(
        name="waiting",
        title=gettext_lazy("Waiting"),
        load=waiting,
        fetch=at_the_desk,
        permission=P.APPOINTMENT_ARRIVE,
        is_for=works_at_the_desk,
        worklist="calendar:calendar",
        worklist_query="show=list",
        empty=gettext_lazy("Nobody waits."),
        order=15,
    ),
    TodayPanel(
        name="arriving",
        title=gettext_lazy("Arriving within the hour"),
        load=arriving,
        fetch=at_the_desk,
        permission=P.APPOINTMENT_ARRIVE,
        is_for=works_at_the_desk,
        worklist="calendar:calendar",
        worklist_query="show=list",
        empty=gettext_lazy("Nobody is expected within the hour."),
        order=16,
    ),
)


def register() -> None:
    for panel in PANELS:
        today_panels.register(panel)
    for fetch in (at_the_desk, with_me):
        today_topics.register(
            TodayTopics(name=fetch.__name__, fetch=fetch, topics=lambda now: now.topics, permission=P.CALENDAR_VIEW)
        )
