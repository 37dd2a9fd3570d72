"""Sample money: a fee list of the country, and invoices of the last months in every state."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from billing.actions import desks, drafts, fees, issuing, letterheads, payments, write_offs
from billing.models import Desk, Fee, FeeList, Invoice, InvoiceStanding, Method
from billing.money import rounded
from clinics.events.mail import spoken
from clinics.kit.countries import country
from clinics.kit.current import current_clinic
from clinics.onboarding.samples import SampleOrder
from clinics.staff.permissions import Permission
from patients.models import Patient, Source
from patients.sample.moments import office_moment

SHARE = 5  # one person in five was charged lately
LATELY = 80  # days
TODAY = timedelta(hours=4)  # since when the front desk is open
# How invoices stand, out of a hundred.
STATES = {"paid": 55, "open": 20, "partly": 8, "deposit": 5, "credited": 5, "written_off": 3, "draft": 4}


class _Desk(NamedTuple):
    order: SampleOrder
    draw: random.Random
    zone: ZoneInfo
    fees: list[Fee]
    till: Desk


def fill(order: SampleOrder) -> None:
    """Fees, and invoices of a part of the sample people, in the clinic's language and the name of who bills there."""
    order.tell(_("Writing invoices"))
    order = replace(order, by=order.who_may(Permission.INVOICE_ISSUE, works_in="billing")[0])
    with translation.override(spoken(current_clinic().language)):
        _fill(order)


def _fill(order: SampleOrder) -> None:
    clinic = current_clinic()
    draw = random.Random(f"money:{order.seed}")  # noqa: S311 - invoices to look at, not secrets
    _letterhead(order)
    desk = _Desk(order, draw, ZoneInfo(clinic.time_zone), _fees(order), _till(order))
    people = list(Patient.objects.filter(source=Source.SAMPLE, deceased=None).order_by("recorded_at", "id"))
    if not desk.fees or not people:
        return
    chosen = draw.sample(people, max(1, len(people) // SHARE))
    days = sorted((draw.randrange(LATELY) for _each in chosen), reverse=True)
    for patient, days_ago in zip(chosen, days, strict=True):
        state = draw.choices(list(STATES), list(STATES.values()))[0]
        _charge(patient, state, days_ago if state != "draft" else min(days_ago, 3), desk)


# What stands on invoices, by country; others begin with the clinic's name alone.
LETTERHEADS = {
    "US": ("210 Harbor Street\nPortland, ME 04101", "EIN 01-2345678\nNPI 1234567893"),
    "ES": ("Calle de Alcalá 210\n28028 Madrid", "CIF B12345674"),
    "MX": ("Av. Insurgentes Sur 210\n03100 Ciudad de México", "RFC CSM010203AB1"),
}


def _letterhead(order: SampleOrder) -> None:
    clinic = current_clinic()
    if letterheads.latest() is not None or clinic.country not in LETTERHEADS:
        return
    address, numbers = LETTERHEADS[clinic.country]
    letterheads.write(
        name=clinic.name,
        address=address,
        tax_numbers=numbers,
        payment=_("At the front desk, or by bank transfer with the number of the invoice."),
        footer=clinic.support_contact,
        by=order.by,
        at=order.at - timedelta(days=365),
    )


def _till(order: SampleOrder) -> Desk:
    """The front desk, open since this morning."""
    if known := Desk.objects.first():
        return known
    made = desks.add(name=_("Front desk"), by=order.by, at=order.at)
    desks.open_desk(desk=made, float_amount=Decimal(150), by=order.by, at=order.at - TODAY)
    return made


def _fees(order: SampleOrder) -> list[Fee]:
    """The services that clinics of this country begin with."""
    clinic = current_clinic()
    services = [each for each in country(clinic.country).services if each.amount is not None]
    if FeeList.objects.exists() or not services:
        return list(Fee.objects.all())
    first_day = (order.at - timedelta(days=365)).date()
    made = fees.add_list(name=_("Standard fees"), valid_from=first_day, by=order.by, at=order.at)
    return [
        fees.add(
            fee_list=made,
            code=f"S{number:02d}",
            display=str(each.name),
            unit_amount=rounded(each.amount or Decimal(0), clinic.currency),
            tax_percent=Decimal(0),
            by=order.by,
            at=order.at,
        )
        for number, each in enumerate(services, start=1)
    ]


def _charge(patient: Patient, state: str, days_ago: int, desk: _Desk) -> None:
    at = office_moment(desk.draw, days_ago=days_ago, at=desk.order.at, zone=desk.zone)
    at = min(max(at, patient.recorded_at), desk.order.at)
    by = desk.order.by
    draft = drafts.start(patient=patient, by=by, at=at)
    done = desk.draw.sample(desk.fees, desk.draw.choice((1, 1, 2, 3)))
    drafts.add_fees(draft=draft, fees=done, served_on=at.astimezone(desk.zone).date(), by=by, at=at)
    if state != "draft":
        _settle(issuing.issue(draft=draft, by=by, at=at), state, at, desk)


def _settle(invoice: Invoice, state: str, at: datetime, desk: _Desk) -> None:
    later = min(at + timedelta(days=desk.draw.uniform(0, 12)), desk.order.at)
    if state in ("paid", "partly", "deposit", "credited"):
        half = rounded(invoice.total / 2, invoice.currency)
        part = half if state == "partly" else invoice.total
        extra = Decimal(50) if state == "deposit" else Decimal(0)
        _pay(invoice, part, part + extra, later, desk)
    if state == "credited":
        key = _key(desk)
        issuing.credit(invoice=invoice, reason=_("Charged twice"), key=key, by=desk.order.by, at=desk.order.at)
    elif state == "written_off":
        still = InvoiceStanding.objects.get(pk=invoice.pk).open
        reason = _("Hardship, agreed with the practice owner")
        by, now = desk.order.by, desk.order.at
        write_offs.write_off(invoice=invoice, amount=still, reason=reason, key=_key(desk), by=by, at=now)


def _pay(invoice: Invoice, part: Decimal, amount: Decimal, at: datetime, desk: _Desk) -> None:
    payments.receive(
        patient=invoice.patient,
        amount=amount,
        method=desk.draw.choice((Method.CARD, Method.CARD, Method.CASH, Method.TRANSFER)),
        key=_key(desk),
        to={invoice: part} if part else {},
        desk=desk.till if at > desk.order.at - TODAY else None,
        by=desk.order.by,
        at=at,
    )


def _key(desk: _Desk) -> UUID:
    return UUID(int=desk.draw.getrandbits(128), version=4)
