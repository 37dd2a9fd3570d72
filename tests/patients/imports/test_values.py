import pytest

from patients.imports.fields import Field
from patients.imports.values import content_target, flag, is_nothing, says_nothing


@pytest.mark.parametrize("text", ["", "-", "--", "N/A", "n.a.", "NULL", "none", ".", "k. A.", "?"])
def test_some_words_say_that_nothing_is_recorded(text):
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["unknown", "0", "Nancy", "no"])
def test_others_say_something(text):
    assert not is_nothing(text)


def test_null_and_none_are_names():
    assert not says_nothing(Field.FAMILY, "Null")
    assert says_nothing(Field.PHONE, "Null")


def test_unknown_is_a_value_where_there_is_a_code_for_it():
    assert says_nothing(Field.PHONE, "Unknown")
    assert not says_nothing(Field.GENDER, "Unknown")


@pytest.mark.parametrize(
    ("text", "expected"), [("Yes", True), ("verstorben", True), ("0", False), ("alive", False), ("2001", None)]
)
def test_flags_are_words(text, expected):
    assert flag(text) is expected


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (["a@example.org", "b@example.org"], Field.EMAIL),
        (["male", "female"], Field.GENDER),
        (["617-555-0123", "(617) 555-0124"], Field.PHONE),
        (["1980-01-01", "2 Feb 1990"], Field.BIRTH_DATE),
        (["Boston", "Quincy"], None),
        ([], None),
    ],
)
def test_some_values_tell_what_they_are(values, field):
    target = content_target(values)
    assert (target.field if target else None) == field
