import pytest
from django.template import Context, Template

from clinics.templatetags import ui


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana María López", "AL"),
        ("Plato", "P"),
        ("", ""),
        ("  ", ""),
        ("Ólafur (Óli) Jónsson", "ÓJ"),
        ("李 小龙", "李小"),
    ],
)
def test_initials_are_the_first_letters_of_first_and_last_name(name, letters):
    assert ui.initials(name) == letters


def test_an_icon_is_drawn_inline_and_silent():
    drawn = Template('{% load ui %}{% icon "check" %}').render(Context())

    assert drawn.startswith("<svg")
    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn


def test_captured_markup_stays_markup_and_what_people_typed_stays_text():
    page = Template("{% load ui %}{% capture as body %}<b>{{ name }}</b>{% endcapture %}{{ body }}{{ body }}")

    assert page.render(Context({"name": "<i>"})) == "<b>&lt;i&gt;</b>" * 2
