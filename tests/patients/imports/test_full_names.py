import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.imports.findings import Ambiguity
from patients.imports.full_names import ORDERS, FullNameColumn, NameParts, take_apart


@pytest.mark.parametrize(
    ("text", "order", "parts"),
    [
        ("Lee, Ann", "given_first", NameParts("", "Ann", "Lee", "")),
        ("Lee, Mrs. Ann Marie", "given_first", NameParts("Mrs.", "Ann Marie", "Lee", "")),
        ("Lee Jr., Bob", "given_first", NameParts("", "Bob", "Lee", "Jr.")),
        ("Ann Lee", "given_first", NameParts("", "Ann", "Lee", "")),
        ("Dr. Ann Marie Lee", "given_first", NameParts("Dr.", "Ann Marie", "Lee", "")),
        ("Bob Lee, Jr.", "given_first", NameParts("", "Bob", "Lee", "Jr.")),
        ("Ana de la Cruz", "given_first", NameParts("", "Ana", "de la Cruz", "")),
        ("Ludwig van der Rohe", "given_first", NameParts("", "Ludwig", "van der Rohe", "")),
        ("Ana García López", "given_first_two_families", NameParts("", "Ana", "García López", "")),
        ("Ana García", "given_first_two_families", NameParts("", "Ana", "García", "")),
        ("Lee Ann", "family_first", NameParts("", "Ann", "Lee", "")),
        ("van Dyk Ann Marie", "family_first", NameParts("", "Ann Marie", "van Dyk", "")),
        ("Cher", "given_first", NameParts("", "", "Cher", "")),
        ("Cher", "family_first", NameParts("", "", "Cher", "")),
        ("", "given_first", NameParts()),
    ],
)
def test_a_full_name_is_taken_apart(text, order, parts):
    assert take_apart(text, order) == parts


def outcome(*names, answer=""):
    column = FullNameColumn("names:0", "name")
    for name in names:
        column.add(name)
    return column.outcome({"names:0": answer})


def test_a_comma_says_the_order_itself():
    assert outcome("Lee, Ann", "Ray, Bob", "Cher")[1] == []


def test_without_a_comma_the_order_is_asked_with_samples():
    question = outcome("Ann Lee", "Ray, Bob")[1][0]
    assert isinstance(question, Ambiguity)
    assert [choice.value for choice in question.choices] == list(ORDERS)
    assert question.choices[0].samples == ("Ann Lee → Lee, Ann",)
    assert outcome("Ann Lee", answer="family_first")[0] == "family_first"


@given(st.text(max_size=40), st.sampled_from(sorted(ORDERS)))
def test_no_letter_of_a_name_is_lost(text, order):
    parts = take_apart(text, order)
    assert sorted("".join(parts).replace(" ", "").replace(",", "")) == sorted("".join(text.split()).replace(",", ""))
