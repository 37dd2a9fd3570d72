"""What the product takes, refuses and limits is told by the product itself; deploy/INPUTS.md has true numbers."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from clinics.kit.refusal import Refusal
from config import reference
from tests.access import tables

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "deploy" / "INPUTS.md").read_text(encoding="utf-8")
HELD = re.compile(r"([\d,.]+|one)\s+\(`([a-z_.]+)\.([A-Z_]+)`\)")
RATES = re.compile(r"(\d+)(?: a minute| without a token) \(`(API_RATE\w*)`\)")
NOT_OURS = {
    "Type": "Amazon's notification, whose signature is checked",
    "scope": "the protocol's, where a person lets a program in",
    "oldpassword": "allauth's form",
    "password1": "allauth's form",
    "password2": "allauth's form",
    "username": "Django's form, which sends people on to sign in",
    "post": "the administration's question whether to delete, which nobody may",
}
MADE = {
    "birth_date_year": "a part of birth_date",
    "birth_date_month": "a part of birth_date",
    "birth_date_day": "a part of birth_date",
    "day-1-0-starts": "a row of hours, one for each day",
    "day-1-0-ends": "a row of hours, one for each day",
    "subjective": "a section of a note, by its kind",
    "site": "of the clinic's, with the others of a booking",
    "type": "of the clinic's, with the others of a booking",
    "role_biller": "one for each role",
    "{user}": "one for each person",
}
"""Names of members that are made as a form is shown."""


@pytest.fixture(scope="module")
def told() -> str:
    return reference.document()


def untrue(page: str) -> list[str]:
    """Numbers of the page that are not those of the product."""
    found = []
    for number, module, name in HELD.findall(page):
        value = getattr(import_module(module), name)
        if Decimal("1" if number == "one" else number.replace(",", "")) != Decimal(str(value)):
            found.append(f"{module}.{name} is {value}, not {number}")
    return [
        *found,
        *(f"{name} is not {rate}" for rate, name in RATES.findall(page) if getattr(settings, name) != f"{rate}/min"),
    ]


def test_each_number_of_the_page_is_the_product_s():
    assert untrue(PAGE) == []
    assert len(HELD.findall(PAGE)) >= 35
    assert len(RATES.findall(PAGE)) == 2
    assert PAGE.count("(`") - len(RATES.findall(PAGE)) - len(HELD.findall(PAGE)) == 1, "one is CLAMAV_ADDRESS"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("500,000 (`patients.imports", "400,000 (`patients.imports"),
        ("one\n  (`config", "two\n  (`config"),
        ("600 a minute", "700 a minute"),
    ],
)
def test_a_number_that_is_not_is_found(old, new):
    assert old in PAGE
    changed = PAGE.replace(old, new)

    assert untrue(changed) != [] or len(HELD.findall(changed)) < len(HELD.findall(PAGE))


def test_every_member_that_a_page_is_sent_is_told(told):
    known = {name for _form, name, _rule in reference.fields()} | {name for _where, name in reference.read_directly()}
    rows = [row for part in tables.PAGES.values() for row in part if not row.address.startswith("api/v1/")]
    sent = {name for row in rows if row.method == "POST" for name in row.sends}

    assert sent - known - set(NOT_OURS) - set(MADE) == set()
    assert sent > known & sent > {"given", "family", "reason"}


def test_each_file_that_may_be_sent_stands_on_the_page():
    reference.load()
    taking = {form for form, name, rule in reference.fields() if rule.startswith("a file")}

    assert {form.rpartition(".")[0] for form in taking} == {
        "clinics.home.forms",
        "patients.documents.forms",
        "patients.imports.forms",
    }


def test_what_is_told_is_all_of_it(told):
    for line in (
        "| clinics.home.forms.BrandForm | name | text, max length 120, required |",
        "| document_too_large | The file is larger than 100 MB. Choose a smaller one, or divide it. |",
        "| appointments/views/visits.py | next |",
        "| patients/imports/limits.py:MAX_ROWS | 500000 |",
        "| clinics/api/pages.py:COUNTED | 10000 |",
        "| settings.UPLOAD_MAX_BYTES | 100000000 |",
    ):
        assert line in told
    assert "## What the database keeps true" in told
    assert len(told.splitlines()) > 600


def test_a_planted_field_refusal_and_limit_are_told(tmp_path):
    class Planted(forms.Form):
        many = forms.IntegerField(min_value=2, max_value=7)
        kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
        code = forms.RegexField(r"^[A-Z]{3}$", max_length=3)

    class Refused(Refusal):
        code = "planted"
        sentence = "Something was planted."

    Planted.__module__ = Refused.__module__ = "patients.planted"
    (tmp_path / "patients").mkdir()
    (tmp_path / "patients" / "planted.py").write_text(
        "MOST_SEEDS, SIZE = 12, 3\nLONGEST: int = 5  # metres\nmost = 1\n"
    )

    rules = {name: rule for form, name, rule in reference.fields() if "Planted" in form}
    assert rules == {
        "many": "a whole number, min value 2, max value 7, required",
        "kind": "one of a / b, may be empty",
        "code": "text, max length 3, as ^[A-Z]{3}$, required",
    }
    assert ("planted", "Something was planted.") in set(reference.refusals())
    assert [row for row in reference.limits(tmp_path) if row[0].startswith("patients/")] == [
        ("patients/planted.py:MOST_SEEDS", "12"),
        ("patients/planted.py:LONGEST", "5 (metres)"),
    ]
