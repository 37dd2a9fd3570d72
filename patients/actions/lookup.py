"""Looking people up: what was returned is recorded, person by person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format

from clinics.audit import actions as audit
from clinics.home.registry import Found, Query
from clinics.kit.actor import Actor
from patients.models import ChartOpening, Patient
from patients.queries.care import HiddenRow, hidden_hits
from patients.queries.listings import Row, found_rows
from patients.queries.search import Results, find

ON_A_PAGE = 20


def search(*, text: str, by: Actor, at: datetime, limit: int = ON_A_PAGE) -> Results:
    """People who fit what was typed."""
    return search_for_an_emergency(text=text, by=by, at=at, limit=limit, hidden=False)[0]


def search_for_an_emergency(
    *, text: str, by: Actor, at: datetime, limit: int = ON_A_PAGE, hidden: bool = True
) -> tuple[Results, list[HiddenRow]]:
    """People who fit what was typed, and for those who may open them hidden ones who fit exactly."""
    with transaction.atomic():
        results = find(text, to=by, limit=limit)
        behind = hidden_hits(text, to=by) if hidden else []
        shown = [*results.ids, *(row.id for row in behind)]
        audit.record(event="patient.searched", by=by, at=at, patients=shown)
    return results, behind


def find_people(_query: Query, /, *, by: Actor, at: datetime, fetched: Results) -> list[Found]:
    """People as the one search of the frame shows them."""
    return [
        Found(label=row.name, url=row.url, detail=_detail(row), icon="user", patients=(row.id,))
        for row in found_rows(fetched.hits, at=at)
    ]


def _detail(row: Row) -> str:
    born = date_format(row.birth_date, "SHORT_DATE_FORMAT") if row.birth_date else ""
    return " · ".join(str(word) for word in (born, row.record_number, row.status, row.note) if word)


def record_search(*, patients: list[Patient], by: Actor, at: datetime) -> None:
    """These people were returned by a search; also a search that found nobody is recorded."""
    audit.record(event="patient.searched", by=by, at=at, patients=[patient.pk for patient in patients])


def record_comparison(*, patients: list[Patient], by: Actor, at: datetime) -> None:
    """These people were shown beside somebody who may be the same."""
    if patients:
        audit.record(event="patient.compared", by=by, at=at, patients=[patient.pk for patient in patients])


def record_listing(*, patients: list[Patient], by: Actor, at: datetime) -> None:
    """Names of these people were shown in a list."""
    if patients:
        audit.record(event="patient.listed", by=by, at=at, patients=[patient.pk for patient in patients])


def record_accesses_view(*, patient: Patient, by: Actor, at: datetime) -> None:
    """The list of who opened this record was shown, perhaps to be given to the person."""
    audit.record(event="patient.accesses_viewed", by=by, at=at, patients=[patient.pk], subject=patient)


def open_chart(*, patient: Patient, shown: Iterable[UUID], by: Actor, at: datetime, in_emergency: bool = False) -> None:
    """Somebody opened a chart: recorded for investigators, and kept for their own list of recent charts.

    `shown` are all who can be recognised on it, relatives included.
    """
    with transaction.atomic():
        ChartOpening.objects.bulk_create(
            [ChartOpening(patient=patient, actor_id=by.id, opened_at=at)],
            update_conflicts=True,
            unique_fields=["patient", "actor_id"],
            update_fields=["opened_at"],
        )
        why = "emergency" if in_emergency else ""
        audit.record(event="patient.viewed", by=by, at=at, patients=shown, subject=patient, reason=why)


def record_view(*, patient: Patient, by: Actor, at: datetime, page: str = "", others: Iterable[UUID] = ()) -> None:
    """A page about a person was shown, such as a form with their details; `page` is its code.

    `others` are further people who can be recognised on it.
    """
    shown = [patient.pk, *others]
    audit.record(event="patient.viewed", by=by, at=at, patients=shown, subject=patient, reason=page)
