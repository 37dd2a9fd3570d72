"""A person as another system knows them, before they are anybody here."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from clinics.kit.folding import fold
from patients.person import AddressDetails, ContactDetails, IdentifierDetails, PersonDetails


class ImportedPhone(NamedTuple):
    """`use` is FHIR's: home, mobile, work, or empty where it was not said; `number` as clinics.kit.phones gives it."""

    use: str
    number: str
    extension: str = ""


class ImportedIdentifier(NamedTuple):
    """`system` is a key of clinics.kit.identifiers.SYSTEMS."""

    system: str
    value: str


@dataclass(frozen=True, slots=True)
class ImportedAddress:
    """`country` is ISO 3166 or empty; the postal code is text, with its leading zeros."""

    lines: tuple[str, ...] = ()
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.city or self.state or self.postal_code)


@dataclass(frozen=True, slots=True)
class ImportedPerson:
    """All values are as written, trimmed. None and "" mean "not recorded", which is never "none" and never "unknown".

    `gender` is FHIR's administrative gender, `marital_status` an HL7 code, `language` a BCP 47 tag. `deceased` may be
    True without a day. `line` is where the person stands in the file, 0 for none.
    """

    line: int = 0
    external_id: str = ""
    record_number: str = ""
    prefix: str = ""
    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""
    preferred: str = ""
    birth_date: date | None = None
    deceased: bool | None = None
    deceased_on: date | None = None
    gender: str | None = None
    phones: tuple[ImportedPhone, ...] = ()
    emails: tuple[str, ...] = ()
    address: ImportedAddress = ImportedAddress()
    language: str = ""
    marital_status: str = ""
    identifiers: tuple[ImportedIdentifier, ...] = ()

    @property
    def key(self) -> str:
        """The same for the same person in the next export of that system: by id, record number, or who they are.

        It holds identity: keep it as a keyed token only.
        """
        if self.external_id:
            return f"external:{self.external_id}"
        if self.record_number:
            return f"record:{self.record_number}"
        return f"identity:{hashlib.sha256(json.dumps(self._identity()).encode()).hexdigest()}"

    @property
    def digest(self) -> str:
        """Changes with any value of the row, so that an export that says something new is noticed."""
        values = asdict(self)
        values.pop("line")
        return hashlib.sha256(json.dumps(values, default=str, sort_keys=True).encode()).hexdigest()

    def _identity(self) -> list[object]:
        names = [fold(name) for name in (self.family, self.given, self.middle, self.suffix)]
        if self.birth_date:
            return [*names, self.birth_date.isoformat()]
        reached = [sorted(phone.number for phone in self.phones), sorted(map(fold, self.emails))]
        return [*names, *reached, fold(" ".join(self.address.lines)), self.address.postal_code]


def details_of(person: ImportedPerson, *, software: str = "") -> PersonDetails:
    """The same person as registration takes them; their id in the other `software` becomes an exclusive identifier."""
    contacts = [
        ContactDetails(system="phone", use=phone.use, value=phone.number, note=phone.extension)
        for phone in person.phones
    ]
    contacts += [ContactDetails(system="email", value=email) for email in person.emails]
    identifiers = [IdentifierDetails(system=each.system, value=each.value) for each in person.identifiers]
    if person.external_id:
        system = f"external:{software}" if software else "external"
        identifiers.append(IdentifierDetails(system=system, value=person.external_id))
    return PersonDetails(
        given=person.given,
        family=person.family,
        prefix=person.prefix,
        middle=person.middle,
        suffix=person.suffix,
        preferred_name=person.preferred,
        birth_date=person.birth_date,
        gender=person.gender,
        deceased=person.deceased,
        deceased_on=person.deceased_on,
        marital_status=person.marital_status,
        languages=(person.language,) if person.language else (),
        record_number=person.record_number,
        contacts=tuple(contacts),
        addresses=(_address_of(person.address),) if person.address else (),
        identifiers=tuple(identifiers),
    )


def _address_of(address: ImportedAddress) -> AddressDetails:
    return AddressDetails(
        lines="\n".join(address.lines),
        city=address.city,
        state=address.state,
        postal_code=address.postal_code,
        country=address.country,
    )
