"""Finding people by what is known of them. Answers are exact: every hit was opened and checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from clinics.home.registry import Query as Asked
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from patients.models import Patient
from patients.models.patient import PatientQuerySet
from patients.queries import filing
from patients.search_terms import Query, Rank, Term, matches, parse_query

CANDIDATES = 60
"""How many people are opened and checked in one attempt; more is a sign to type more."""


@dataclass(frozen=True)
class Hit:
    """A person who fits, and how well."""

    patient: Patient
    rank: Rank

    @property
    def only_sounds_alike(self) -> bool:
        return self.rank == Rank.SOUND


@dataclass(frozen=True)
class Results:
    """The best hits first. `are_more` says that others fit too and something more should be typed."""

    hits: list[Hit]
    are_more: bool = False

    @property
    def ids(self) -> list[UUID]:
        return [hit.patient.pk for hit in self.hits]


def find(text: str, *, to: Actor, limit: int, among: PatientQuerySet | None = None) -> Results:
    """People who fit what was typed: exact names first, then beginnings, then those who sound alike.

    Looked for are those whom the actor sees, unless `among` says otherwise. At most three statements, four when
    very many people fit.
    """
    query = parse_query(text, current_clinic().country)
    people = Patient.objects.visible_to(to) if among is None else among
    found: dict[UUID, Hit] = {}
    is_capped = False
    for attempt, groups in enumerate(query.attempts):
        if len(found) >= limit:
            break
        candidates = _candidates(groups, people)
        if len(candidates) == CANDIDATES:
            is_capped = True
            candidates += _candidates(query.whole_words, people) if attempt == 0 else []
        _check(query, candidates, found)
    hits = sorted(found.values(), key=_place)
    return Results(hits[:limit], are_more=is_capped or len(hits) > limit)


def people_of(query: Asked, by: Actor, _at: datetime) -> Results:
    """Those whom the frame's search means; what is found about people begins with them."""
    return find(query.about_people, to=by, limit=query.limit)


def _candidates(groups: Iterable[Iterable[Term]], among: PatientQuerySet) -> list[Patient]:
    tokens = [filing.tokens(terms) for terms in groups]
    people = among.with_a_token_of_each(tokens).defer("search_tokens")
    return list(people.order_by()[:CANDIDATES])


def _check(query: Query, candidates: Iterable[Patient], found: dict[UUID, Hit]) -> None:
    for patient in candidates:
        if patient.pk not in found:
            rank = matches(query, filing.values_of(patient))
            if rank is not None:
                found[patient.pk] = Hit(patient, rank)


def _place(hit: Hit) -> tuple[Rank, bool, str, str, UUID]:
    patient = hit.patient
    return hit.rank, patient.is_deceased, patient.family.casefold(), patient.given.casefold(), patient.pk
