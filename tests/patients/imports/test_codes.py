import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.imports.codes import CodedColumn, CodeReading
from patients.imports.findings import Ambiguity
from patients.imports.vocabularies import GENDER, MARITAL


def outcome(values, country="US", vocabulary=GENDER, answer=""):
    column = CodedColumn("codes:1", "sex", vocabulary, country)
    for value in values:
        column.add(value)
    reading, decided = column.outcome({"codes:1": answer})
    questions = [found for found in decided if isinstance(found, Ambiguity)]
    return reading, [choice.value for question in questions for choice in question.choices]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("Male", "male"), ("FEMALE", "female"), ("weiblich", "female"), ("Männlich", "male"), ("Mujer", "female"),
        ("Varón", "male"), ("homme", "male"), ("divers", "other"), ("Non-binary", "other"), ("X", "other"),
        ("unknown", "unknown"), ("U", "unknown"),
    ],
)  # fmt: skip
def test_words_for_gender_need_no_scheme(word, code):
    assert CodeReading().parse(word, GENDER) == code


@pytest.mark.parametrize("word", ["", "n/a", "maybe", "M", "1", "girlfriend"])
def test_other_words_are_errors_never_unknown(word):
    with pytest.raises(ValueError, match="unknown"):
        CodeReading().parse(word, GENDER)


@pytest.mark.parametrize(
    ("values", "country", "meanings"),
    [
        ("MF", "US", {"M": "male", "F": "female"}),
        ("mf", "ES", {"m": "male", "f": "female"}),
        ("MW", "DE", {"M": "male", "W": "female"}),
        ("MWD", "DE", {"D": "other"}),
        ("MV", "NL", {"V": "female"}),
        ("HF", "FR", {"H": "male", "F": "female"}),
        ("HM", "ES", {"H": "male", "M": "female"}),
        ("HM", "US", {"H": "male", "M": "female"}),
        ("M", "US", {"M": "male"}),
    ],
)
def test_the_letters_of_a_column_tell_their_meaning(values, country, meanings):
    reading, asked = outcome(values, country)
    assert asked == []
    assert {letter: reading.parse(letter, GENDER) for letter in meanings} == meanings


def test_a_letter_of_two_meanings_is_asked_where_both_are_usual():
    assert outcome("M", "MX")[1] == ["mf", "mw", "mv", "mk", "hm", "refuse"]


def test_digits_are_always_asked():
    assert outcome("12")[1] == ["iso5218", "digits-reversed", "refuse"]
    assert outcome("12", answer="iso5218")[0].parse("2", GENDER) == "female"
    assert outcome("01")[1] == ["iso5218", "one-is-male", "one-is-female", "refuse"]


def test_refused_letters_are_errors():
    reading, asked = outcome("12", answer="refuse")
    assert asked == []
    with pytest.raises(ValueError, match="unknown"):
        reading.parse("1", GENDER)


@pytest.mark.parametrize(
    ("word", "code"),
    [("Never Married", "S"), ("married", "M"), ("verw.", "W"), ("soltera", "S"), ("Separated", "L"), ("UNK", "UNK")],
)
def test_words_for_marital_status(word, code):
    assert CodeReading().parse(word, MARITAL) == code


@pytest.mark.parametrize(
    ("values", "country", "letter", "code"),
    [("MSDW", "US", "W", "W"), ("CSDV", "ES", "C", "M"), ("VLGW", "DE", "V", "M"), ("MSC", "US", "C", "C")],
)
def test_letters_for_marital_status(values, country, letter, code):
    reading, asked = outcome(values, country, MARITAL)
    assert asked == []
    assert reading.parse(letter, MARITAL) == code


def test_married_or_common_law_is_asked_where_spanish_is_spoken():
    assert outcome("CS", "ES", MARITAL)[1] == ["hl7", "es", "refuse"]


@given(st.lists(st.text(max_size=3)), st.sampled_from(["US", "ES", "DE"]), st.sampled_from([GENDER, MARITAL]))
def test_no_values_break_a_column(values, country, vocabulary):
    outcome(values, country, vocabulary)
