"""Taking up providers, rooms, equipment and patients for an interval, beside others who want the same.

The rows of all resources are locked first, in one order; then everything is looked at again. So rivals wait for
each other for moments, never in a circle, and nobody is refused what was free. The exclusion constraint stands behind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _
from psycopg.types.range import Range

from appointments.local_time import SECOND, day_of
from appointments.models import (
    Appointment,
    AppointmentType,
    Equipment,
    Provider,
    Reservation,
    Resource,
    ResourceKind,
)
from clinics.kit.contention import EXCLUDED, TookTooLong, in_one_transaction, sqlstate
from clinics.kit.refusal import Refusal
from clinics.places.models import Location
from patients.models import Patient

PATIENCE_MS = 1500
Result = TypeVar("Result")


class SlotTaken(Refusal):
    """`kinds` says what is taken: provider, room, equipment, patient."""

    code = "slot_taken"
    sentence = _("This time is taken. Choose another one.")
    SENTENCES = {
        ResourceKind.PATIENT: _("This patient has another appointment at that time. Choose another time."),
        ResourceKind.PROVIDER: _("The provider is booked at that time. Choose another time or another provider."),
        ResourceKind.ROOM: _("No room is free at that time. Choose another time or another room."),
        ResourceKind.EQUIPMENT: _("The equipment is in use at that time. Choose another time."),
    }

    def __init__(self, kinds: Iterable[str] = ()) -> None:
        self.kinds = tuple(sorted(set(kinds)))
        told = next((kind for kind in self.SENTENCES if kind in self.kinds), None)
        super().__init__(self.SENTENCES[told] if told else None, field="starts_at")

    @property
    def members(self) -> dict[str, object]:
        """For programs: what is taken."""
        return {"taken": list(self.kinds)}


class CalendarBusy(Refusal):
    code = "calendar_busy"
    sentence = _("Somebody is booking the same at this moment. Look again and choose once more.")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be taken up, and when; UTC, half-open.

    Room and equipment are chosen where they are not named: those of `prefers` before others.
    """

    patient: Patient
    type: AppointmentType
    provider: Provider
    location: Location
    starts_at: datetime
    ends_at: datetime
    room: Location | None = None
    equipment: Equipment | None = None
    prefers: frozenset[UUID | None] = frozenset()

    @property
    def day(self) -> date:
        """The last day of the site that it touches: what is closed by then is not taken."""
        return day_of(self.ends_at - SECOND, self.location.zone)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What may be reserved under the locks; `taken` are those of them that somebody else has at that time."""

    room: Location | None
    equipment: Equipment | None
    kinds: Mapping[UUID, str]
    taken: frozenset[UUID] = field(default=frozenset())

    @property
    def taken_kinds(self) -> list[str]:
        return [self.kinds[each] for each in self.taken]


def among_rivals(act: Callable[[], Result]) -> Result:
    """What `act` returns, in one transaction that waits for rivals no longer than is pleasant.

    Raises SlotTaken when the constraint had to say it, CalendarBusy, and what `act` raises.
    """
    try:
        return in_one_transaction(act, patience_ms=PATIENCE_MS)
    except TookTooLong as error:
        raise CalendarBusy from error
    except IntegrityError as error:
        if sqlstate(error) == EXCLUDED:
            raise SlotTaken from error
        raise


def find(wish: Wish, *, besides: Appointment | None = None) -> Found:
    """Lock all that the wish may take, and say what of it is free; what this appointment holds counts as free.

    Raises SlotTaken when a room or equipment is needed and there is none at the site.
    """
    rooms, equipment = _rooms(wish), _equipment(wish)
    kinds: dict[UUID, str] = {
        wish.patient.pk: ResourceKind.PATIENT,
        wish.provider.pk: ResourceKind.PROVIDER,
        **{room.pk: ResourceKind.ROOM for room in rooms},
        **{each.pk: ResourceKind.EQUIPMENT for each in equipment},
    }
    _lock(kinds)
    reserved = Reservation.objects.active().of(list(kinds)).overlapping(wish.starts_at, wish.ends_at)
    if besides is not None:
        reserved = reserved.exclude(appointment=besides)
    taken = set(reserved.values_list("resource_id", flat=True))
    prefers = wish.prefers or {wish.provider.usual_room_id}
    room, thing = _first_free(rooms, taken, prefers), _first_free(equipment, taken, prefers)
    wanted = {each.pk for each in (wish.patient, wish.provider, room, thing) if each is not None}
    return Found(
        room=room,
        equipment=thing,
        kinds={each: kinds[each] for each in wanted},
        taken=frozenset(wanted & taken),
    )


def reserve(appointment: Appointment, found: Found) -> None:
    """Write the reservations of an appointment that has none, under the locks of `find`."""
    during = Range(appointment.starts_at, appointment.ends_at, "[)")
    Reservation.objects.bulk_create(
        Reservation(appointment=appointment, resource_id=each, during=during, is_overbooked=each in found.taken)
        for each in sorted(found.kinds)
    )


def give_up(appointment: Appointment) -> None:
    """Remove the reservations of an appointment that takes others."""
    Reservation.objects.filter(appointment=appointment).delete()


def release(appointment: Appointment) -> None:
    """Let others have what the appointment held; that it was held stays written."""
    Reservation.objects.filter(appointment=appointment).update(is_active=False)


def _lock(kinds: Mapping[UUID, str]) -> None:
    """Lock the rows of these resources in the order of their ids; those that are new here get theirs first."""
    rows = [Resource(id=each, kind=kinds[each]) for each in sorted(kinds)]
    Resource.objects.bulk_create(rows, ignore_conflicts=True)
    list(Resource.objects.filter(pk__in=list(kinds)).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _rooms(wish: Wish) -> Sequence[Location]:
    """The room that was asked for, or all from which one is chosen."""
    if wish.room is not None or not wish.type.needs_room:
        return [wish.room] if wish.room else []
    found = list(Location.objects.rooms_of(wish.location.pk).open_on(wish.day).in_order())
    if not found:
        raise SlotTaken([ResourceKind.ROOM])
    return found


def _equipment(wish: Wish) -> Sequence[Equipment]:
    if wish.equipment is not None or not wish.type.equipment_kind:
        return [wish.equipment] if wish.equipment else []
    found = list(Equipment.objects.open_on(wish.day).at_site(wish.location.pk).of_kind(wish.type.equipment_kind))
    if not found:
        raise SlotTaken([ResourceKind.EQUIPMENT])
    return found


Thing = TypeVar("Thing", Location, Equipment)


def _first_free(things: Sequence[Thing], taken: set[UUID], prefers: Collection[UUID | None]) -> Thing | None:
    """A preferred one where it is free, the next free one else; when none is, the one to overbook."""
    in_order = sorted(things, key=lambda each: each.pk not in prefers)
    return next((each for each in in_order if each.pk not in taken), in_order[0] if in_order else None)
