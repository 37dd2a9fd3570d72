"""What is told of a person at registration, and what cannot be. No database here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.kit.phones import read_phone

OLDEST = 130  # years; nobody is known to have lived longer
DEFAULT_ADDRESS_USE = "home"


@dataclass(frozen=True, kw_only=True)
class ContactDetails:
    """`system` and `use` as in `patients.models.contact`; the order in which they are given is their rank."""

    system: str
    value: str
    use: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class AddressDetails:
    """`lines` are separated by line ends; `country` is ISO 3166-1 alpha-2 or empty."""

    lines: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    use: str = DEFAULT_ADDRESS_USE


@dataclass(frozen=True, kw_only=True)
class IdentifierDetails:
    """`system` is a key of `clinics.kit.identifiers.SYSTEMS` or `external:<software>`."""

    system: str
    value: str


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """A person as told. Null or empty is "not recorded"; without `record_number` the clinic gives one."""

    given: str = ""
    family: str = ""
    prefix: str = ""
    middle: str = ""
    suffix: str = ""
    preferred_name: str = ""
    former_names: str = ""
    pronouns: str = ""
    birth_date: date | None = None
    gender: str | None = None
    deceased: bool | None = None
    deceased_on: date | None = None
    marital_status: str = ""
    languages: tuple[str, ...] = ()
    record_number: str = ""
    contacts: tuple[ContactDetails, ...] = ()
    addresses: tuple[AddressDetails, ...] = ()
    identifiers: tuple[IdentifierDetails, ...] = ()


IDENTITY = (
    "prefix",
    "given",
    "middle",
    "family",
    "suffix",
    "preferred_name",
    "former_names",
    "pronouns",
    "birth_date",
    "gender",
    "deceased",
    "deceased_on",
    "marital_status",
    "languages",
)
"""The fields of a person's own record, in the order pages show them."""


@dataclass(frozen=True)
class Problem:
    """Why a person cannot be recorded so: `field` is the name of the part, `sentence` says what to do."""

    field: str
    code: str
    sentence: str | Promise


def problems(person: PersonDetails, *, today: date, country: str) -> Iterator[Problem]:
    """What is wrong, in the order of the form. `today` is the clinic's day, `country` where telephones are dialled."""
    if not (person.given.strip() or person.family.strip()):
        yield Problem("family", "no_name", _("Enter a family name or a given name."))
    yield from date_problems(person.birth_date, person.deceased_on, today=today)
    for contact in person.contacts:
        problem = contact_problem(contact.system, contact.value, country)
        if problem:
            yield problem


def date_problems(birth_date: date | None, deceased_on: date | None, *, today: date) -> Iterator[Problem]:
    """Dates that cannot be."""
    if birth_date and birth_date > today:
        yield Problem("birth_date", "born_in_the_future", _("This date is in the future. Check the birth date."))
    elif birth_date and birth_date.year < today.year - OLDEST:
        sentence = _("This is more than %(years)s years ago. Check the year of birth.") % {"years": OLDEST}
        yield Problem("birth_date", "born_too_long_ago", sentence)
    if deceased_on and deceased_on > today:
        yield Problem("deceased_on", "died_in_the_future", _("This date is in the future. Check the date of death."))
    elif deceased_on and birth_date and deceased_on < birth_date:
        yield Problem("deceased_on", "died_before_birth", _("The date of death is before the birth date."))


def contact_problem(system: str, value: str, country: str) -> Problem | None:
    """Why nobody can be reached so, or None."""
    if system == "email":
        try:
            validate_email(value)
        except ValidationError:
            return Problem("email", "no_email", _("Enter an e-mail address such as name@example.com."))
    elif read_phone(value, country) is None:
        sentence = _("Enter a telephone number with its area code, digits only or with spaces and a plus.")
        return Problem("phone", "no_phone", sentence)
    return None
