"""Fee lists and their prices. What was charged keeps the price it was charged at."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from billing import money
from billing.models import Fee, FeeList
from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.refusal import Refusal


class CodeTaken(Refusal):
    code = "fee_code_taken"
    sentence = _("This code stands in the list already. Change that fee, or choose another code.")


class EndsTooEarly(Refusal):
    code = "ends_before_it_begins"
    sentence = _("It would end before it begins. Choose a later day.")
    status = 422


class NotPayable(Refusal):
    code = "amount_not_payable"
    sentence = _("This amount has more digits than the currency. Round it.")
    status = 422


def add_list(*, name: str, valid_from: date, by: Actor, at: datetime, valid_until: date | None = None) -> FeeList:
    """A price list in the clinic's currency."""
    with transaction.atomic():
        made = FeeList.objects.create(
            name=name, currency=current_clinic().currency, valid_from=valid_from, valid_until=valid_until
        )
        audit.record(event="fee_list.added", by=by, at=at, subject=made, fields=["name", "valid_from", "valid_until"])
    return made


def end_list(*, fee_list: FeeList, valid_until: date | None, by: Actor, at: datetime) -> FeeList:
    """Charge nothing by this list from that day on; None takes the end away. Raises EndsTooEarly."""
    if valid_until is not None and valid_until <= fee_list.valid_from:
        raise EndsTooEarly(field="valid_until")
    with transaction.atomic():
        fee_list.valid_until = valid_until
        fee_list.version += 1
        fee_list.save(update_fields=["valid_until", "version"])
        audit.record(event="fee_list.ended", by=by, at=at, subject=fee_list, fields=["valid_until"])
    return fee_list


def follow_list(
    *, fee_list: FeeList, name: str, valid_from: date, change_percent: Decimal, by: Actor, at: datetime
) -> FeeList:
    """A new list with the services in use of this one, dearer by so many per cent; this one ends as it begins, if it
    has not ended before.

    Raises EndsTooEarly.
    """
    factor = 1 + change_percent / 100
    with transaction.atomic():
        end_list(fee_list=fee_list, valid_until=min(fee_list.valid_until or valid_from, valid_from), by=by, at=at)
        made = add_list(name=name, valid_from=valid_from, by=by, at=at)
        Fee.objects.bulk_create(
            Fee(
                fee_list=made,
                code=fee.code,
                display=fee.display,
                unit_amount=money.rounded(fee.unit_amount * factor, made.currency),
                tax_percent=fee.tax_percent,
            )
            for fee in fee_list.fees.filter(is_active=True)
        )
    return made


def add(
    *, fee_list: FeeList, code: str, display: str, unit_amount: Decimal, tax_percent: Decimal, by: Actor, at: datetime
) -> Fee:
    """Raises CodeTaken, NotPayable."""
    _must_be_payable(unit_amount, fee_list.currency)
    try:
        with transaction.atomic():
            fee = Fee.objects.create(
                fee_list=fee_list, code=code, display=display, unit_amount=unit_amount, tax_percent=tax_percent
            )
            audit.record(event="fee.added", by=by, at=at, subject=fee)
    except IntegrityError as error:
        raise CodeTaken(field="code") from error
    return fee


def change(
    *, fee: Fee, display: str, unit_amount: Decimal, tax_percent: Decimal, is_active: bool, by: Actor, at: datetime
) -> Fee:
    """From now on; invoices and drafts keep what they have. Raises NotPayable."""
    _must_be_payable(unit_amount, fee.fee_list.currency)
    wanted = {"display": display, "unit_amount": unit_amount, "tax_percent": tax_percent, "is_active": is_active}
    with transaction.atomic():
        fee = Fee.objects.select_for_update(no_key=True).get(pk=fee.pk)
        changed = [name for name, value in wanted.items() if getattr(fee, name) != value]
        for name in changed:
            setattr(fee, name, wanted[name])
        if changed:
            fee.save(update_fields=changed)
            audit.record(event="fee.changed", by=by, at=at, subject=fee, fields=changed)
    return fee


def _must_be_payable(amount: Decimal, currency: str) -> None:
    if not money.is_exact(amount, currency):
        raise NotPayable(field="unit_amount")
