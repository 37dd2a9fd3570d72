"""One row to one person, or to the reasons why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from clinics.kit.phones import read_phone
from patients.imported_person import ImportedAddress, ImportedIdentifier, ImportedPerson, ImportedPhone
from patients.imports.date_columns import OLDEST
from patients.imports.dates import DateReading
from patients.imports.fields import Field
from patients.imports.full_names import NameParts, take_apart
from patients.imports.mapping import Assignment, Mapping
from patients.imports.places import country_code, language_tag
from patients.imports.problems import RowProblem
from patients.imports.records import Record
from patients.imports.survey import VOCABULARIES, Readings
from patients.imports.values import NAMES, flag, is_email, says_nothing

LONGEST = {Field.ADDRESS: 500, Field.FULL_NAME: 300, Field.EMAIL: 254}
LONGEST_VALUE = 150
USES = {Field.PHONE: "", Field.PHONE_HOME: "home", Field.PHONE_MOBILE: "mobile", Field.PHONE_WORK: "work"}
SEVERAL_PHONES = re.compile(r"[;/|]|,\s|\bor\b|\bund\b|\boder\b|\by\b|\bo\b|\n", re.IGNORECASE)
SEVERAL_EMAILS = re.compile(r"[;,|\s]+")


class CellError(ValueError):
    """A cell that cannot be read; its code is one of problems.SENTENCES."""


@dataclass(frozen=True)
class RowReader:
    """Reads the rows of one file. `country` (ISO 3166) is the clinic's, `today` its day."""

    mapping: Mapping
    readings: Readings
    country: str
    today: date

    def read(self, record: Record) -> ImportedPerson | list[RowProblem]:
        """The person of a row; or every problem it has, and then nothing of it is imported."""
        if record.problem:
            return [RowProblem("", record.problem, record.line)]
        values: dict[Field, list[object]] = {}
        problems: list[RowProblem] = []
        for assignment in self.mapping.imported:
            cell = record.cells[assignment.index].strip()
            if not cell:
                continue
            try:
                self._take(assignment, cell, values)
            except CellError as error:
                problems.append(RowProblem(assignment.column, str(error), record.line))
        person = self._person(record.line, values)
        problems += self._contradictions(person)
        return problems or person

    def _take(self, assignment: Assignment, cell: str, values: dict[Field, list[object]]) -> None:
        target = assignment.target
        if target is None or says_nothing(target.field, cell):
            return
        if len(cell) > LONGEST.get(target.field, LONGEST_VALUE):
            raise CellError("too_long")
        reader = READERS.get(target.field)
        if target.field == Field.IDENTIFIER:
            found: list[object] = [ImportedIdentifier(target.system, " ".join(cell.split()))]
        elif reader is None:
            found = [_one_line(cell, target.field)]
        else:
            found = reader(self, assignment.index, target.field, cell)
        values.setdefault(target.field, []).extend(found)

    def _person(self, line: int, values: dict[Field, list[object]]) -> ImportedPerson:
        def text(field: Field) -> str:
            return " ".join(str(value) for value in values.get(field, ()) if value)

        whole = next(iter(values.get(Field.FULL_NAME, ())), NameParts())
        parts = whole if isinstance(whole, NameParts) else NameParts()
        deceased = next(iter(values.get(Field.DECEASED, ())), None)
        birth = next(iter(values.get(Field.BIRTH_DATE, ())), None)
        phones = [phone for field in USES for phone in values.get(field, ())]
        return ImportedPerson(
            line=line,
            external_id=text(Field.EXTERNAL_ID),
            record_number=text(Field.RECORD_NUMBER),
            prefix=text(Field.PREFIX) or parts.prefix,
            given=text(Field.GIVEN) or parts.given,
            middle=text(Field.MIDDLE),
            family=text(Field.FAMILY) or parts.family,
            suffix=text(Field.SUFFIX) or parts.suffix,
            preferred=text(Field.PREFERRED),
            birth_date=birth if isinstance(birth, date) else None,
            deceased=True if isinstance(deceased, date) else deceased if isinstance(deceased, bool) else None,
            deceased_on=deceased if isinstance(deceased, date) else None,
            gender=text(Field.GENDER) or None,
            phones=tuple(dict.fromkeys(phone for phone in phones if isinstance(phone, ImportedPhone))),
            emails=tuple(dict.fromkeys(str(email) for email in values.get(Field.EMAIL, ()))),
            address=_address(values, text),
            language=text(Field.LANGUAGE),
            marital_status=text(Field.MARITAL_STATUS),
            identifiers=tuple(
                each for each in values.get(Field.IDENTIFIER, ()) if isinstance(each, ImportedIdentifier)
            ),
        )

    def _contradictions(self, person: ImportedPerson) -> list[RowProblem]:
        problems = []
        if not (person.family or person.given):
            problems.append(RowProblem("", "name_missing", person.line))
        if person.birth_date and person.deceased_on and person.deceased_on < person.birth_date:
            problems.append(RowProblem(self._column(Field.DECEASED), "deceased_before_birth", person.line))
        return problems

    def _column(self, field: Field) -> str:
        return next((each.column for each in self.mapping.imported if each.target and each.target.field == field), "")

    def _date(self, index: int, _field: Field, cell: str) -> list[object]:
        found = _parsed_date(self.readings.dates.get(index, DateReading()), cell, self.today)
        return [found] if found else []

    def _deceased(self, index: int, field: Field, cell: str) -> list[object]:
        said = flag(cell)
        if said is not None:
            return [said]
        try:
            return self._date(index, field, cell)
        except CellError as error:
            raise CellError("not_a_flag_or_date" if str(error) == "not_a_date" else str(error)) from error

    def _code(self, index: int, field: Field, cell: str) -> list[object]:
        try:
            return [self.readings.codes[index].parse(cell, VOCABULARIES[field])]
        except (KeyError, ValueError):
            raise CellError("unknown_word") from None

    def _full_name(self, index: int, field: Field, cell: str) -> list[object]:
        return [take_apart(_one_line(cell, field), self.readings.names.get(index, "given_first"))]

    def _phones(self, _index: int, field: Field, cell: str) -> list[object]:
        whole = read_phone(cell, self.country)
        pieces = [cell] if whole else [piece for piece in SEVERAL_PHONES.split(cell) if piece and piece.strip()]
        found = [read_phone(piece.strip(), self.country) for piece in pieces]
        if not all(found):
            raise CellError("not_a_phone")
        return [ImportedPhone(USES[field], phone.number, phone.extension) for phone in found if phone]

    def _emails(self, _index: int, _field: Field, cell: str) -> list[object]:
        pieces = [piece.removeprefix("mailto:") for piece in SEVERAL_EMAILS.split(cell) if piece]
        if not all(map(is_email, pieces)):
            raise CellError("not_an_email")
        return list(pieces)

    def _lines(self, _index: int, _field: Field, cell: str) -> list[object]:
        return [" ".join(line.split()) for line in cell.splitlines() if line.strip()]

    def _country(self, _index: int, _field: Field, cell: str) -> list[object]:
        try:
            return [country_code(cell)]
        except ValueError:
            raise CellError("unknown_country") from None

    def _language(self, _index: int, _field: Field, cell: str) -> list[object]:
        try:
            return [language_tag(cell)]
        except ValueError:
            raise CellError("unknown_language") from None


READERS: dict[Field, Callable[[RowReader, int, Field, str], list[object]]] = {
    Field.BIRTH_DATE: RowReader._date,
    Field.DECEASED: RowReader._deceased,
    Field.GENDER: RowReader._code,
    Field.MARITAL_STATUS: RowReader._code,
    Field.FULL_NAME: RowReader._full_name,
    Field.EMAIL: RowReader._emails,
    Field.ADDRESS: RowReader._lines,
    Field.COUNTRY: RowReader._country,
    Field.LANGUAGE: RowReader._language,
    **dict.fromkeys(USES, RowReader._phones),
}


@lru_cache(maxsize=4096)
def _parsed_date(reading: DateReading, cell: str, today: date) -> date | None:
    try:
        found = reading.parse(cell, today)
    except ValueError as error:
        raise CellError("century_unclear" if str(error) == "century" else "not_a_date") from error
    if found and found > today:
        raise CellError("date_to_come")
    if found and found.year < today.year - OLDEST:
        raise CellError("date_too_old")
    return found


def _address(values: dict[Field, list[object]], text: Callable[[Field], str]) -> ImportedAddress:
    lines = [str(line) for line in values.get(Field.ADDRESS, ())]
    if house := text(Field.HOUSE_NUMBER):
        lines[:1] = [f"{lines[0]} {house}" if lines else house]
    return ImportedAddress(
        tuple(lines), text(Field.CITY), text(Field.STATE), text(Field.POSTAL_CODE), text(Field.COUNTRY)
    )


def _one_line(cell: str, field: Field) -> str:
    line = " ".join(cell.split())
    if field in NAMES and not any(letter.isalnum() for letter in line):
        return ""
    return line
