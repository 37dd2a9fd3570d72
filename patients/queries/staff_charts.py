"""Records of people who work at the clinic: certain by the e-mail address, to be looked at by the name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, UUIDField, Value

import clinics.kit.lookups  # noqa: F401  `among`
from clinics.kit.folding import fold
from clinics.oversight.registry import Colleague
from clinics.staff.models import Invitation, User
from patients.models import Patient, RestrictedChart, UnrestrictedChart
from patients.models.patient import PatientQuerySet, bigints
from patients.queries import filing
from patients.search_terms import Term, TermKind
from patients.search_terms.known import email_form
from patients.search_terms.words import name_words

PARTS = ("given", "family", "search_values")
SHOWN_PARTS = (*PARTS, "middle", "suffix", "birth_date", "status")
BATCH = 500
NAMES_AT_ONCE = 50  # people looked for by name in one statement


def find(ids: Collection[UUID], /, *, staff: Collection[Colleague]) -> dict[UUID, set[str]]:
    """From patient to the ids of staff who may be that patient. A namesake is for a person to tell apart."""
    names, addresses = _by(staff, lambda each: folded(each.name)), _by(staff, lambda each: email_form(each.email))
    found: dict[UUID, set[str]] = {}
    for patient in Patient.objects.filter(pk__among=list(ids)).only(*PARTS).iterator(chunk_size=BATCH):
        who = {id for email in emails_of(patient) for id in addresses.get(email, ())}
        if who := who | names.get(called(patient), set()):
            found[patient.pk] = who
    return found


def emails_of(patient: Patient) -> frozenset[str]:
    """Their addresses, as addresses are compared. What anomalies, lists and restrictions go by alike."""
    return filing.values_of(patient).email_forms


def called(patient: Patient) -> str:
    return folded(f"{patient.given} {patient.family}")


def folded(name: str) -> str:
    return " ".join(fold(name).split())


def working_under(addresses: Collection[str]) -> dict[str, str]:
    """Of these addresses those of people who work here, or are invited to: to their id, empty while invited."""
    people = User.objects.active().filter(email__in=addresses).values_list("email", "pk")
    nobody = Value(None, output_field=UUIDField())
    asked = Invitation.objects.unanswered().filter(email__in=addresses).values_list("email", nobody)
    known = people.union(asked, all=True)
    found: dict[str, str] = {}
    for email, pk in known if addresses else ():
        found[email] = str(pk) if pk else found.get(email, "")
    return found


def with_address(email: str) -> list[Patient]:
    """Correct records of people who are reached at this address."""
    tokens = filing.tokens([Term(TermKind.EMAIL, email_form(email))])
    filed = Patient.objects.correct().filter(search_tokens__overlap=bigints(tokens)).only(*PARTS)
    return [patient for patient in filed if email_form(email) in emails_of(patient)]


def left_to_people(ids: Collection[UUID]) -> set[UUID]:
    """Records that nothing restricts by itself: they are restricted, or somebody lifted that."""
    asked = {"pk__in": list(ids)}
    decided = RestrictedChart.objects.filter(**asked).values_list("pk")
    return {pk for (pk,) in decided.union(UnrestrictedChart.objects.filter(**asked).values_list("pk"))}


@dataclass(frozen=True)
class StaffChart:
    """A record that may be a colleague's; `is_certain` by the address, else by the name."""

    patient: Patient
    colleague: str
    is_certain: bool
    is_restricted: bool
    was_lifted: bool


def of_everybody() -> list[StaffChart]:
    """Records of people who work here or are invited, the certain ones first, by name."""
    staff = [*User.objects.active().values_list("name", "email")]
    staff += Invitation.objects.unanswered().values_list("name", "email")
    by_email = {email_form(email): name or email for name, email in staff}
    by_name = {folded(name): name for name, _email in staff if name}
    restricted = set(RestrictedChart.objects.values_list("pk", flat=True))
    lifted = set(UnrestrictedChart.objects.values_list("pk", flat=True))
    rows = {}
    for patient in _filed_like(by_email, by_name):
        own = next((by_email[email] for email in emails_of(patient) if email in by_email), "")
        if colleague := own or by_name.get(called(patient), ""):
            pk = patient.pk
            is_restricted = pk in restricted
            rows[pk] = StaffChart(patient, colleague, bool(own), is_restricted, pk in lifted and not is_restricted)
    return sorted(rows.values(), key=lambda row: (not row.is_certain, row.colleague.casefold(), str(row.patient.pk)))


def open_to_decision() -> PatientQuerySet:
    """Records that can be restricted by those who decide about all of them, seen or not."""
    return Patient.objects.correct()


def _filed_like(by_email: Mapping[str, str], by_name: Mapping[str, str]) -> Iterable[Patient]:
    """Who is filed under one of the addresses, or under every word of one of the names."""
    people = Patient.objects.correct().only(*SHOWN_PARTS).order_by()
    emails = filing.tokens(Term(TermKind.EMAIL, email) for email in by_email)
    if emails:
        yield from people.filter(search_tokens__overlap=bigints(emails))
    names = [filing.tokens(Term(TermKind.WORD, word) for word in name_words(name)) for name in by_name]
    wanted = [Q(search_tokens__contains=bigints(tokens)) for tokens in names if tokens]
    for start in range(0, len(wanted), NAMES_AT_ONCE):
        yield from people.filter(reduce(or_, wanted[start : start + NAMES_AT_ONCE]))


def _by(staff: Iterable[Colleague], known: Callable[[Colleague], str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for person in staff:
        if key := known(person):
            found.setdefault(key, set()).add(person.id)
    return found
