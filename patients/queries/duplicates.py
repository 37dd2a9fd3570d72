"""Who may already be registered: people so like the one being typed that somebody should look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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


def alike(person: PersonDetails, *, to: Actor, but: UUID | None = None, limit: int = SHOWN) -> list[Alike]:
    """People like this one, the likeliest first; two statements. `but` is left out."""
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


def strongly_alike(people: Sequence[PersonDetails], *, to: Actor) -> list[list[Alike]]:
    """For each of many people those whose likeness would stop a registration, the likeliest first; two statements.

    Whoever shares a birth date, record number or identifier with one of them is looked at by their tokens alone;
    only those who share enough of one person's are opened and compared.
    """
    told = [values_told(person) for person in people]
    sought = [_Sought.of(values) for values in told]
    near = _near(sought, to)
    known = Patient.objects.visible_to(to).defer("search_tokens").in_bulk({pk for ids in near for pk in ids})
    values = {pk: filing.values_of(patient) for pk, patient in known.items()}
    found = [
        [Alike(known[pk], reasons(each, values[pk])) for pk in ids if pk in known]
        for each, ids in zip(told, near, strict=True)
    ]
    return [sorted((one for one in ones if one.is_strong), key=lambda one: one.reasons) for ones in found]


@dataclass(frozen=True)
class _Sought:
    """Tokens of one person: any of `exact` is enough, else `born` and any of `names`."""

    exact: frozenset[int]
    born: frozenset[int]
    names: frozenset[int]

    @classmethod
    def of(cls, values: PersonValues) -> _Sought:
        names = [term for term in values.terms if term.kind in (TermKind.SOUND, TermKind.WORD)]
        born = [born_term(values.birth_date.isoformat())] if values.birth_date and names else []
        return cls(*(frozenset(filing.tokens(terms)) for terms in (_exact(values), born, names)))

    def is_near(self, tokens: frozenset[int]) -> bool:
        return bool(self.exact & tokens or (self.born & tokens and self.names & tokens))


def _near(sought: Sequence[_Sought], to: Actor) -> list[list[UUID]]:
    """For each person the ids of those who share enough of their tokens; one statement."""
    asking: dict[int, list[int]] = {}
    for index, each in enumerate(sought):
        for token in each.exact | each.born:
            asking.setdefault(token, []).append(index)
    near: list[list[UUID]] = [[] for _each in sought]
    if not asking:
        return near
    rows = Patient.objects.visible_to(to).filter(search_tokens__overlap=bigints(asking)).order_by()
    for pk, filed in rows.values_list("pk", "search_tokens"):
        tokens = frozenset(filed)
        for index in {index for token in tokens & asking.keys() for index in asking[token]}:
            if sought[index].is_near(tokens):
                near[index].append(pk)
    return near


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
    exact = _exact(values)
    names = [term for term in values.terms if term.kind in (TermKind.SOUND, TermKind.WORD)]
    parts = [Q(search_tokens__overlap=_tokens(exact))] if exact else []
    if names and values.birth_date:
        born = _tokens([born_term(values.birth_date.isoformat())])
        parts.append(Q(search_tokens__contains=born, search_tokens__overlap=_tokens(names)))
    return _any(parts)


def _exact(values: PersonValues) -> list[Term]:
    """The terms of which one is enough: a record number, or an identifier within its system."""
    return [
        term
        for term in values.terms
        if term.kind == TermKind.RECORD or (term.kind == TermKind.IDENTIFIER and "|" in term.text)
    ]


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
