import pytest

from patients.search_terms.words import joined_names, name_words, sound_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("O'Brien", {"o", "brien", "obrien"}),
        ("O Brien", {"o", "brien", "obrien"}),
        ("Smith-Jones", {"smith", "jones", "smithjones"}),
        ("Smith Jones", {"smith", "jones"}),
        ("Mc Donald", {"mc", "donald", "mcdonald"}),
        ("de la Cruz", {"de", "la", "cruz", "dela", "delacruz", "lacruz"}),
        ("Müller", {"muller", "mueller"}),
        ("Åse Groß", {"ase", "gross", "aase", "asegross"}),
        ("J.R.", {"j", "r", "jr"}),
        ("王小明", {"王小明", "小明", "明"}),
        ("Feest3", {"feest3"}),
        ("  ", set()),
    ],
)
def test_a_name_is_found_by_these_words(name, words):
    assert set(name_words(name)) == words


def test_a_family_name_and_a_given_name_are_joined_where_they_are_written_so():
    assert set(joined_names("김", "철수")) == {"김철수", "철수", "수"}
    assert joined_names("Kim", "Chul") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("smith", "smyth"),
        ("schmidt", "smith"),
        ("catherine", "katherine"),
        ("kathryn", "katrin"),
        ("meyer", "maier"),
        ("phillips", "filips"),
        ("stephen", "steven"),
        ("sean", "shawn"),
        ("garcia", "garsia"),
        ("lee", "leigh"),
        ("rodriguez", "rodrigues"),
        ("jimenez", "gimenez"),
    ],
)
def test_names_that_sound_alike_have_one_sound(one, other):
    assert sound_of(one) == sound_of(other) is not None


@pytest.mark.parametrize("word", ["иван", "王", "o", "s99", ""])
def test_only_latin_words_have_a_sound(word):
    assert sound_of(word) is None
