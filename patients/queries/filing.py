"""Under which keyed tokens a person is filed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from clinics.encryption import keyring
from clinics.kit.current import current_clinic
from patients.models import ContactPoint, Identifier, Patient
from patients.models.contact import ContactSystem
from patients.models.identifier import EXTERNAL
from patients.search_terms import PersonValues, Term, terms_of
from patients.search_terms.known import identifier_form


def file(patient: Patient, *, contacts: Iterable[ContactPoint], identifiers: Iterable[Identifier]) -> None:
    """Set tokens and search values on the instance, which the caller saves. In error: none."""
    patient.search_key_version = keyring.current().version
    if patient.is_in_error:
        patient.search_tokens, patient.search_values = [], None
        return
    reached = sorted((contact for contact in contacts if contact.value), key=lambda contact: contact.is_old)
    patient.search_values = {
        "phones": [contact.value for contact in reached if contact.system == ContactSystem.PHONE],
        "emails": [contact.value for contact in reached if contact.system == ContactSystem.EMAIL],
        "identifiers": [[identifier.system, identifier.value] for identifier in identifiers],
    }
    patient.search_tokens = sorted(set(tokens(terms_of(values_of(patient)))))


def values_of(patient: Patient) -> PersonValues:
    """What a hit is checked against, out of the patient's own row."""
    more = patient.search_values or {}
    return PersonValues(
        given=patient.given,
        family=patient.family,
        names=tuple(filter(None, (patient.middle, patient.preferred_name, patient.former_names))),
        birth_date=patient.birth_date,
        phones=tuple(more.get("phones", ())),
        emails=tuple(more.get("emails", ())),
        record_number=patient.record_number,
        identifiers=tuple((system, value) for system, value in more.get("identifiers", ())),
        country=current_clinic().country,
    )


def tokens(terms: Iterable[Term]) -> list[int]:
    """The clinic's tokens of these terms."""
    keys = keyring.current()
    return [keys.token64(term.kind, term.text) for term in terms]


def record_number_token(number: str) -> UUID:
    return keyring.current().token128("record-number", identifier_form(number) or number)


def identifier_token(system: str, value: str) -> UUID:
    return keyring.current().token128(f"identifier:{system}", identifier_form(value) or value)


def is_exclusive(system: str) -> bool:
    """Whether one value of this system can belong to one person only."""
    return system == EXTERNAL or system.startswith(f"{EXTERNAL}:")
