"""Field rows: who reads a field anywhere, and what nobody sets by adding it to what is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from clinics.api.models import SigningKey
from clinics.single_sign_on.models import IdentityProvider
from clinics.staff.permissions import Role
from tests.factories.staff import person


@dataclass(frozen=True)
class Field:
    """`word` stands in this field of the world and nowhere else; `may` has a letter for each role that reads it."""

    name: str
    word: str
    may: str


READ = (
    #                                                             OACSFBGU
    Field("text of a note", "Headache since Monday.", "--CS--G-"),
    Field("text of a signed addendum", "Addendum: fever since.", "--CS--G-"),
    Field("why a note is in error", "About her sister.", "--CS--G-"),
    Field("title of a document", "Biopsy result", "OACSF---"),
    Field("content of a document", "About Quillfeather", "OACSF---"),
    Field("allergies", "Latex", "OACSFBG-"),
    Field("alerts", "Falls", "OACSFBG-"),
    Field("telephone", "617-555-0111", "OACSFBG-"),
    Field("an address", "1 Hidden Lane", "OACSFBG-"),
    Field("an identifier", "X778199", "OACSFBG-"),
    Field("number of an invoice", "2026-00001", "OA--FB--"),
    Field("reference of a payment", "Slip 4711", "OA--FB--"),
    Field("why somebody comes", "Sore throat", "OACSFBG-"),
    Field("what is on a draft", "Drafted service", "OA---B--"),
    Field("people invited", "joining@example.com", "OA------"),
    Field("addresses of colleagues", "biller@example.com", "OACSFB-U"),
    Field("subject at the provider", "subject of the biller", "--------"),
    Field("the provider's client", "clinic-at-campus", "O-------"),
    Field("programs", "Old app", "OA-----U"),
    Field("files of an import", "people.csv", "OA------"),
    Field("who did what", "patient.registered", "OA-----U"),
)

SECRETS: dict[str, Callable[[], str]] = {
    "password": lambda: person(Role.OWNER).password,
    "totp": lambda: Authenticator.objects.filter(type="totp").first().data["secret"],
    "signing key": lambda: "BEGIN PRIVATE KEY" if SigningKey.objects.exists() else "",
    "secret at the provider": lambda: IdentityProvider.objects.get().client_secret,
    "data key": lambda: "type.googleapis.com/google.crypto.tink",
}

ADDED = {
    "role": "owner",
    "roles": "owner",
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "on",
    "version": "99",
    "permissions": "clinic.configure",
    "email": "thief@example.com",
    "user": "{other}",
    "user_id": "{other}",
    "by": "{other}",
    "author_id": "{other}",
    "signed_by_id": "{other}",
    "clinic": "2",
    "clinic_id": "2",
    "tenant": "2",
    "schema_name": "c_000002",
    "id": "{other}",
    "pk": "{other}",
    "patient": "{other}",
    "patient_id": "{other}",
    "status": "signed",
    "state": "settled",
    "number": "2026-99999",
    "amount": "0.01",
    "unit_amount": "0.01",
    "total": "0.01",
    "currency": "XTS",
    "tax_percent": "99",
    "is_overbooked": "on",
    "recorded_at": "2001-01-01T00:00:00Z",
    "issued_at": "2001-01-01T00:00:00Z",
}
ALSO_ASKED = {
    "patients/new": ("state", "email"),
    "patients/<uuid:patient_id>/addresses/new": ("state",),
    "patients/<uuid:patient_id>/addresses": ("state",),
    "api/v1/patients/<uuid:patient_id>/addresses": ("state",),
    "billing/drafts/<uuid:draft_id>": ("tax_percent",),
    "appointments/<uuid:appointment_id>/cancellation": ("version",),
    "appointments/<uuid:appointment_id>/move": ("version",),
    "appointments/<uuid:appointment_id>/details": ("version",),
    "settings/providers/new": ("user",),
    "settings/providers/<uuid:provider_id>/edit": ("user",),
}
"""What these ask themselves, though their line leaves it out: the state of an address, one of the clinic's tax rates,
a colleague's account, the version of an appointment that was seen."""
COUNTERS = ("patients.RecordNumber",)
APPS = (
    "staff",
    "patients",
    "charts",
    "documents",
    "imports",
    "appointments",
    "billing",
    "api",
    "places",
    "single_sign_on",
)
CHANCE = ("token", "token_hash", "secret", "client_secret", "password", "ip", "request_id", "storage_key", "sha256")
"""Fields that are another each time."""
