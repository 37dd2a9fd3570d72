"""What in a stretch of the trail somebody should look at. (Pure: no database, no clock.)"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from clinics.oversight.models import AnomalyKind

HOUR = timedelta(hours=1)
Actor = tuple[str, str]  # kind and id


@dataclass(frozen=True, order=True)
class Act:
    """One opening of a record, or one download, by `actor`."""

    at: datetime
    actor: Actor
    patient: UUID | None = None


@dataclass(frozen=True)
class Suspicion:
    """Something to look at; `key` is the same whenever the same thing is found again."""

    kind: AnomalyKind
    actor: Actor
    first_at: datetime
    last_at: datetime
    times: int
    day: date
    patient: UUID | None = None

    @property
    def key(self) -> str:
        who = f"{self.actor[0]}:{self.actor[1]}"
        return " ".join(filter(None, (self.kind, who, str(self.patient or ""), self.day.isoformat())))


def of_colleagues(
    openings: Iterable[Act], *, charts: Mapping[UUID, Collection[str]], zone: ZoneInfo
) -> Iterator[Suspicion]:
    """Records of people who work here, one suspicion for each person, record and day; `charts` says whose they are."""
    known = [act for act in openings if act.patient in charts]
    for (actor, patient, day), acts in grouped(known, lambda act: (act.actor, act.patient, day_of(act.at, zone))):
        kind = AnomalyKind.OWN_RECORD if actor[1] in charts[patient] else AnomalyKind.COLLEAGUE
        yield suspicion(kind, acts, day, times=len(acts), patient=patient)


def of_masses(openings: Iterable[Act], *, most: int, zone: ZoneInfo) -> Iterator[Suspicion]:
    """More than `most` different patients by one actor within any hour, one suspicion for each day."""
    for (_actor, day), acts in grouped(openings, lambda act: (act.actor, day_of(act.at, zone))):
        hour, count = busiest_hour(acts)
        if count > most:
            yield suspicion(AnomalyKind.MASS, hour, day, times=count)


def busiest_hour(acts: list[Act]) -> tuple[list[Act], int]:
    """The acts of the hour with the most different patients, and how many those are. `acts` are in order of time."""
    seen: Counter[UUID] = Counter()
    first, best, place = 0, 0, (0, 0)
    for last, act in enumerate(acts):
        seen.update([act.patient] if act.patient else [])
        while act.at - acts[first].at >= HOUR:
            if (gone := acts[first].patient) is not None:
                seen[gone] -= 1
                if not seen[gone]:
                    del seen[gone]
            first += 1
        if len(seen) > best:
            best, place = len(seen), (first, last)
    return acts[place[0] : place[1] + 1], best


def of_nights(openings: Iterable[Act], *, begins: time, ends: time, most: int, zone: ZoneInfo) -> Iterator[Suspicion]:
    """At least `most` different patients by one actor outside working hours; a night is the day it begins on."""

    def is_night(act: Act) -> bool:
        clock = act.at.astimezone(zone).time()
        return not begins <= clock < ends

    def night(act: Act) -> date:
        local = act.at.astimezone(zone)
        return local.date() - timedelta(days=1) if local.time() < begins else local.date()

    for (_actor, day), acts in grouped(filter(is_night, openings), lambda act: (act.actor, night(act))):
        if len(patients(acts)) >= most:
            yield suspicion(AnomalyKind.NIGHT, acts, day, times=len(patients(acts)))


def of_downloads(downloads: Iterable[Act], *, most: int, zone: ZoneInfo) -> Iterator[Suspicion]:
    """More than `most` downloads by one actor in a day."""
    for (_actor, day), acts in grouped(downloads, lambda act: (act.actor, day_of(act.at, zone))):
        if len(acts) > most:
            yield suspicion(AnomalyKind.DOWNLOADS, acts, day, times=len(acts))


def of_strangers(
    openings: Iterable[Act], *, related: Collection[tuple[str, UUID]], most: int, zone: ZoneInfo
) -> Iterator[Suspicion]:
    """At least `most` patients a day with whom the actor has nothing to do; `related` are pairs of both."""
    strange = [act for act in openings if act.patient and (act.actor[1], act.patient) not in related]
    for (_actor, day), acts in grouped(strange, lambda act: (act.actor, day_of(act.at, zone))):
        if len(patients(acts)) >= most:
            yield suspicion(AnomalyKind.STRANGERS, acts, day, times=len(patients(acts)))


def suspicion(kind: AnomalyKind, acts: list[Act], day: date, *, times: int, patient: UUID | None = None) -> Suspicion:
    return Suspicion(kind, acts[0].actor, acts[0].at, acts[-1].at, times, day, patient)


def grouped(acts: Iterable[Act], by: Callable[[Act], tuple]) -> Iterator[tuple[tuple, list[Act]]]:
    """Acts that belong together, each group in order of time."""
    groups: dict[tuple, list[Act]] = defaultdict(list)
    for act in sorted(acts, key=lambda act: act.at):
        groups[by(act)].append(act)
    yield from groups.items()


def patients(acts: Iterable[Act]) -> set[UUID]:
    return {act.patient for act in acts if act.patient}


def day_of(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
