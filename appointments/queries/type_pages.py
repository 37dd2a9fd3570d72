"""What the pages about appointment types show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import format_currency
from django.db.models import Prefetch, QuerySet

from appointments.models import AppointmentType, Equipment, Offering, Provider
from appointments.queries.calendar import locale
from clinics.places.models import Location


@dataclass(frozen=True)
class TypeLine:
    """One type in the list; `offered_by` is empty where everybody offers it."""

    type: AppointmentType
    fee: str
    offered_by: Sequence[str]
    is_first: bool = False
    is_last: bool = False


def lines() -> list[TypeLine]:
    """Every type, those in use first, in the order of lists; two statements."""
    rows = list(types().order_by("-is_active", "order", "name", "pk"))
    used = [row for row in rows if row.is_active]
    return [
        TypeLine(
            row,
            fee_of(row),
            [offer.provider.name for offer in row.offerings.all()],
            is_first=bool(used) and row == used[0],
            is_last=bool(used) and row == used[-1],
        )
        for row in rows
    ]


def types() -> QuerySet[AppointmentType]:
    """Everything there is to open, with who offers it."""
    offers = Offering.objects.select_related("provider").order_by("provider__order", "provider__name")
    return AppointmentType.objects.prefetch_related(Prefetch("offerings", offers))


def fee_of(row: AppointmentType) -> str:
    """The fee as it is written here; empty where there is none."""
    return "" if row.fee is None else format_currency(row.fee, row.currency, locale=locale())


def known(row: AppointmentType) -> dict[str, object]:
    """What its form shows at first."""
    names = ("name", "minutes", "tone", "needs_room", "equipment_kind", "preparation", "books_online")
    fee = None if row.fee is None else Decimal(f"{row.fee.normalize():f}")
    offered = [offer.provider_id for offer in row.offerings.all()]
    return {**{name: getattr(row, name) for name in names}, "fee": fee, "offered_by": offered}


def equipment_kinds() -> list[str]:
    return sorted(set(Equipment.objects.filter(closed_from__isnull=True).values_list("kind", flat=True)))


def providers() -> QuerySet[Provider]:
    return Provider.objects.active().in_order()


def has_rooms() -> bool:
    return Location.objects.active().filter(kind="room").exists()


def last_place() -> int:
    """The order that puts a new type after all others."""
    last = AppointmentType.objects.active().order_by("-order").values_list("order", flat=True).first()
    return min((last or 0) + 10, 30000)
