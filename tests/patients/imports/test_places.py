import pytest
from hypothesis import given
from hypothesis import strategies as st

from patients.imports.places import country_code, language_tag


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("US", "US"), ("us", "US"), ("USA", "US"), ("U.S.A.", "US"), ("United States", "US"), ("Estados Unidos", "US"),
        ("Deutschland", "DE"), ("Alemania", "DE"), ("DEU", "DE"), ("D", "DE"), ("England", "GB"), ("Österreich", "AT"),
        ("España", "ES"), ("Côte d'Ivoire", "CI"), ("Korea", "KR"), ("Türkiye", "TR"), ("Kenya", "KE"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_name_and_code(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "XX", "ZZ", "Atlantis", "001", "EU", "Europe"])
def test_what_is_no_country_is_an_error(text):
    with pytest.raises(ValueError):
        country_code(text)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("English", "en"), ("Russian (Russia)", "ru-RU"), ("German (Germany)", "de-DE"), ("Chinese", "zh"),
        ("Spanish", "es"), ("español", "es"), ("Deutsch", "de"), ("Inglés", "en"), ("中文", "zh"), ("en", "en"),
        ("eng", "en"), ("ger", "de"), ("en-US", "en-US"), ("en_us", "en-US"), ("zh-Hant-TW", "zh-Hant-TW"),
        ("Spanish; Castilian", "es"), ("English, US", "en-US"), ("Chinese (Mandarin)", "zh"), ("Cantonese", "yue"),
        ("Farsi", "fa"), ("ASL", "ase"), ("Portuguese (Brazil)", "pt-BR"),
    ],
)  # fmt: skip
def test_a_language_is_known_by_name_and_tag(text, tag):
    assert language_tag(text) == tag


@pytest.mark.parametrize("text", ["", "Klingonish", "xx-YY", "Italian/French", "yes", "123"])
def test_what_is_no_language_is_an_error(text):
    with pytest.raises(ValueError):
        language_tag(text)


@given(st.text(max_size=30))
def test_no_text_breaks_them(text):
    for read in (country_code, language_tag):
        try:
            assert read(text)
        except ValueError:
            continue
