"""Which tax rates fees may have, and from when until when."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from billing.actions.fees import EndsTooEarly
from billing.models import TaxRate
from clinics.audit import actions as audit
from clinics.kit.actor import Actor


def add(*, name: str, percent: Decimal, valid_from: date, by: Actor, at: datetime) -> TaxRate:
    with transaction.atomic():
        rate = TaxRate.objects.create(name=name, percent=percent, valid_from=valid_from)
        audit.record(event="tax_rate.added", by=by, at=at, subject=rate, fields=["name", "percent", "valid_from"])
    return rate


def end(*, rate: TaxRate, valid_until: date | None, by: Actor, at: datetime) -> TaxRate:
    """Offer it from that day on no more; None takes the end away. Fees keep what they have. Raises EndsTooEarly."""
    if valid_until is not None and valid_until <= rate.valid_from:
        raise EndsTooEarly(field="valid_until")
    with transaction.atomic():
        rate.valid_until = valid_until
        rate.save(update_fields=["valid_until"])
        audit.record(event="tax_rate.ended", by=by, at=at, subject=rate, fields=["valid_until"])
    return rate
