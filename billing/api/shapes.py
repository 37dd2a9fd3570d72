"""What money looks like to programs. Amounts are text with the digits of their currency, so that none is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from billing.models import Invoice, InvoiceKind, InvoiceLine, Method, Payment
from billing.money import rounded
from clinics.api.bodies import Body, moment


class LineRecord(serializers.Serializer[Any]):
    code = serializers.CharField()
    display = serializers.CharField()
    served_on = serializers.DateField()
    quantity = serializers.IntegerField()
    unit_amount = serializers.CharField()
    tax_percent = serializers.CharField()
    net = serializers.CharField()
    tax = serializers.CharField()


class InvoiceRecord(serializers.Serializer[Any]):
    """An invoice or credit note as issued; `open` is what is still to be paid."""

    id = serializers.UUIDField()
    patient = serializers.UUIDField()
    kind = serializers.ChoiceField(InvoiceKind.choices)
    number = serializers.CharField()
    credits = serializers.UUIDField(allow_null=True)
    currency = serializers.CharField()
    net = serializers.CharField()
    tax = serializers.CharField()
    total = serializers.CharField()
    open = serializers.CharField()
    issued_on = serializers.DateField()
    due_on = serializers.DateField()
    issued_at = serializers.DateTimeField()
    lines = LineRecord(many=True)


class Part(Body):
    invoice = serializers.UUIDField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=3)


class NewPayment(Body):
    """`allocations` say which invoices it settles; what is left stays the patient's deposit.

    `desk` says at whose cash-up it is counted; without one it is counted at none.
    """

    patient = serializers.UUIDField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=3)
    method = serializers.ChoiceField(Method.choices)
    reference = serializers.CharField(max_length=120, required=False, allow_blank=True, default="")
    desk = serializers.UUIDField(required=False, allow_null=True, default=None)
    allocations: Any = serializers.ListSerializer(child=Part(), required=False, max_length=100)


class PaymentRecord(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    patient = serializers.UUIDField()
    method = serializers.ChoiceField(Method.choices)
    currency = serializers.CharField()
    amount = serializers.CharField()
    allocated = serializers.CharField()
    refunded = serializers.CharField()
    free = serializers.CharField()
    desk = serializers.UUIDField(allow_null=True)
    received_at = serializers.DateTimeField()


def text(amount: Decimal, currency: str) -> str:
    return f"{rounded(amount, currency)}"


def invoice(row: Invoice) -> dict[str, Any]:
    """An invoice loaded with its standing and lines."""
    return {
        "id": str(row.pk),
        "patient": str(row.patient_id),
        "kind": row.kind,
        "number": row.number,
        "credits": str(row.credits_id) if row.credits_id else None,
        "currency": row.currency,
        "net": text(row.net, row.currency),
        "tax": text(row.tax, row.currency),
        "total": text(row.total, row.currency),
        "open": text(row.standing.open, row.currency),
        "issued_on": row.issued_on.isoformat(),
        "due_on": row.due_on.isoformat(),
        "issued_at": moment(row.issued_at),
        "lines": [_line(line, row.currency) for line in row.lines.all()],
    }


def _line(row: InvoiceLine, currency: str) -> dict[str, Any]:
    return {
        "code": row.code,
        "display": row.display,
        "served_on": row.served_on.isoformat(),
        "quantity": row.quantity,
        "unit_amount": text(row.unit_amount, currency),
        "tax_percent": f"{row.tax_percent.normalize():f}",
        "net": text(row.net, currency),
        "tax": text(row.tax, currency),
    }


def payment(row: Payment) -> dict[str, Any]:
    """A payment loaded with its standing."""
    amounts = {name: text(getattr(row.standing, name), row.currency) for name in ("allocated", "refunded", "free")}
    return {
        "id": str(row.pk),
        "patient": str(row.patient_id),
        "method": row.method,
        "currency": row.currency,
        "amount": text(row.amount, row.currency),
        **amounts,
        "desk": str(row.desk_id) if row.desk_id else None,
        "received_at": moment(row.received_at),
    }
