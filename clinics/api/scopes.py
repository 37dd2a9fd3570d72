"""What a token may be asked for: one readable table from scope to permissions."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.staff.permissions import Permission

P = Permission

SCOPES: dict[str, tuple[str | Promise, frozenset[Permission]]] = {
    "patients.read": (_("Find patients and read who they are"), frozenset({P.PATIENT_SEARCH, P.PATIENT_VIEW})),
    "patients.write": (_("Register patients and change who they are"), frozenset({P.PATIENT_REGISTER, P.PATIENT_EDIT})),
    "notes.read": (_("Read notes"), frozenset({P.CHART_VIEW})),
    "notes.write": (_("Write notes; people who sign notes can also sign"), frozenset({P.NOTE_WRITE, P.NOTE_SIGN})),
    "documents.read": (_("Read documents"), frozenset({P.DOCUMENT_VIEW})),
    "documents.write": (_("Add and withdraw documents"), frozenset({P.DOCUMENT_ADD, P.DOCUMENT_WITHDRAW})),
    "appointments.read": (_("See the calendar and who is booked"), frozenset({P.CALENDAR_VIEW})),
    "appointments.write": (
        _("Book, move and cancel appointments, and say who arrived and was seen"),
        frozenset({P.APPOINTMENT_BOOK, P.APPOINTMENT_ARRIVE, P.APPOINTMENT_ATTEND}),
    ),
    "billing.read": (_("Read invoices and payments"), frozenset({P.BILLING_VIEW})),
    "billing.write": (_("Take payments"), frozenset({P.PAYMENT_TAKE})),
    "webhooks.read": (_("See webhooks and what was delivered"), frozenset({P.WEBHOOK_VIEW})),
    "audit.read": (_("Read the audit trail"), frozenset({P.AUDIT_VIEW})),
}
ONLY_PEOPLE = frozenset({P.NOTE_SIGN})
"""What no program may do by itself, whatever its scopes."""
SIGN_IN = {
    "openid": _("Know who you are"),
    "profile": _("Know your name"),
    "email": _("Know your e-mail address"),
}
"""The scopes of OpenID Connect itself."""


def permissions_of(scopes: Iterable[str]) -> frozenset[Permission]:
    """All that these scopes together allow; those of signing in allow nothing here."""
    return frozenset().union(*(SCOPES[scope][1] for scope in scopes if scope in SCOPES))


def scopes_for(permission: Permission) -> list[str]:
    """The scopes that include this permission."""
    return [scope for scope, (_label, permissions) in SCOPES.items() if permission in permissions]
