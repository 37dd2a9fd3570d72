"""Who may already be registered: people so like the one being typed that somebody should look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from patients.models import Patient
from patients.models.patient import bigints
from patients.person import PersonDetails
from patients.queries import filing
from patients.search_terms import PersonValues, Term, TermKind
from patients.search_terms.known import LAST_DIGITS
from patients.search_terms.terms import born_term

CANDIDATES = 100
SHOWN = 5


class Likeness(IntEnum):
    """Why two may be one, the strongest reason first."""

    RECORD_NUMBER = 0
    IDENTIFIER = 1
    NAME_AND_BIRTH_DATE = 2
    NAME = 3
    PHONE = 4
    EMAIL = 5

    @property
    def label(self) -> str | Promise:
        return LABELS[self]


LABELS: dict[Likeness, str | Promise] = {
    Likeness.RECORD_NUMBER: _("same record number"),
    Likeness.IDENTIFIER: _("same identifier"),
    Likeness.NAME_AND_BIRTH_DATE: _("similar name, same birth date"),
    Likeness.NAME: _("same name"),
    Likeness.PHONE: _("same telephone"),
    Likeness.EMAIL: _("same e-mail address"),
}
STRONG = frozenset({Likeness.RECORD_NUMBER, Likeness.IDENTIFIER, Likeness.NAME_AND_BIRTH_DATE})


@dataclass(frozen=True)
class Alike:
    """A person who may be the one being typed, and every reason."""

    patient: Patient
    reasons: list[Likeness] = field(default_factory=list)

    @property
    def is_strong(self) -> bool:
        """Whether registering needs a word that this is somebody else."""
        return bool(STRONG.intersection(self.reasons))


def alike(
    person: PersonDetails, *, to: Actor, but: UUID | None = None, limit: int = SHOWN, strongly: bool = False
) -> list[Alike]:
    """People like this one, the likeliest first; one statement. `but` is left out.

    `strongly` looks only for those whose likeness would stop a registration.
    """
    values = values_told(person)
    people = Patient.objects.visible_to(to).defer("search_tokens")
    if but is not None:
        people = people.exclude(pk=but)
    found: dict[UUID, Alike] = {}
    for condition in filter(None, (_strong(values), _weak(values))):
        if len(found) < limit:
            candidates = people.filter(condition).order_by()[:CANDIDATES]
            likely = (Alike(each, reasons(values, filing.values_of(each))) for each in candidates)
            found |= {each.patient.pk: each for each in likely if each.reasons}
    return sorted(found.values(), key=lambda each: each.reasons)[:limit]


def values_told(person: PersonDetails) -> PersonValues:
    """What can be compared of somebody who is not registered yet."""
    return PersonValues(
        given=person.given,
        family=person.family,
        names=tuple(filter(None, (person.middle, person.preferred_name, person.former_names))),
        birth_date=person.birth_date,
        phones=tuple(contact.value for contact in person.contacts if contact.system == "phone"),
        emails=tuple(contact.value for contact in person.contacts if contact.system == "email"),
        record_number=person.record_number,
        identifiers=tuple((each.system, each.value) for each in person.identifiers if each.value),
        country=current_clinic().country,
    )


def reasons(told: PersonValues, known: PersonValues) -> list[Likeness]:
    """Why these two may be one person, the strongest reason first."""
    sounds_alike = _names_alike(told, known)
    phones = {form for form in told.phone_forms & known.phone_forms if len(form) > LAST_DIGITS}
    same_day = told.birth_date is not None and told.birth_date == known.birth_date
    other_day = told.birth_date and known.birth_date and not same_day
    tests = {
        Likeness.RECORD_NUMBER: told.record_forms & known.record_forms,
        Likeness.IDENTIFIER: _shared_identifiers(told, known),
        Likeness.NAME_AND_BIRTH_DATE: same_day and sounds_alike,
        Likeness.NAME: not same_day and not other_day and _same_words(told, known),
        Likeness.PHONE: phones,
        Likeness.EMAIL: told.email_forms & known.email_forms,
    }
    return [likeness for likeness, holds in tests.items() if holds]


def _names_alike(told: PersonValues, known: PersonValues) -> bool:
    """A given or a family name sounds the same; twins differ in one, a marriage changes the other."""
    pairs = ((told.given, known.given), (told.family, known.family))
    alike = [_sound_alike(one, other) for one, other in pairs if one and other]
    return any(alike)


def _sound_alike(one: str, other: str) -> bool:
    first, second = PersonValues(family=one), PersonValues(family=other)
    return bool(first.words & second.words or first.sounds & second.sounds)


def _same_words(told: PersonValues, known: PersonValues) -> bool:
    pairs = ((told.given, known.given), (told.family, known.family))
    return all(
        one and other and PersonValues(family=one).words & PersonValues(family=other).words for one, other in pairs
    )


def _shared_identifiers(told: PersonValues, known: PersonValues) -> set[str]:
    return {form for form in told.identifier_forms & known.identifier_forms if "|" in form}


def _strong(values: PersonValues) -> Q | None:
    """Who shares an identifier, or a birth date and the sound of a name."""
    exact = [term for term in values.terms if term.kind == TermKind.RECORD]
    exact += [term for term in values.terms if term.kind == TermKind.IDENTIFIER and "|" in term.text]
    names = [term for term in values.terms if term.kind in (TermKind.SOUND, TermKind.WORD)]
    parts = [Q(search_tokens__overlap=_tokens(exact))] if exact else []
    if names and values.birth_date:
        born = _tokens([born_term(values.birth_date.isoformat())])
        parts.append(Q(search_tokens__contains=born, search_tokens__overlap=_tokens(names)))
    return _any(parts)


def _weak(values: PersonValues) -> Q | None:
    """Who shares given and family name, a telephone or an e-mail address."""
    reached = [term for term in values.terms if term.kind in (TermKind.PHONE, TermKind.EMAIL)]
    parts = [Q(search_tokens__overlap=_tokens(reached))] if reached else []
    given, family = PersonValues(family=values.given).words, PersonValues(family=values.family).words
    if given and family:
        both = [_tokens(Term(TermKind.WORD, word) for word in words) for words in (given, family)]
        parts.append(Q(search_tokens__overlap=both[0]) & Q(search_tokens__overlap=both[1]))
    return _any(parts)


def _any(parts: list[Q]) -> Q | None:
    return reduce(or_, parts) if parts else None


def _tokens(terms: Iterable[Term]) -> list[Value]:
    return bigints(filing.tokens(terms))
