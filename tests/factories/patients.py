"""People registered through the real action."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from clinics.kit.actor import Actor
from clinics.staff.permissions import REGISTERS_PATIENTS
from patients.actions import registration
from patients.models import Patient, Source
from patients.person import AddressDetails, ContactDetails, IdentifierDetails, PersonDetails

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
REGISTRAR = Actor.task("tests", permissions=frozenset(REGISTERS_PATIENTS))


def details(
    *, phone: str = "", email: str = "", address: str = "", identifiers: tuple[tuple[str, str], ...] = (), **more: Any
) -> PersonDetails:
    """Ana Ruiz, born 7 March 1984, unless told otherwise; contacts in short."""
    contacts = [ContactDetails(system="phone", use="mobile", value=phone)] if phone else []
    contacts += [ContactDetails(system="email", value=email)] if email else []
    known: dict[str, Any] = {"given": "Ana", "family": "Ruiz", "birth_date": date(1984, 3, 7), "gender": "female"}
    return PersonDetails(
        **{
            **known,
            "contacts": tuple(contacts),
            "addresses": (AddressDetails(lines=address),) if address else (),
            "identifiers": tuple(IdentifierDetails(system=system, value=value) for system, value in identifiers),
            **more,
        }
    )


def register(
    *, by: Actor = REGISTRAR, at: datetime = AT, source: str = Source.REGISTRATION, **overrides: Any
) -> Patient:
    """A person registered in the current clinic."""
    return registration.register(person=details(**overrides), by=by, at=at, source=source)


def phone(value: str, use: str = "mobile") -> ContactDetails:
    return ContactDetails(system="phone", use=use, value=value)
