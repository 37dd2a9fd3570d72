"""What is known of a person, in the forms in which it can be looked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from clinics.kit.folding import fold
from clinics.kit.phones import national_digits, read_phone
from patients.search_terms.terms import Term, TermKind, born_term, prefixes
from patients.search_terms.words import joined_names, name_words, sounds_of

LAST_DIGITS = 7  # a number as it is dialled in town


@dataclass(frozen=True)
class PersonValues:
    """The values of one person that can be searched. `country` (ISO 3166) is the clinic's, for telephone numbers.

    `names` holds every other name: middle, preferred, maiden. Identifiers are pairs of system and value.
    """

    given: str = ""
    family: str = ""
    names: tuple[str, ...] = ()
    birth_date: date | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    record_number: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    country: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that finds this person by name."""
        found = [word for name in (self.given, self.family, *self.names) for word in name_words(name)]
        return frozenset(found + joined_names(self.family, self.given))

    @cached_property
    def sounds(self) -> frozenset[str]:
        """How the words sound."""
        return frozenset(sounds_of(self.words))

    @cached_property
    def phone_forms(self) -> frozenset[str]:
        """Each number internationally, nationally and by its last digits."""
        return frozenset(form for phone in self.phones for form in phone_forms(phone, self.country))

    @cached_property
    def email_forms(self) -> frozenset[str]:
        """The addresses, folded."""
        return frozenset(email_form(email) for email in self.emails if email.strip())

    @cached_property
    def record_forms(self) -> frozenset[str]:
        """The record number as written and without leading zeros."""
        return frozenset(identifier_forms(self.record_number))

    @cached_property
    def identifier_forms(self) -> frozenset[str]:
        """Each identifier alone, and with its system as "system|value"."""
        bare = {form for _, value in self.identifiers for form in identifier_forms(value)}
        return frozenset(bare | {f"{fold(system)}|{identifier_form(value)}" for system, value in self.identifiers})

    @cached_property
    def terms(self) -> frozenset[Term]:
        """Every term: about 30 for two names, a birth date, a telephone and two identifiers."""
        terms = {Term(TermKind.NAME, prefix) for word in self.words for prefix in prefixes(word)}
        terms.update(Term(TermKind.WORD, word) for word in self.words)
        terms.update(Term(TermKind.SOUND, sound) for sound in self.sounds)
        if self.birth_date:
            terms.add(born_term(self.birth_date.isoformat()))
        terms.update(Term(TermKind.PHONE, form) for form in self.phone_forms)
        terms.update(Term(TermKind.EMAIL, form) for form in self.email_forms)
        terms.update(Term(TermKind.RECORD, form) for form in self.record_forms)
        terms.update(Term(TermKind.IDENTIFIER, form) for form in self.identifier_forms)
        return frozenset(terms)


def terms_of(person: PersonValues) -> frozenset[Term]:
    """Every term under which a person is filed."""
    return person.terms


def phone_forms(text: str, country: str) -> tuple[str, ...]:
    """The forms under which a number is kept: "+15558507198", "5558507198", "8507198". None for no number."""
    phone = read_phone(text, country)
    if phone is None:
        return ()
    national = national_digits(phone.number)
    return tuple(dict.fromkeys((phone.number, national, national[-LAST_DIGITS:])))


def email_form(text: str) -> str:
    """An address for comparing: without case and blanks."""
    return fold(text.strip())


def identifier_form(text: str) -> str:
    """An identifier for comparing: letters and digits only, so that "999-24-3761" is "999243761"."""
    return re.sub(r"[\W_]+", "", fold(text))


def identifier_forms(text: str) -> tuple[str, ...]:
    """As written, and without leading zeros where it is a number; nothing for an empty one."""
    form = identifier_form(text)
    if not form:
        return ()
    return (form, form.lstrip("0")) if form.isdecimal() and form.startswith("0") and form.strip("0") else (form,)
