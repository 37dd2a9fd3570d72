import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.imports import limits, reading
from patients.imports.limits import Unreadable
from patients.imports.reading import Layout, inspect, people_rows

PLAIN = "id,first name,last name,dob\n1,Ann,Lee,1990-01-02\n2,Bob,Ray,1991-02-03\n3,Cy,Dow,1992-03-04\n"


def look(content, country="US", encoding="utf-8", **answers):
    data = content if isinstance(content, bytes) else content.encode(encoding)
    return inspect(io.BytesIO(data), country=country, answers=answers)


def read(content, country="US", encoding="utf-8", **answers):
    data = content if isinstance(content, bytes) else content.encode(encoding)
    layout = inspect(io.BytesIO(data), country=country, answers=answers).layout
    return list(people_rows(io.BytesIO(data), layout))


def found(inspection, key):
    return next(finding.value for finding in inspection.findings if finding.key == key)


def asked(inspection):
    return {question.key: [choice.value for choice in question.choices] for question in inspection.ambiguities}


def test_a_plain_file_is_read_without_a_question():
    inspection = look(PLAIN)
    assert inspection.ambiguities == ()
    assert inspection.layout.columns == ("id", "first name", "last name", "dob")
    assert [found(inspection, key) for key in ("encoding", "separator", "heading")] == ["utf-8", ",", "yes"]
    assert read(PLAIN)[0].cells == ["1", "Ann", "Lee", "1990-01-02"]
    assert [row.line for row in read(PLAIN)] == [2, 3, 4]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_unicode_in_every_dress_reads_the_same(encoding, separator, end):
    content = PLAIN.replace("Ann", "Zoë").replace(",", separator).replace("\n", end)
    assert look(content, encoding=encoding).ambiguities == ()
    assert [row.cells[1] for row in read(content, encoding=encoding)] == ["Zoë", "Bob", "Cy"]


GERMAN = "Nachname;Vorname;Geburtsdatum;Straße\nMüller;Jörg;02.03.1960;Äußere Allee 5\nWeiß;Änne;13.05.1971;Ölgasse 1\n"


@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "cp850"])
def test_german_in_an_old_encoding_is_recognised_by_its_words(encoding):
    inspection = look(GERMAN, country="DE", encoding=encoding)
    assert inspection.ambiguities == ()
    assert found(inspection, "encoding") == encoding
    assert [row.cells[0] for row in read(GERMAN, country="DE", encoding=encoding)] == ["Müller", "Weiß"]


@pytest.mark.parametrize(
    ("country", "encoding", "names"),
    [
        ("ES", "cp1252", ["Núñez", "José", "Peña"]),
        ("ES", "mac-roman", ["Núñez", "José", "Peña"]),
        ("FR", "cp1252", ["Hélène", "François", "Chloé"]),
        ("PL", "cp1250", ["Wójcik", "Dąbrowski", "Łukasz"]),
        ("US", "cp1250", ["Wójcik", "Dąbrowski", "Łukasz"]),
        ("RU", "cp1251", ["Иванов", "Мария", "Пётр"]),
        ("US", "cp1251", ["Иванов", "Мария", "Пётр"]),
        ("IE", "cp1252", ["O’Brien", "Smith–Jones", "Siobhán"]),
    ],
)
def test_names_of_many_countries_keep_their_letters(country, encoding, names):
    content = "family\tgiven\n" + "".join(f"{name}\tAnn\n" for name in names)
    inspection = look(content, country=country, encoding=encoding)
    assert asked(inspection) == {}
    assert [row.cells[0] for row in read(content, country=country, encoding=encoding)] == names


def test_where_two_encodings_both_give_words_it_is_asked_with_samples():
    content = b"family,given\nK\x9aln,Ann\n"
    question = look(content).ambiguities[0]
    readings = {choice.value: choice.samples for choice in question.choices}
    assert readings["cp1252"] == ("Kšln",)
    assert readings["mac-roman"] == ("Köln",)
    inspection = inspect(io.BytesIO(content), country="US", answers={"encoding": "mac-roman"})
    assert inspection.ambiguities == ()
    assert next(people_rows(io.BytesIO(content), inspection.layout)).cells[0] == "Köln"


def test_a_few_damaged_words_in_utf8_are_reported_row_by_row():
    content = "family,given\nMüller,Ann\nGroß,Bea\nJörg,Cy\nÖz,Di\n".encode() + b"J\xf6rg,Al\nLee,Flo\n"
    assert found(look(content), "encoding") == "utf-8"
    assert [(row.line, row.problem) for row in read(content) if row.problem] == [(6, "undecodable")]


def test_where_two_separators_divide_equally_it_is_asked():
    content = "a;b|c\n1;2|3\n4;5|6\n"
    assert set(asked(look(content))["separator"]) == {";", "|"}
    assert look(content, separator=";").layout.columns == ("a", "b|c")


def test_known_headings_decide_between_separators():
    content = "last name;first name;remark\nLee;Ann;a,b\nRay;Bob;c,d\n"
    assert found(look(content), "separator") == ";"


def test_one_column_is_a_table_too():
    assert look("last name\nLee\nRay\n").layout.columns == ("last name",)


def test_a_title_above_the_heading_is_skipped_and_shown():
    inspection = look("Export of patients\n2024-05-01\n\n" + PLAIN)
    assert inspection.preamble == ("Export of patients", "2024-05-01")
    assert inspection.layout.columns[0] == "id"
    assert inspection.first_rows[0].cells[1] == "Ann"


def test_the_note_excel_writes_of_the_separator_is_skipped():
    assert look("sep=;\nid;first name\n1;Ann\n").layout.columns == ("id", "first name")


def test_a_file_without_heading_is_recognised():
    inspection = look("1,Ann,Lee,1990-01-02\n2,Bob,Ray,1991-02-03\n")
    assert found(inspection, "heading") == "no"
    assert inspection.layout.columns == ("Column 1", "Column 2", "Column 3", "Column 4")
    assert len(read("1,Ann,Lee,1990-01-02\n2,Bob,Ray,1991-02-03\n")) == 2


def test_whether_strange_words_are_a_heading_is_asked():
    assert asked(look("foo,bar\nLee,Ann\nRay,Bob\n")) == {"heading": ["yes", "no"]}
    assert len(read("foo,bar\nLee,Ann\nRay,Bob\n", heading="no")) == 3


def test_a_strange_heading_above_dates_is_one():
    assert found(look("foo,bar\nLee,1990-01-02\nRay,1991-02-03\n"), "heading") == "yes"


def test_quotations_hold_separators_quotes_and_line_ends():
    content = 'id,first name,address\n1,"Ann ""A"" Lee","1 Main St\r\nApt 2, rear"\r\n2,Bob,x\r\n'
    assert [(row.line, row.cells) for row in read(content)] == [
        (2, ["1", 'Ann "A" Lee', "1 Main St\r\nApt 2, rear"]),
        (4, ["2", "Bob", "x"]),
    ]


def test_single_quotes_and_backslashes_are_recognised():
    assert read("'id','last name'\n'1','Lee, Ann'\n'2','Ray, Bob'\n")[0].cells == ["1", "Lee, Ann"]
    assert read('id,last name\n1,"Lee \\"Al\\", Ann"\n2,"Ray"\n')[0].cells == ["1", 'Lee "Al", Ann']


def test_a_quote_inside_a_word_is_only_a_quote():
    assert read('id,first name,last name\n1,Robert "Bob,Ray\n2,Ann,Lee\n')[0].cells == ["1", 'Robert "Bob', "Ray"]


def test_a_quotation_that_never_ends_costs_one_row():
    content = 'id,first name,last name\n1,"Ann,Lee\n2,Bob,Ray\n3,Cy,Dow\n'
    assert [(row.line, row.problem) for row in read(content)] == [(2, "unterminated_quote"), (3, ""), (4, "")]


def test_a_forgotten_quote_does_not_swallow_rows_until_the_next_one():
    columns = "id,first name,last name,dob,city,phone\n"
    rows = [f"{n},Ann,Lee,1990-01-02,Rome,555{n:04}\n" for n in range(10)]
    rows[2] = '2,"Ann,Lee,1990-01-02,Rome,5550002\n'
    rows[7] = '7,Ann,Lee,1990-01-02,"Rome, old",5550007\n'
    problems = {row.line: row.problem for row in read(columns + "".join(rows))}
    assert problems == dict.fromkeys(range(2, 12), "") | {4: "unterminated_quote"}


def test_broken_rows_are_reported_and_the_others_read():
    content = (
        PLAIN
        + "4,Di\n5,Ed,Fox,1990-01-02,extra\n6,E\x00d,Fox,1990-01-02\n,,,\n7,Flo,Gil,1990-01-02,,,\n8,Gus,Hay,x"
        + "y" * 10_001
    )
    assert [(row.line, row.problem) for row in read(content)][3:] == [
        (5, "too_few_cells"),
        (6, "too_many_cells"),
        (7, "control_characters"),
        (9, ""),
        (10, "cell_too_long"),
    ]


def test_an_endless_line_is_one_broken_row():
    content = PLAIN + "4," + "x" * 250_000 + "\n5,Ed,Fox,1990-01-02\n"
    assert [(row.line, row.problem) for row in read(content)][3:] == [(5, "row_too_long"), (6, "")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n \r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "spreadsheet"),
        (b"%PDF-1.7", "pdf"),
        (b'{"resourceType": "Bundle"}', "json"),
        (b"<?xml version='1.0'?>", "xml"),
        (b"MSH|^~\\&|", "hl7"),
        (b"\x1f\x8bzip", "compressed"),
    ],
)
def test_what_is_no_table_is_refused_by_name(content, code):
    with pytest.raises(Unreadable) as refused:
        look(content)
    assert refused.value.code == code
    assert str(refused.value)


def test_a_heading_alone_has_no_people():
    assert read("id,first name,last name\n") == []


def test_a_file_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    with pytest.raises(Unreadable, match="larger"):
        look(PLAIN)


def test_too_many_columns_are_refused():
    with pytest.raises(Unreadable, match="200 columns"):
        look(",".join(f"id{n}" for n in range(201)) + "\n" + ",".join("1" for n in range(201)))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_ROWS", 2)
    with pytest.raises(Unreadable, match="2 rows"):
        read(PLAIN)


def test_a_layout_survives_being_kept():
    layout = look(PLAIN).layout
    assert Layout.from_json(layout.to_json()) == layout


def test_the_fingerprint_is_of_the_columns_not_of_how_they_are_written():
    same = look(PLAIN.replace(",", ";").replace("first name", "First_Name")).layout
    assert same.fingerprint == look(PLAIN).layout.fingerprint != look("id,dob\n1,2000-01-01\n").layout.fingerprint


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    try:
        inspection = inspect(io.BytesIO(data), country="US")
    except Unreadable:
        return
    list(people_rows(io.BytesIO(data), inspection.layout))


@given(st.text(alphabet="ab,;\"\n\r'\\\t", max_size=200))
def test_no_row_is_lost_without_being_named(text):
    content = f"first name,last name\n{text}"
    rows = read(content, separator=",", heading="yes")
    assert [row.line for row in rows] == sorted({row.line for row in rows})
