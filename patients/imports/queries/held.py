"""A held row beside the people it may be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from patients.imported_person import details_of
from patients.imports.models import ImportedRow
from patients.imports.queries.plans import reader_kept
from patients.imports.records import Record
from patients.person import PersonDetails
from patients.queries.duplicates import Alike, strongly_alike
from patients.queries.listings import Row, alike_rows


class CannotBeRead(Exception):
    """The row was held, so it could be read; now it cannot."""


@dataclass(frozen=True)
class HeldRow:
    """Who stands in the file, and who is here. `left` is how many rows are to be decided, this one among them."""

    row: ImportedRow
    name: str
    birth_date: date | None
    phones: list[str]
    emails: list[str]
    address: str
    alike: list[Alike]
    people: list[Row]
    left: int


def details_held(row: ImportedRow, *, at: datetime) -> PersonDetails:
    """The person of a held row, read as the import read it."""
    read = reader_kept(row.batch, at=at).read(Record(row.line, list(row.cells or [])))
    if isinstance(read, list):
        raise CannotBeRead
    return details_of(read, software=row.batch.software)


def held_page(row: ImportedRow, *, to: Actor, at: datetime) -> HeldRow:
    person = details_held(row, at=at)
    [alike] = strongly_alike([person], to=to)
    address = person.addresses[0] if person.addresses else None
    return HeldRow(
        row=row,
        name=" ".join(filter(None, (person.given, person.middle, person.family))) or _("Name not recorded"),
        birth_date=person.birth_date,
        phones=[each.value for each in person.contacts if each.system == "phone"],
        emails=[each.value for each in person.contacts if each.system == "email"],
        address=", ".join(filter(None, (*address.lines.splitlines(), address.postal_code, address.city)))
        if address
        else "",
        alike=alike,
        people=alike_rows(alike, at=at),
        left=row.batch.rows.to_review().count(),
    )
