"""How an account reads over a period: what was owed before it, each movement, what is owed after, and how old it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Model, QuerySet, Sum
from django.utils.translation import gettext as _

from appointments.local_time import day_bounds
from billing.models import Allocation, Invoice, LedgerEntry, Movement, Payment, Refund, WriteOff
from billing.queries.balances import AGES, Age
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from patients.models import Patient, RelationKind, Relationship

ZERO = Decimal(0)
OF_AGE = 18
PARENTS = (RelationKind.MOTHER, RelationKind.FATHER, RelationKind.PARENT)

RAISES = (Movement.INVOICED, Movement.TAXED, Movement.REFUNDED)
LOWERS = (Movement.CREDITED, Movement.TAX_CREDITED, Movement.PAID, Movement.WRITTEN_OFF)
"""Movements that change what somebody owes. Putting a payment to an invoice changes nothing of it."""


@dataclass(frozen=True)
class Line:
    """One thing that happened: `change` raises what is owed or, when negative, lowers it. `balance` is after it."""

    day: date
    what: str
    whom: str
    change: Decimal
    balance: Decimal
    invoice_id: UUID | None = None


@dataclass(frozen=True)
class Statement:
    """Of one person, or of one and those they pay for. Both days are in it."""

    people: list[Patient]
    since: date
    until: date
    currency: str
    opening: Decimal
    lines: list[Line]
    ages: list[Age]

    @property
    def closing(self) -> Decimal:
        """What is owed at the end; negative when the clinic holds more than is asked for."""
        return self.lines[-1].balance if self.lines else self.opening

    @property
    def is_of_several(self) -> bool:
        return len(self.people) > 1


def statement(people: Sequence[Patient], *, since: date, until: date, currency: str) -> Statement:
    """Eleven statements at most, however long the period."""
    ids = [patient.pk for patient in people]
    entries = LedgerEntry.objects.filter(account__patient__in=ids, movement__in=RAISES + LOWERS)
    opening = _owed(entries.filter(day__lt=since).values_list("movement").order_by().annotate(sum=Sum("amount")))
    running, lines = opening, []
    for (source_id, day, patient_id), change in _changes(entries, since=since, until=until).items():
        running += change
        lines.append((source_id, day, patient_id, change, running))
    sources = _sources({each[0] for each in lines})
    names = {patient.pk: patient.name for patient in people}
    return Statement(
        people=list(people),
        since=since,
        until=until,
        currency=currency,
        opening=opening,
        lines=[
            Line(day, _told(sources[source]), names[patient], change, balance, _invoice_of(sources[source]))
            for source, day, patient, change, balance in lines
        ],
        ages=_ages(ids, until),
    )


def those_paid_for(patient: Patient, *, to: Actor, day: date) -> list[Patient]:
    """Minors whose parent this is, and wards of any age; those this actor may see, by name."""
    found: dict[UUID, Patient] = {}
    for tie in Relationship.objects.on_chart_of(patient.pk):
        other, is_parent, is_guardian = _dependant(tie, patient)
        if other is not None and (is_guardian or (is_parent and _is_minor(other, day))):
            found[other.pk] = other
    visible = set(Patient.objects.visible_to(to).correct().filter(pk__in=found).values_list("pk", flat=True))
    return sorted((each for pk, each in found.items() if pk in visible), key=lambda each: each.name)


def _dependant(tie: Relationship, patient: Patient) -> tuple[Patient | None, bool, bool]:
    """Who of the two depends on this person, and whether as a child or as a ward."""
    if tie.patient_id == patient.pk:
        return tie.other, tie.kind == RelationKind.CHILD, tie.kind == RelationKind.WARD
    return tie.patient, tie.kind in PARENTS, tie.kind == RelationKind.GUARDIAN


def _is_minor(patient: Patient, day: date) -> bool:
    born = patient.birth_date
    if born is None:
        return False
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) < OF_AGE


def _owed(sums: Collection[tuple[str, Decimal]]) -> Decimal:
    return sum((amount if movement in RAISES else -amount for movement, amount in sums), ZERO)


def _by_invoice(rows: QuerySet[Any]) -> dict[UUID, Decimal]:
    return dict(rows.values_list("invoice").order_by().annotate(sum=Sum("amount")))


def _changes(entries: QuerySet[LedgerEntry], *, since: date, until: date) -> dict[tuple[UUID, date, UUID], Decimal]:
    """What each source (an invoice with its tax is one) did in the period, in its order."""
    found: dict[tuple[UUID, date, UUID], Decimal] = {}
    rows = entries.filter(day__gte=since, day__lte=until).order_by("at", "id")
    for source, day, patient, movement, amount in rows.values_list(
        "source_id", "day", "account__patient", "movement", "amount"
    ):
        key = (source, day, patient)
        found[key] = found.get(key, ZERO) + (amount if movement in RAISES else -amount)
    return found


def _sources(ids: set[UUID]) -> dict[UUID, Model]:
    """The rows that entries are of."""
    found: dict[UUID, Model] = {}
    for rows in (
        Invoice.objects.all(),
        Payment.objects.all(),
        Refund.objects.all(),
        WriteOff.objects.select_related("invoice"),
    ):
        found |= rows.in_bulk(ids)
    return found


def _told(source: Model) -> str:
    if isinstance(source, Invoice):
        return f"{source.get_kind_display()} {source.number}"
    if isinstance(source, Payment):
        return _("Payment: %(method)s") % {"method": source.get_method_display()}
    if isinstance(source, Refund):
        return _("Refund: %(method)s") % {"method": source.get_method_display()}
    return _("Written off of invoice %(number)s") % {"number": source.invoice.number}  # type: ignore[attr-defined]


def _invoice_of(source: Model) -> UUID | None:
    return source.pk if isinstance(source, Invoice) else None


def _ages(ids: list[UUID], day: date) -> list[Age]:
    """What was open at the end of this day, by how long it was past due."""
    invoices = Invoice.objects.invoices().filter(patient__in=ids, issued_on__lte=day)
    _begins, ends = day_bounds(day, ZoneInfo(current_clinic().time_zone))
    settled = _by_invoice(Allocation.objects.filter(invoice__in=invoices, at__lt=ends))
    written_off = _by_invoice(WriteOff.objects.filter(invoice__in=invoices, at__lt=ends))
    notes = Invoice.objects.filter(credits__in=invoices, issued_on__lte=day)
    credited = dict(notes.values_list("credits").order_by().annotate(sum=Sum("total")))
    found: list[list[Any]] = [[since, until, ZERO, 0] for since, until in zip(AGES, (*AGES[1:], None), strict=True)]
    for pk, total, due_on in invoices.values_list("pk", "total", "due_on").order_by():
        is_open = total - settled.get(pk, ZERO) - written_off.get(pk, ZERO) - credited.get(pk, ZERO)
        if is_open > 0:
            bucket = next(each for each in reversed(found) if (day - due_on).days >= each[0] or each[0] == 0)
            bucket[2] += is_open
            bucket[3] += 1
    return [Age(*each) for each in found]
