import pytest

from patients.imports.fields import Field, Target
from patients.imports.headings import is_kept_elsewhere, known_target
from patients.imports.mapping import guess_mapping
from patients.imports.records import Record
from tests.patients.imports.files import Whole


def guess(columns, *rows, country="US", remembered=(), has_heading=True, **answers):
    records = [Record(number, list(row)) for number, row in enumerate(rows, start=2)]
    answers = {key.replace("__", ":"): answer for key, answer in answers.items()}
    mapping, asked = guess_mapping(
        columns, records, country=country, remembered=remembered, has_heading=has_heading, answers=answers
    )
    return mapping.to_json(), {question.key: [choice.value for choice in question.choices] for question in asked}


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("patientFirst_Name", "given"), ("FIRSTNAME", "given"), ("Vorname", "given"), ("Prénom", "given"),
        ("Apellidos", "family"), ("Nachname", "family"), ("Nom de famille", "family"), ("Surname", "family"),
        ("D.O.B.", "birth_date"), ("Geb.-Datum", "birth_date"), ("Fecha de Nacimiento", "birth_date"),
        ("Date de naissance", "birth_date"), ("Sexo", "gender"), ("Geschlecht", "gender"), ("Sex at birth", "gender"),
        ("Tel.", "phone"), ("Handy", "phone_mobile"), ("Teléfono móvil", "phone_mobile"), ("Home Phone", "phone_home"),
        ("E-Mail-Adresse", "email"), ("Correo electrónico", "email"), ("Straße", "address"),
        ("Address Line 2", "address"),
        ("PLZ", "postal_code"), ("ZIP", "postal_code"), ("Código Postal", "postal_code"),
        ("Wohnort", "city"),
        ("Estado", "state"), ("Estado civil", "marital_status"), ("Familienstand", "marital_status"),
        ("Land", "country"),
        ("SSN", "identifier:us-ssn"), ("NHS No.", "identifier:gb-nhs"),
        ("Driver's License", "identifier:drivers-license"),
        ("MRN", "record_number"), ("Nº de historia clínica", None), ("Número de historia", "record_number"),
        ("Patient ID", "external_id"), ("patients.last_name", "family"), ("pt_dob", "birth_date"),
        ("Known as", "preferred"),
    ],
)  # fmt: skip
def test_a_heading_is_known(heading, target):
    assert known_target(heading) == (Target.parse(target) if target else None)


@pytest.mark.parametrize(
    "heading", ["Notes", "Bemerkungen", "Geburtsort", "Last visit", "Emergency contact phone", "Saldo"]
)
def test_what_is_kept_elsewhere_is_not_imported_with_people(heading):
    assert known_target(heading) is None
    assert is_kept_elsewhere(heading)


def test_unknown_columns_are_listed_as_not_imported():
    mapping, _asked = guess_mapping(["family", "zorp"], [], country="US")
    assert [(left.column, left.index) for left in mapping.not_imported] == [("zorp", 1)]


@pytest.mark.parametrize(
    ("columns", "targets"),
    [
        (["Name", "Vorname"], ["family", "given"]),
        (["Nombre", "Apellidos"], ["given", "family"]),
        (["Nom", "Prénom"], ["family", "given"]),
        (["Nome", "Cognome"], ["given", "family"]),
        (["Name", "DOB"], ["full_name", "birth_date"]),
    ],
)
def test_a_name_beside_its_other_part_is_the_missing_part(columns, targets):
    assert guess(columns)[0] == targets


def test_slips_of_the_pen_are_understood():
    assert guess(["Frist Name", "Last Nmae", "Emial"])[0] == ["given", "family", "email"]


def test_an_address_is_recognised_by_its_values():
    assert guess(["family", "zorp"], ["Lee", "a@example.org"], ["Ray", "b@example.org"])[0] == ["family", "email"]


def test_values_that_contradict_the_name_are_asked_about():
    assert guess(["family", "dob"], ["Lee", "Boston"], ["Ray", "Quincy"])[1] == {"column:1": ["birth_date", "none"]}
    assert guess(["family", "dob"], ["Lee", "Boston"], column__1="none") == (["family", "none"], {})


def test_an_id_that_repeats_is_asked_about():
    assert guess(["family", "number"], ["Lee", "1"], ["Ray", "1"])[1] == {"column:1": ["external_id", "none"]}


def test_two_columns_for_one_value_are_asked_about_unless_they_are_equal():
    columns = ["family", "dob", "birthday"]
    assert guess(columns, ["Lee", "1980-01-01", "1981-01-01"])[1] == {"target:birth_date": ["1", "2"]}
    assert guess(columns, ["Lee", "1980-01-01", "1980-01-01"]) == (["family", "birth_date", "none"], {})
    assert guess(columns, ["Lee", "", "1980-01-01"]) == (["family", "none", "birth_date"], {})
    assert guess(columns, ["Lee", "1980-01-01", "1981-01-01"], target__birth_date="2") == (
        ["family", "none", "birth_date"],
        {},
    )


def test_doubled_headings_stay_apart():
    whole = Whole("family,phone,phone,family\nLee,617-555-0123,617-555-0124,Lee\n")
    assert whole.targets == ["family", "phone", "phone", ""]
    assert len(whole.people[0].phones) == 2


def test_a_file_without_heading_is_asked_about_column_by_column():
    rows = (["Lee", "1980-01-01", "a@example.org"], ["Ray", "1990-02-02", "b@example.org"])
    targets, asked = guess(["Column 1", "Column 2", "Column 3"], *rows, has_heading=False)
    assert targets == ["none", "birth_date", "email"]
    assert asked == {
        "column:1": ["birth_date", "none"],
        "column:2": ["email", "none"],
        "target:family": ["0"],
    }


def test_answers_overrule_and_nonsense_is_ignored():
    assert guess(["given", "family"], column__0="preferred")[0] == ["preferred", "family"]
    assert guess(["given", "family"], column__0="nonsense")[0] == ["given", "family"]
    assert guess(["x", "family"], column__0="identifier:passport")[0] == ["identifier:passport", "family"]


def test_a_remembered_mapping_is_believed_and_answers_overrule_it():
    columns = ["zorp", "family"]
    assert guess(columns, remembered=["given", "family"])[0] == ["given", "family"]
    assert guess(columns, remembered=["given", "family"], column__0="none")[0] == ["none", "family"]
    assert guess(columns, remembered=["given"])[0] == ["none", "family"]


def test_medicare_is_another_number_in_australia():
    assert guess(["family", "Medicare Number"], country="AU")[0] == ["family", "identifier:au-medicare"]
    assert guess(["family", "Medicare Number"], country="US")[0] == ["family", "identifier:us-mbi"]


def test_somebody_must_have_a_name():
    assert guess(["dob", "zorp"], ["1980-01-01", "Lee"])[1] == {"target:family": ["1"]}
    assert guess(["dob", "zorp"], ["1980-01-01", "Lee"], target__family="1") == (["birth_date", "family"], {})


@pytest.mark.parametrize("text", ["", "nonsense", "identifier", "identifier:nonsense", "given:us-ssn"])
def test_a_target_is_a_known_field_and_system(text):
    with pytest.raises(ValueError):
        Target.parse(text)


def test_targets_are_written_as_they_are_read():
    for target in (Target(Field.GIVEN), Target(Field.IDENTIFIER, "us-ssn")):
        assert Target.parse(str(target)) == target
        assert target.label
