from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

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


NOW = datetime(2026, 11, 2, 14, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (NOW - timedelta(seconds=20), "now"),
        (NOW - timedelta(minutes=12), "12 min ago"),
        (NOW + timedelta(minutes=12), "in 12 min"),
        (NOW - timedelta(hours=3), "today, 11:30 a.m."),
        (NOW - timedelta(hours=15), "yesterday, 11:30 p.m."),
        (NOW + timedelta(days=1), "tomorrow, 2:30 p.m."),
        (NOW - timedelta(days=9), "Oct. 24, 2026"),
    ],
)
def test_a_moment_is_said_as_people_would(moment, words):
    assert ui.said(moment, NOW) == words


def test_a_moment_is_exact_for_machines_and_on_hover_in_the_clinic_s_zone():
    with timezone.override(ZoneInfo("Europe/Madrid")):
        said = Template("{% load ui %}{% when moment now %}").render(Context({"moment": NOW, "now": NOW}))

    assert 'datetime="2026-11-02T14:30:00+00:00"' in said
    assert 'title="Nov. 2, 2026, 3:30 p.m."' in said
