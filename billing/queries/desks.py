"""What should be at a desk, and what was counted there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from billing.models import CashUp, CashUpLine, Desk, DeskOpening, Method, Payment, Refund

ZERO = Decimal(0)
SHOWN_CASH_UPS = 60


def all_desks() -> QuerySet[Desk]:
    return Desk.objects.all()


def desks_in_use() -> list[Desk]:
    return list(Desk.objects.in_use())


@dataclass(frozen=True)
class DeskRow:
    """A desk as it stands: since when it is open, if it is, and how much was done since the last cash-up."""

    desk: Desk
    opening: DeskOpening | None
    payments: int


def desk_rows() -> list[DeskRow]:
    """The desks in use; two statements."""
    now = Q(payments__desk_period=F("period"))
    desks = list(Desk.objects.in_use().annotate(running=Count("payments", filter=now)))
    openings = {each.desk_id: each for each in running_openings(desks)}
    return [DeskRow(desk, openings.get(desk.pk), desk.running) for desk in desks]


def running_openings(desks: Iterable[Desk]) -> QuerySet[DeskOpening]:
    """The opening of each desk that is not closed yet."""
    return DeskOpening.objects.filter(desk__in=desks, period=F("desk__period"))


def openings_of(desk: Desk) -> QuerySet[DeskOpening]:
    return DeskOpening.objects.filter(desk=desk)


def has_uncounted(desk: Desk) -> bool:
    """Whether money came or went here since the last cash-up."""
    here = {"desk": desk, "desk_period": desk.period}
    return Payment.objects.filter(**here).exists() or Refund.objects.filter(**here).exists()


@dataclass(frozen=True)
class Expected:
    """What one method should have left at a desk."""

    method: str
    float_amount: Decimal
    received: Decimal
    refunded: Decimal

    @property
    def amount(self) -> Decimal:
        return self.float_amount + self.received - self.refunded

    @property
    def label(self) -> str:
        return str(Method(self.method).label)


def expected(opening: DeskOpening) -> list[Expected]:
    """By method, for the period that began with this opening; two statements."""
    here = {"desk": opening.desk_id, "desk_period": opening.period}
    came = dict(Payment.objects.filter(**here).values_list("method").order_by().annotate(sum=Sum("amount")))
    went = dict(Refund.objects.filter(**here).values_list("method").order_by().annotate(sum=Sum("amount")))
    return [
        Expected(
            method,
            opening.float_amount if method == Method.CASH else ZERO,
            came.get(method, ZERO),
            went.get(method, ZERO),
        )
        for method in Method.values
    ]


def cash_ups(desk: Desk) -> list[CashUp]:
    """The latest cash-ups of a desk; two statements."""
    found = CashUp.objects.filter(opening__desk=desk).select_related("opening").prefetch_related("lines")
    return list(found[:SHOWN_CASH_UPS])


def all_cash_ups() -> QuerySet[CashUp]:
    return CashUp.objects.select_related("opening__desk").prefetch_related("lines")


@dataclass(frozen=True)
class Taken:
    """One line of the sheet: money that came or, as a negative amount, went. Of whom is not said."""

    at: datetime
    method: str
    amount: Decimal
    by: str
    reference: str = ""

    @property
    def label(self) -> str:
        return str(Method(self.method).label)


def taken_at(opening: DeskOpening) -> list[Taken]:
    """All that came and went in a period, in its order; two statements."""
    here = {"desk": opening.desk_id, "desk_period": opening.period}
    came = [
        Taken(each.received_at, each.method, each.amount, each.taken_by_name, each.reference)
        for each in Payment.objects.filter(**here)
    ]
    went = [
        Taken(each.refunded_at, each.method, -each.amount, each.given_by_name) for each in Refund.objects.filter(**here)
    ]
    return sorted(came + went, key=lambda each: each.at)


def lines_of(cash_up: CashUp) -> list[CashUpLine]:
    """In the order in which methods are counted."""
    return sorted(cash_up.lines.all(), key=lambda line: Method.values.index(line.method))
