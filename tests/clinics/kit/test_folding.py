import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinics.kit.folding import fold, is_ideographic, parts, spelt_out


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("María", "maria"),
        ("Groß", "gross"),
        ("Łukasz", "lukasz"),
        ("Søren", "soren"),
        ("Ægir", "aegir"),
        ("Þóra", "thora"),
        ("İstanbul", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("ﬁona", "fiona"),
        ("ＡＮＮＡ", "anna"),
        ("Алёна", "алена"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("김철수", "김철수"),
        ("が", "が"),
        ("٠١٢", "012"),
    ],
)
def test_a_name_is_folded(written, folded):
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_case_does_not_matter(text):
    assert fold(text.upper().lower()) == fold(text.lower().upper().lower())


@pytest.mark.parametrize("name", ["O'Brien", "O’Brien", "O`Brien", "Oʼbrien"])
def test_every_apostrophe_parts_a_name(name):
    assert parts(name) == [["o", "brien"]]


def test_words_written_together_stay_in_one_group():
    assert parts("Ana-María  Smith-Jones y Gil") == [["ana", "maria"], ["smith", "jones"], ["y"], ["gil"]]


def test_vowel_signs_stay_part_of_a_word():
    assert parts("प्रिया शर्मा") == [["प्रिया"], ["शर्मा"]]


def test_only_names_with_such_vowels_are_spelt_out():
    assert [spelt_out(name) for name in ("Müller", "Ångström", "José", "Miller")] == [
        "mueller",
        "aangstroem",
        None,
        None,
    ]


def test_chinese_japanese_and_korean_are_ideographic():
    assert [is_ideographic(text) for text in ("王", "さくら", "김", "Wang", "Иван", "")] == [True] * 3 + [False] * 3
