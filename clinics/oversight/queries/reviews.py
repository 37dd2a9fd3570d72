"""What needs a look, for those who decide about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clinics.home.registry import COUNTED as TODAY_COUNTED
from clinics.home.registry import TodayItem
from clinics.kit.actor import Actor
from clinics.oversight.models import Anomaly, AnomalyKind, WatchPolicy
from clinics.oversight.queries import people, trail
from clinics.oversight.registry import Named, named

ON_A_PAGE, MOST_PAGES, COUNTED = 50, 200, 1_000
FILTERS: dict[str, Promise] = {"open": _("To look at"), "closed": _("Decided")}


def how_much(row: Anomaly) -> str:
    """How much it was, in words."""
    count = {"count": row.times}
    match row.kind:
        case AnomalyKind.OWN_RECORD | AnomalyKind.COLLEAGUE:
            return ngettext("opened once", "opened %(count)s times", row.times) % count
        case AnomalyKind.BROKEN_GLASS:
            return gettext("with a reason")
        case AnomalyKind.STAFF_CHART:
            return gettext("same e-mail address, the record was restricted")
        case AnomalyKind.DOWNLOADS:
            return ngettext("%(count)s download", "%(count)s downloads", row.times) % count
        case AnomalyKind.BROKEN_TRAIL:
            return ngettext("%(count)s fault", "%(count)s faults", row.times) % count
        case _:
            return ngettext("%(count)s record", "%(count)s records", row.times) % count


@dataclass(frozen=True)
class Case:
    """One anomaly for a reader."""

    row: Anomaly
    who: str
    patient: Named | None = None

    @property
    def said(self) -> str:
        return how_much(self.row)


@dataclass(frozen=True)
class Queue:
    """A page of cases; `waiting` is how many are open, capped."""

    cases: list[Case]
    number: int
    has_next: bool
    waiting: int
    shown: frozenset[UUID] = frozenset()

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def queue(state: str, *, number: int, to: Actor) -> Queue:
    """Cases of this state, the latest first, in a fixed number of statements."""
    rows = (Anomaly.objects.open() if state == "open" else Anomaly.objects.closed()).for_queue()
    start = (number - 1) * ON_A_PAGE
    loaded = list(rows[start : start + ON_A_PAGE + 1])
    cases, shown = cases_of(loaded[:ON_A_PAGE], to=to)
    waiting = min(Anomaly.objects.open()[: COUNTED + 1].count(), COUNTED)
    return Queue(cases, number, len(loaded) > ON_A_PAGE and number < MOST_PAGES, waiting, shown)


def cases_of(rows: list[Anomaly], *, to: Actor) -> tuple[list[Case], frozenset[UUID]]:
    """Anomalies with names, and which patients are named."""
    patients = named({row.patient_id for row in rows if row.patient_id}, to=to)
    who = people.names_of({(row.actor_kind, row.actor_id) for row in rows if row.actor_id})
    cases = [
        Case(row, who.get((row.actor_kind, row.actor_id), ""), patients.get(row.patient_id) if row.patient_id else None)
        for row in rows
    ]
    return cases, frozenset(patients)


def case_of(pk: UUID, *, to: Actor) -> tuple[Case, frozenset[UUID]] | None:
    row = Anomaly.objects.filter(pk=pk).first()
    if row is None:
        return None
    [case], shown = cases_of([row], to=to)
    return case, shown


def asked_by(row: Anomaly) -> trail.Asked:
    """What of the trail the case rests on."""
    what = trail.TAKES_OUT if row.kind == AnomalyKind.DOWNLOADS else trail.OPENS
    until = row.last_at + timedelta(microseconds=1)
    if row.kind == AnomalyKind.STAFF_CHART:  # done by whoever wrote the address down, not by whom it is about
        return trail.Asked(since=row.first_at, until=until, patient=row.patient_id)
    return trail.Asked(since=row.first_at, until=until, who=row.actor_id, what=what, patient=row.patient_id)


def policy() -> WatchPolicy:
    return WatchPolicy.objects.current()


def waiting(*, by: Actor, at: datetime) -> list[TodayItem]:
    """For Today: what stands out and waits, without names; one statement."""
    return [
        TodayItem(
            label=row.get_kind_display(),
            detail=how_much(row),
            url=reverse("oversight:review", args=[row.pk]),
            moment=row.last_at,
            icon="shield-exclamation",
        )
        for row in Anomaly.objects.open().for_queue()[: TODAY_COUNTED + 1]
    ]
