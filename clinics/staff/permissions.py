"""Who may do what: one readable table from role to permission.

A clinic may narrow what a role gives, by role or by site, and never widen it.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is at the clinic. A person may have several roles."""

    OWNER = "owner", _("Owner")
    ADMINISTRATOR = "administrator", _("Administrator")
    CLINICIAN = "clinician", _("Clinician")
    ASSISTANT = "assistant", _("Assistant")
    FRONT_DESK = "front_desk", _("Front desk")
    BILLER = "biller", _("Biller")
    CAREGIVER = "caregiver", _("Caregiver")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Platform operator")


VISITOR = "visitor"
"""What an operator of the platform is during a visit. Nobody is given it: it is no role of a person."""


class Permission(StrEnum):
    """One thing a person may do. Views name one; records are narrowed in the fetch."""

    HOME = "home"
    PATIENT_SEARCH = "patient.search"
    PATIENT_VIEW = "patient.view"
    PATIENT_REGISTER = "patient.register"
    PATIENT_EDIT = "patient.edit"
    PATIENT_HISTORY = "patient.history"
    PATIENT_IMPORT = "patient.import"
    PATIENT_EXPORT = "patient.export"
    PATIENT_RESTRICT = "patient.restrict"
    CARE_TEAM_EDIT = "care_team.edit"
    BREAK_GLASS = "glass.break"
    CHART_VIEW = "chart.view"
    CHART_EDIT = "chart.edit"
    NOTE_WRITE = "note.write"
    NOTE_SIGN = "note.sign"
    DOCUMENT_VIEW = "document.view"
    DOCUMENT_ADD = "document.add"
    DOCUMENT_WITHDRAW = "document.withdraw"
    CALENDAR_VIEW = "calendar.view"
    CALENDAR_CONFIGURE = "calendar.configure"
    APPOINTMENT_BOOK = "appointment.book"
    APPOINTMENT_OVERBOOK = "appointment.overbook"
    APPOINTMENT_ARRIVE = "appointment.arrive"
    APPOINTMENT_ATTEND = "appointment.attend"
    STAFF_VIEW = "staff.view"
    STAFF_MANAGE = "staff.manage"
    CLINIC_CONFIGURE = "clinic.configure"
    ACCESS_CONFIGURE = "access.configure"
    SIGN_IN_CONFIGURE = "sign_in.configure"
    API_CLIENTS_MANAGE = "api_clients.manage"
    MAIL_VIEW = "mail.view"
    WEBHOOK_VIEW = "webhook.view"
    WEBHOOK_MANAGE = "webhook.manage"
    AUDIT_VIEW = "audit.view"
    BILLING_VIEW = "billing.view"
    INVOICE_DRAFT = "invoice.draft"
    INVOICE_ISSUE = "invoice.issue"
    INVOICE_SEND = "invoice.send"
    PAYMENT_TAKE = "payment.take"
    PAYMENT_REFUND = "payment.refund"
    WRITE_OFF = "write_off"
    FEES_CONFIGURE = "fees.configure"
    OWN_ACCOUNT = "own_account"
    PLATFORM_OPERATE = "platform.operate"
    VISIT = "visit"


P = Permission

EVERYONE = frozenset({P.HOME, P.OWN_ACCOUNT})
FINDS_PATIENTS = frozenset({P.PATIENT_SEARCH, P.PATIENT_VIEW})
REGISTERS_PATIENTS = FINDS_PATIENTS | {P.PATIENT_REGISTER, P.PATIENT_EDIT, P.PATIENT_HISTORY}
KEEPS_DOCUMENTS = frozenset({P.DOCUMENT_VIEW, P.DOCUMENT_ADD})
CHARTS = frozenset({P.CHART_VIEW, P.CHART_EDIT, P.NOTE_WRITE})
TAKES_PAYMENTS = frozenset({P.BILLING_VIEW, P.PAYMENT_TAKE, P.INVOICE_SEND})
BILLS = TAKES_PAYMENTS | {P.INVOICE_DRAFT, P.INVOICE_ISSUE, P.PAYMENT_REFUND, P.WRITE_OFF, P.FEES_CONFIGURE}
BOOKS = frozenset({P.CALENDAR_VIEW, P.APPOINTMENT_BOOK, P.APPOINTMENT_ARRIVE})
RULES_THE_CALENDAR = BOOKS | {P.APPOINTMENT_OVERBOOK}
ADMINISTERS = frozenset(
    {
        P.STAFF_VIEW,
        P.STAFF_MANAGE,
        P.CLINIC_CONFIGURE,
        P.ACCESS_CONFIGURE,
        P.CALENDAR_CONFIGURE,
        P.API_CLIENTS_MANAGE,
        P.MAIL_VIEW,
        P.WEBHOOK_VIEW,
        P.WEBHOOK_MANAGE,
        P.AUDIT_VIEW,
        P.PATIENT_IMPORT,
        P.PATIENT_EXPORT,
        P.PATIENT_RESTRICT,
        P.CARE_TEAM_EDIT,
    }
)

# Whoever chooses the identity provider chooses who everybody is, owners included.
OWNS = frozenset({P.SIGN_IN_CONFIGURE})

# Support looks after settings. It sees no patient, no money and no trail, and changes neither who may sign in nor who
# sees whom. What asks for a recent proof is closed to it as well: there is nothing here to prove again.
SUPPORTS = frozenset(
    {P.VISIT, P.HOME, P.STAFF_VIEW, P.CLINIC_CONFIGURE, P.CALENDAR_CONFIGURE, P.WEBHOOK_VIEW, P.WEBHOOK_MANAGE}
)

GRANTS: dict[str, frozenset[Permission]] = {
    Role.OWNER: EVERYONE | REGISTERS_PATIENTS | KEEPS_DOCUMENTS | RULES_THE_CALENDAR | ADMINISTERS | BILLS | OWNS,
    Role.ADMINISTRATOR: EVERYONE | REGISTERS_PATIENTS | KEEPS_DOCUMENTS | RULES_THE_CALENDAR | ADMINISTERS | BILLS,
    Role.CLINICIAN: EVERYONE
    | REGISTERS_PATIENTS
    | KEEPS_DOCUMENTS
    | CHARTS
    | RULES_THE_CALENDAR
    | {P.APPOINTMENT_ATTEND, P.NOTE_SIGN, P.DOCUMENT_WITHDRAW, P.STAFF_VIEW, P.CARE_TEAM_EDIT, P.BREAK_GLASS},
    Role.ASSISTANT: EVERYONE
    | REGISTERS_PATIENTS
    | KEEPS_DOCUMENTS
    | CHARTS
    | BOOKS
    | {P.APPOINTMENT_ATTEND, P.STAFF_VIEW, P.BREAK_GLASS},
    Role.FRONT_DESK: EVERYONE
    | REGISTERS_PATIENTS
    | KEEPS_DOCUMENTS
    | RULES_THE_CALENDAR
    | TAKES_PAYMENTS
    | {P.STAFF_VIEW, P.MAIL_VIEW},
    Role.BILLER: EVERYONE | FINDS_PATIENTS | BILLS | {P.CALENDAR_VIEW, P.STAFF_VIEW},
    Role.CAREGIVER: EVERYONE
    | FINDS_PATIENTS
    | {P.CALENDAR_VIEW, P.APPOINTMENT_ATTEND, P.CHART_VIEW, P.NOTE_WRITE, P.NOTE_SIGN},
    Role.AUDITOR: EVERYONE | {P.AUDIT_VIEW, P.STAFF_VIEW},
    Role.OPERATOR: frozenset({P.PLATFORM_OPERATE, P.OWN_ACCOUNT}),
    VISITOR: SUPPORTS,
}

CLINIC_ROLES = tuple(role for role in Role if role is not Role.OPERATOR)

SEES_PATIENTS = tuple(role for role in CLINIC_ROLES if P.PATIENT_VIEW in GRANTS[role])
"""The roles for which a clinic says whose patients they see."""


def label_of(role: str) -> str:
    """A role as people call it."""
    if role == VISITOR:
        return str(_("Visiting operator"))
    return str(Role(role).label) if role in Role.values else role


def permissions_of(roles: tuple[str, ...]) -> frozenset[str]:
    """All that these roles together grant."""
    granted: frozenset[str] = frozenset()
    for role in roles:
        granted |= GRANTS[role]
    return granted
