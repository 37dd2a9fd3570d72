from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.search_terms import PersonValues, Rank, matches, parse_query, terms_of

WILLY = PersonValues(
    given="Willy",
    family="Koepp",
    birth_date=date(1977, 4, 11),
    phones=("555-850-7198",),
    emails=("willy@example.org",),
    record_number="ebbb96ce-c538-4ac4",
    identifiers=(("us-ssn", "999-24-3761"), ("drivers-license", "S99990910")),
    country="US",
)
NAMES = st.sampled_from(
    ["Ana", "O'Brien", "Smith-Jones", "Müller", "Groß", "de la Cruz", "王小明", "김", "Иванова", "محمد", "Feest3",
     "X Æ", "D’Angelo", "Søren", "Nguyễn", "Jean-Luc", "Mc Donald", "Þór", "Wolfeschlegelsteinhausen", "Li", "प्रिया"]
)  # fmt: skip
PEOPLE = st.builds(
    PersonValues,
    given=NAMES,
    family=NAMES,
    birth_date=st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    phones=st.tuples(st.from_regex(r"\A[2-9][0-9]{2}-[2-9][0-9]{2}-[0-9]{4}\Z")),
    emails=st.tuples(st.emails()),
    record_number=st.from_regex(r"\A[A-Z]{0,3}[0-9]{1,8}\Z"),
    identifiers=st.tuples(st.tuples(st.just("us-ssn"), st.from_regex(r"\A[0-9]{3}-[0-9]{2}-[0-9]{4}\Z"))),
    country=st.just("US"),
)


def rank(text, person, country="US"):
    """How a person is found: through the index as it will be, then checked."""
    query = parse_query(text, country)
    hit = any(all(group & terms_of(person) for group in groups) for groups in query.attempts)
    return matches(query, person) if hit else None


@pytest.mark.parametrize(
    "text",
    [
        "Koepp Willy", "willy koepp", "Koepp, Willy", "KOEPP", "Mr. Koepp", "Koepp 1977-04-11", "1977-04-11 willy",
        "11/04/1977", "04/11/1977", "4/11/77", "11.4.1977", "1977/4/11", "19770411", "11041977", "11 Apr 1977",
        "11-Apr-1977", "April 11, 1977", "11th april 1977", "11. April 1977", "11 de abril de 1977", "11 avril 1977",
        "555-850-7198", "(555) 850 7198", "+1 555 850 7198", "5558507198", "850-7198", "8507198", "001 555 850 7198",
        "willy@example.org", "Willy@Example.Org", "999-24-3761", "999243761", "999 24 3761", "us-ssn|999-24-3761",
        "ssn: 999-24-3761", "S99990910", "s99 990 910", "ebbb96ce-c538-4ac4", "mrn:ebbb96ce-c538-4ac4",
        "koepp 555-850-7198",
    ],
)  # fmt: skip
def test_a_person_is_found_exactly(text):
    assert rank(text, WILLY) == Rank.EXACT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("koe", Rank.PREFIX),
        ("w koepp", Rank.PREFIX),
        ("wil koepp", Rank.PREFIX),
        ("wili", Rank.SOUND),
        ("kep willi", Rank.SOUND),
    ],
)
def test_the_worst_of_what_was_asked_for_ranks(text, expected):
    assert rank(text, WILLY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "oepp",
        "koepp anna",
        "koepp 1977-04-12",
        "555-850-7199",
        "willy@example.com",
        "passport|999-24-3761",
        "999-24-376",
        "",
        " ",
        "-",
        "|",
        "@",
    ],
)
def test_others_are_not_found(text):
    assert rank(text, WILLY) is None


@pytest.mark.parametrize("recorded", ["O'Brien", "O’Brien", "OBrien", "O Brien", "o-brien"])
@pytest.mark.parametrize("typed", ["obrien", "o brien", "O'Brien", "o’brien"])
def test_an_apostrophe_may_be_there_or_not(recorded, typed):
    assert rank(typed, PersonValues(given="Ann", family=recorded)) == Rank.EXACT


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("brien", "O'Brien"), ("smith", "Smith-Jones"), ("jones", "Smith-Jones"), ("jones smith", "Smith-Jones"),
        ("smithjones", "Smith-Jones"), ("smith-jones", "Smith Jones"), ("mueller", "Müller"), ("muller", "Müller"),
        ("Müller", "Mueller"), ("MÜLLER", "Muller"), ("gross", "Groß"),
        ("delacruz", "de la Cruz"), ("cruz", "de la Cruz"), ("mary ann", "Maryann"), ("lukasz", "Łukasz"),
        ("soeren", "Søren"), ("王", "王小明"),
        ("小明", "王小明"),
        ("алена", "Алёна"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_find_each_other(typed, recorded):
    assert rank(typed, PersonValues(given=recorded)) is not None


def test_a_chinese_name_typed_in_one_word_finds_its_two_fields():
    assert rank("王小明", PersonValues(family="王", given="小明")) == Rank.EXACT


def test_a_number_of_another_country_is_found_as_it_is_dialled_there():
    assert rank("020 7946 0958", PersonValues(phones=("+44 20 7946 0958",), country="US")) == Rank.EXACT


def test_a_name_of_one_letter_is_found():
    assert rank("o", PersonValues(given="O", family="Neill")) == Rank.EXACT


def test_a_title_can_be_a_name():
    assert rank("Miss", PersonValues(family="Miss")) == Rank.EXACT


def test_attempts_go_from_spelling_to_sound():
    strict, loose = parse_query("koepp", "US").attempts
    assert strict[0] < loose[0]


def test_nothing_typed_asks_for_nothing():
    assert parse_query(" . ", "US").is_empty
    assert not parse_query("a", "US").is_empty


def test_a_long_text_is_cut_and_asks_for_at_most_ten_groups():
    query = parse_query("ab cd " * 100, "US")
    assert max(len(groups) for groups in query.attempts) == 10


@given(PEOPLE)
def test_everybody_is_found_by_each_thing_that_is_known(person):
    assert rank(f"{person.family} {person.given}", person) == Rank.EXACT
    assert rank(person.birth_date.isoformat(), person) == Rank.EXACT
    assert rank(person.phones[0], person) == Rank.EXACT
    assert rank(person.emails[0], person) == Rank.EXACT
    assert rank(person.record_number, person) == Rank.EXACT
    assert rank(person.identifiers[0][1], person) == Rank.EXACT


@given(PEOPLE, st.integers(2, 30))
def test_everybody_is_found_by_the_beginning_of_a_name(person, length):
    assert rank(person.family[:length], person) in {Rank.EXACT, Rank.PREFIX}


@given(st.one_of(st.text(), st.from_regex(r"[a-z0-9@|:./ '-]{0,40}")), PEOPLE)
def test_whoever_matches_is_hit_by_the_index(text, person):
    query = parse_query(text, "US")
    if matches(query, person) is not None and len(text.strip()) > 1:
        typed_letters_only = all(want.is_single_letter for want in query.wants)
        hit = any(all(group & terms_of(person) for group in groups) for groups in query.attempts)
        assert hit or typed_letters_only
