"""The stretch of the trail that is watched, and what must be known to judge it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinics.audit.models import AuditEvent
from clinics.audit.sentences import opening, reading, taking_out
from clinics.kit.actor import ActorKind
from clinics.oversight import rules
from clinics.oversight.models import WatchPolicy
from clinics.oversight.registry import Colleague, relations, staff_charts
from clinics.oversight.rules import Act, Suspicion
from clinics.staff.models import User

WATCHED = (ActorKind.STAFF, ActorKind.CLIENT)


@dataclass(frozen=True)
class Stretch:
    """What people and programs opened and took out in a time."""

    openings: list[Act]
    downloads: list[Act]

    @property
    def by_people(self) -> list[Act]:
        return [act for act in self.openings if act.actor[0] == ActorKind.STAFF]


def suspicions(*, since: datetime, until: datetime, policy: WatchPolicy, zone: ZoneInfo) -> Iterator[Suspicion]:
    """All that the clinic's rules find in this time."""
    stretch = stretch_of(since, until)
    people = stretch.by_people
    if policy.watches_colleagues:
        yield from rules.of_colleagues(people, charts=charts(people), zone=zone)
    yield from rules.of_masses(stretch.openings, most=policy.records_an_hour, zone=zone)
    if policy.watches_nights:
        hours = {"begins": policy.day_begins, "ends": policy.day_ends}
        yield from rules.of_nights(people, **hours, most=policy.night_records, zone=zone)
    yield from rules.of_downloads(stretch.downloads, most=policy.downloads_a_day, zone=zone)
    if policy.watches_strangers:
        near = timedelta(days=policy.related_days)
        pairs = {(act.actor[1], act.patient) for act in people if act.patient}
        known = related(pairs, since=since - near, until=until + near)
        yield from rules.of_strangers(people, related=known, most=policy.strangers_a_day, zone=zone)


def stretch_of(since: datetime, until: datetime) -> Stretch:
    """Read in one statement."""
    opens, takes = frozenset(opening()), frozenset(taking_out())
    rows = AuditEvent.objects.filter(
        at__gte=since, at__lt=until, event__in=opens | takes, actor_kind__in=WATCHED
    ).values_list("at", "event", "actor_kind", "actor_id", "patient_ids", "subject_id")
    openings, downloads = [], []
    for at, event, kind, id, patient_ids, subject in rows.order_by("at").iterator(chunk_size=2000):
        act = Act(at, (kind, id), opened(patient_ids, subject))
        if event in opens:
            openings.append(act)
        if event in takes:
            downloads.append(act)
    return Stretch(openings, downloads)


def opened(patient_ids: list[UUID], subject: str) -> UUID | None:
    """Whose record it was: relatives who can be recognised on a record were not opened."""
    if len(patient_ids) == 1:
        return patient_ids[0]
    return next((patient for patient in patient_ids if str(patient) == subject), None)


def charts(acts: Collection[Act]) -> dict[UUID, set[str]]:
    """Which of the opened records are those of people who work here."""
    ids = rules.patients(acts)
    staff = [Colleague(str(pk), name, email) for pk, name, email in User.objects.values_list("pk", "name", "email")]
    found: dict[UUID, set[str]] = {}
    for source in staff_charts if ids else ():
        for patient, users in source.find(ids, staff=staff).items():
            found.setdefault(patient, set()).update(users)
    return found


def related(pairs: Collection[tuple[str, UUID]], *, since: datetime, until: datetime) -> set[tuple[str, UUID]]:
    """Pairs that have to do with each other: one wrote something about the other, or an app knows of something."""
    if not pairs:
        return set()
    found = wrote(pairs, since=since, until=until)
    for source in relations:
        found |= source.find(set(pairs) - found, since=since, until=until)
    return found


def wrote(pairs: Collection[tuple[str, UUID]], *, since: datetime, until: datetime) -> set[tuple[str, UUID]]:
    """Pairs of somebody and a patient about whom they did more than read."""
    rows = AuditEvent.objects.filter(
        at__gte=since,
        at__lt=until,
        actor_id__in={actor for actor, _patient in pairs},
        patient_ids__overlap=list({patient for _actor, patient in pairs}),
    ).exclude(event__in=reading())
    return {
        (actor, patient)
        for actor, ids in rows.values_list("actor_id", "patient_ids").iterator(chunk_size=2000)
        for patient in ids
        if (actor, patient) in pairs
    }
