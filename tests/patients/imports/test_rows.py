import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.imported_person import ImportedAddress, ImportedIdentifier, ImportedPerson, ImportedPhone
from patients.imports.mapping import Mapping, guess_mapping
from patients.imports.problems import SENTENCES, RowProblem
from patients.imports.records import Record
from patients.imports.rows import RowReader
from patients.imports.survey import Readings
from tests.patients.imports.files import ENGLISH, GERMAN, SPANISH, TODAY, Whole


def test_an_english_export_becomes_people_without_a_question():
    whole = Whole(ENGLISH)
    assert whole.asked == {}
    assert whole.problems == []
    assert whole.people[0] == ImportedPerson(
        line=2,
        external_id="a-1",
        record_number="007",
        prefix="Ms.",
        given="Ana",
        family="O'Brien",
        birth_date=date(1980, 2, 29),
        gender="female",
        phones=(ImportedPhone("", "+16175550123"),),
        address=ImportedAddress(("1 Main St Apt 2",), "Quincy", "Massachusetts", "02169", "US"),
        language="es",
        marital_status="S",
        identifiers=(ImportedIdentifier("us-ssn", "999-12-3456"),),
    )
    assert (whole.people[1].deceased, whole.people[1].deceased_on) == (True, date(2001, 5, 6))
    assert (whole.people[1].language, whole.people[1].marital_status) == ("ru-RU", "M")
    assert whole.people[1].given == "Feest3"


def test_a_german_export_in_windows_letters_becomes_people():
    whole = Whole(GERMAN, country="DE", encoding="cp1252")
    assert whole.asked == {}
    assert whole.people[0] == ImportedPerson(
        line=2,
        external_id="1",
        prefix="Frau",
        given="Jörg-Änne",
        family="Müller",
        birth_date=date(1960, 3, 2),
        gender="female",
        phones=(ImportedPhone("", "+493023125123"),),
        emails=("anne@example.de",),
        address=ImportedAddress(("Ölgasse 5a",), "Köln", "", "01067", ""),
        marital_status="M",
    )
    assert whole.people[1].phones == (ImportedPhone("mobile", "+491700000000"),)
    assert [left.column for left in whole.mapping.not_imported] == ["Bemerkung"]


def test_a_spanish_export_in_utf16_becomes_people():
    whole = Whole(SPANISH, country="ES", encoding="utf-16")
    assert whole.asked == {}
    maria, jose = whole.people
    assert (maria.given, maria.family, maria.gender, maria.marital_status) == ("María", "Núñez Peña", "female", "M")
    assert (maria.record_number, maria.address.postal_code, maria.address.country) == ("77", "08001", "ES")
    assert maria.identifiers == (ImportedIdentifier("es-dni", "54362315-K"),)
    assert (jose.gender, jose.birth_date) == ("male", date(1980, 3, 2))


def test_dates_of_two_readings_are_asked_and_the_answer_is_used():
    content = "family,dob\nLee,01/02/1980\nRay,03/04/1990\n"
    assert Whole(content).asked == {"dates:1:numeric": ["dmy", "mdy"]}
    answered = Whole(content, dates__1__numeric="mdy")
    assert answered.asked == {}
    assert [person.birth_date for person in answered.people] == [date(1980, 1, 2), date(1990, 3, 4)]


def test_nothing_recorded_is_neither_unknown_nor_none():
    whole = Whole("family,gender,phone,email,dob,marital status,deceased,language\nLee,,n/a,-,0000-00-00,,,\n")
    assert whole.people == [ImportedPerson(line=2, family="Lee")]


def test_unknown_that_was_said_is_kept():
    whole = Whole("family,gender,marital status,language,phone,dob\nLee,unknown,UNK,Unknown,unknown,unknown\n")
    assert whole.people == [
        ImportedPerson(line=2, family="Lee", gender="unknown", marital_status="UNK", language="und")
    ]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("dob", "1980-02-30", "not_a_date"),
        ("dob", "soon", "not_a_date"),
        ("dob", "2027-01-01", "date_to_come"),
        ("dob", "1850-01-01", "date_too_old"),
        ("deceased", "perhaps", "not_a_flag_or_date"),
        ("deceased", "1979-01-01", "deceased_before_birth"),
        ("gender", "girlish", "unknown_word"),
        ("marital status", "complicated", "unknown_word"),
        ("country", "Atlantis", "unknown_country"),
        ("language", "Klingonish", "unknown_language"),
        ("phone", "call my son", "not_a_phone"),
        ("email", "ann at home", "not_an_email"),
        ("city", "x" * 151, "too_long"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_of_its_row_is_imported(column, value, code):
    cells = {"dob": "1980-01-01", "family": "Lee"} | {column: value}
    heading, row = ",".join(cells), ",".join(cells.values())
    good = ",".join("Ray" if name == "family" else "" for name in cells)
    whole = Whole(
        f"{heading}\n{row}\n{good}\n",
        **{f"column__{list(cells).index(column)}": column.replace(" ", "_").replace("dob", "birth_date")},
    )
    assert whole.problems == [(2, column, code)]
    assert [person.family for person in whole.people] == ["Ray"]


def test_every_problem_of_a_row_is_listed():
    whole = Whole("family,gender,email,dob\n,girlish,no,soon\n")
    assert {code for _line, _column, code in whole.problems} == {
        "name_missing",
        "unknown_word",
        "not_an_email",
        "not_a_date",
    }


def test_broken_rows_are_problems_of_the_whole_row():
    assert Whole("id,family,given\n1,Lee\n2,Ray,Bob\n").problems == [(2, "", "too_few_cells")]


def test_several_telephones_and_addresses_in_one_cell_are_taken_apart():
    whole = Whole(
        "family,phone,mobile,email\nLee,617-555-0123 / 617-555-0124,617-555-0125 x9,a@example.org; b@example.org\n"
    )
    assert whole.people[0].phones == (
        ImportedPhone("", "+16175550123"),
        ImportedPhone("", "+16175550124"),
        ImportedPhone("mobile", "+16175550125", "9"),
    )
    assert whole.people[0].emails == ("a@example.org", "b@example.org")


def test_address_columns_become_lines():
    whole = Whole('family,address 1,address 2\nLee,1 Main St,Apt 2\nRay,"c/o Lee\n1 Main St",\n')
    assert [person.address.lines for person in whole.people] == [("1 Main St", "Apt 2"), ("c/o Lee", "1 Main St")]


def test_full_names_are_taken_apart_as_answered():
    content = 'name,dob\nDr. Ana García López,1980-01-01\n"Lee, Bob",1990-01-01\n'
    assert list(Whole(content).asked) == ["names:0"]
    people = Whole(content, names__0="given_first_two_families").people
    assert [(person.prefix, person.given, person.family) for person in people] == [
        ("Dr.", "Ana", "García López"),
        ("", "Bob", "Lee"),
    ]


def test_the_key_of_a_person_is_the_best_there_is():
    one = ImportedPerson(family="Lee", given="Ann", birth_date=date(1980, 1, 1))
    assert ImportedPerson(external_id="1", record_number="2").key == "external:1"
    assert ImportedPerson(record_number="2").key == "record:2"
    assert one.key == ImportedPerson(family="LEE", given="ann", birth_date=date(1980, 1, 1), emails=("a@b.c",)).key
    assert one.key != ImportedPerson(family="Lee", given="Anna", birth_date=date(1980, 1, 1)).key
    assert ImportedPerson(family="Lee", phones=(ImportedPhone("", "1"),)).key != ImportedPerson(family="Lee").key


def test_the_digest_changes_with_any_value_but_the_line():
    one = ImportedPerson(line=2, family="Lee")
    assert one.digest == ImportedPerson(line=9, family="Lee").digest != ImportedPerson(line=2, family="Ray").digest


def test_readings_survive_being_kept():
    readings = Whole(SPANISH, country="ES").survey.readings
    assert Readings.from_json(json.loads(json.dumps(readings.to_json()))) == readings


def test_every_sentence_names_the_column_and_no_value():
    for code in SENTENCES:
        assert RowProblem("dob", code).sentence
        assert "%" not in RowProblem("dob", code).sentence


COLUMNS = tuple(ENGLISH.splitlines()[0].split(","))
MAPPING, _QUESTIONS = guess_mapping(COLUMNS, [], country="US")


@given(st.lists(st.text(max_size=40), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_no_row_breaks_the_reader(cells):
    assert isinstance(MAPPING, Mapping)
    read = RowReader(MAPPING, Readings(), "US", TODAY).read(Record(2, cells))
    assert isinstance(read, ImportedPerson | list)
    if isinstance(read, list):
        assert all(problem.sentence for problem in read)
    else:
        assert read.key
        assert read.digest
