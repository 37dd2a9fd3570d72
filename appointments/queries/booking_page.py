"""The steps of booking: who, what for, when. Each step shows what was chosen before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property

from appointments import clock
from appointments.local_time import day_of
from appointments.models import AppointmentType, Provider
from appointments.queries.calendar import locale, sites_in_use
from appointments.queries.openings import Opening, openings
from clinics.kit.actor import Actor
from clinics.kit.dates import day_in, moment_in
from clinics.kit.ids import new_id
from clinics.places.models import Location
from patients.models import Patient
from patients.queries.listings import Row, row_of

SHOWN = 24
DAYS = 28


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an address or a form says of the appointment somebody wants; ids that do not exist are left out."""

    patient: Patient | None = None
    type: AppointmentType | None = None
    provider: Provider | None = None
    room: Location | None = None
    site: Location
    start: datetime | None = None
    first_day: date | None = None
    minutes: int | None = None

    def url(self, **changed: object) -> str:
        """The booking page with these choices, some of them changed; None takes one away."""
        return f"{reverse('appointments:new')}?{urlencode(self.told(**changed))}"

    def told(self, **changed: object) -> dict[str, str]:
        """The choices as parameters of an address."""
        ids = {"patient": self.patient, "type": self.type, "provider": self.provider, "room": self.room}
        known: dict[str, object] = {name: each.pk for name, each in ids.items() if each is not None}
        known |= {"site": self.site.pk, "start": self.start.isoformat() if self.start else None, "day": self.first_day}
        known["minutes"] = self.minutes
        return {name: str(value) for name, value in {**known, **changed}.items() if value is not None}


@dataclass(frozen=True)
class Slot:
    """A time that may be booked by one press."""

    opening: Opening
    clock: str

    @property
    def value(self) -> str:
        return slot_value(self.opening.starts_at, self.opening.provider)


@dataclass(frozen=True)
class SlotDay:
    day: date
    words: str
    slots: Sequence[Slot]


@dataclass(frozen=True)
class BookingPage:
    """One step of booking. `id` is the appointment's own, so that a second press books nothing twice."""

    wanted: Wanted
    at: datetime
    id: UUID = field(default_factory=new_id)
    refused: tuple[datetime, Provider] | None = None
    """The time that was refused and may be asked for again."""

    @property
    def change_person_url(self) -> str:
        return self.wanted.url(patient=None)

    @property
    def change_type_url(self) -> str:
        return self.wanted.url(type=None)

    @property
    def people_url(self) -> str:
        return self.wanted.url().replace(reverse("appointments:new"), reverse("appointments:people"), 1)

    @property
    def kept(self) -> dict[str, str]:
        """The choices as fields of a form."""
        return self.wanted.told()

    @property
    def kept_for_filter(self) -> dict[str, str]:
        return {name: value for name, value in self.kept.items() if name not in {"provider", "day", "start", "room"}}

    @property
    def fixed(self) -> dict[str, str]:
        """What the form that books repeats."""
        return {
            name: value for name, value in self.kept.items() if name in {"patient", "type", "site", "room", "minutes"}
        }

    @property
    def step(self) -> str:
        if self.wanted.patient is None:
            return "person"
        return "type" if self.wanted.type is None else "time"

    @property
    def person(self) -> Row | None:
        return row_of(self.wanted.patient, at=self.at) if self.wanted.patient else None

    @cached_property
    def sites(self) -> list[Location]:
        return sites_in_use()

    @cached_property
    def types(self) -> list[tuple[AppointmentType, str]]:
        """What can be booked, with the address of the next step."""
        found = AppointmentType.objects.active().in_order()
        if self.wanted.provider is not None:
            found = found.offered_by(self.wanted.provider.pk)
        return [(each, self.wanted.url(type=each.pk)) for each in found]

    @cached_property
    def providers(self) -> list[Provider]:
        return list(Provider.objects.active().offering(self.wanted.type.pk).in_order()) if self.wanted.type else []

    @property
    def first_day(self) -> date:
        """From when openings are looked for."""
        start = self.wanted.start or self.at
        return self.wanted.first_day or day_of(start, self.wanted.site.zone)

    @property
    def length(self) -> int:
        return self.wanted.minutes or (self.wanted.type.minutes if self.wanted.type else 0)

    @property
    def start_words(self) -> str:
        """The time that was chosen on the calendar, in words."""
        return self._words(self.wanted.start) if self.wanted.start else ""

    @property
    def start_provider(self) -> Provider | None:
        return self.wanted.provider or next(iter(self.providers), None)

    @property
    def start_value(self) -> str:
        start, provider = self.wanted.start, self.start_provider
        return slot_value(start, provider) if start and provider else ""

    @property
    def refused_words(self) -> str:
        return f"{self._words(self.refused[0])}, {self.refused[1].name}" if self.refused else ""

    @property
    def refused_value(self) -> str:
        return slot_value(*self.refused) if self.refused else ""

    @property
    def may_focus_slots(self) -> bool:
        """Whether the first opening is what one would press next."""
        return not self.start_value and self.refused is None

    def _words(self, start: datetime) -> str:
        zone, ends = self.wanted.site.zone, start + timedelta(minutes=self.length)
        day = clock.long_day(day_of(start, zone), locale())
        return f"{day}, {clock.clock(start, zone, locale())} – {clock.clock(ends, zone, locale())}"

    @cached_property
    def days(self) -> list[SlotDay]:
        """The first openings, by day."""
        return list(self._days())

    def _days(self) -> Iterator[SlotDay]:
        wanted = self.wanted
        if wanted.type is None or wanted.patient is None:
            return
        found = openings(
            type=wanted.type,
            location=wanted.site,
            first_day=max(self.first_day, day_of(self.at, wanted.site.zone)),
            at=self.at,
            days=DAYS,
            limit=SHOWN,
            providers=[wanted.provider] if wanted.provider else (),
            minutes=wanted.minutes,
            patient_id=wanted.patient.pk,
        )
        zone, words = wanted.site.zone, locale()
        for day, slots in groupby(found, key=lambda each: day_of(each.starts_at, zone)):
            shown = [Slot(each, clock.clock(each.starts_at, zone, words)) for each in slots]
            yield SlotDay(day, clock.long_day(day, words), shown)


def slot_value(start: datetime, provider: Provider) -> str:
    """A time and a provider as one value of a form."""
    return f"{start.isoformat()}|{provider.pk}"


def wanted_of(given: dict[str, str], *, to: Actor) -> Wanted | None:
    """What these parameters name of what this actor may see; None when there is no such site."""
    sites = sites_in_use()
    site = next((each for each in sites if str(each.pk) == given["site"]), None) if given.get("site") else sites[0]
    if site is None:
        return None
    provider, room = id_in(given, "provider"), id_in(given, "room")
    patient, kind = id_in(given, "patient"), id_in(given, "type")
    people = Patient.objects.visible_to(to).correct()
    return Wanted(
        patient=people.filter(pk=patient).first() if patient else None,
        type=AppointmentType.objects.active().filter(pk=kind).first() if kind else None,
        provider=Provider.objects.active().filter(pk=provider).first() if provider else None,
        room=Location.objects.rooms_of(site.pk).active().filter(pk=room).first() if room else None,
        site=site,
        start=moment_in(given.get("start", "")),
        first_day=day_in(given.get("day", "")),
        minutes=_minutes(given.get("minutes", "")),
    )


def id_in(given: dict[str, str], name: str) -> UUID | None:
    try:
        return UUID(given.get(name, ""))
    except ValueError:
        return None


def _minutes(text: str) -> int | None:
    return int(text) if text.isdecimal() and 5 <= int(text) <= 1440 else None
