"""Fields: who reads what, anywhere, and what nobody sets by putting more into a form than it asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.db import models

from clinics.kit.current import entering
from tests.access.asking import Asking, taken_back
from tests.access.calling import Calling
from tests.access.rows import LETTERS, Row
from tests.access.tables import API, PAGES, fields

PAGES_READ = [row for rows in PAGES.values() for row in rows if row.method == "GET" and not row.asker]
API_READ = [row for row in API if row.method == "GET"]


@pytest.fixture(scope="module")
def read(place, asking, calling) -> dict[str, list[tuple[str, str]]]:
    """All that each role is ever answered, by letter: where, and the text."""
    return {letter: [*_pages(asking, letter), *_api(calling, letter)] for letter in LETTERS}


def _pages(asking: Asking, letter: str) -> list[tuple[str, str]]:
    rows = [row for row in PAGES_READ if letter not in row.only_own]
    return [(str(row), asking.ask(letter, row).text) for row in rows]


def _api(calling: Calling, letter: str) -> list[tuple[str, str]]:
    return [(str(row), calling.ask(letter, row).text) for row in API_READ]


@pytest.mark.parametrize("field", fields.READ, ids=lambda field: field.name)
def test_a_field_is_read_by_exactly_those_who_may(read, field):
    seen = {letter: [where for where, text in read[letter] if field.word in text] for letter in LETTERS}

    too_much = {letter: places for letter, places in seen.items() if places and letter not in field.may}
    too_little = [letter for letter in LETTERS if letter in field.may and not seen[letter]]
    assert (too_much, too_little) == ({}, [])


@pytest.mark.parametrize("name", ["password", "totp", "signing key", "secret at the provider", "data key"])
def test_secrets_are_read_by_nobody(read, place, name):
    with entering(place.clinic):
        word = fields.SECRETS[name]()

    assert len(word) >= 16
    assert [where for texts in read.values() for where, text in texts if word in text] == []


@pytest.mark.parametrize("table", PAGES)
def test_more_than_a_page_asks_changes_nothing(asking, table):
    """What is put into a form beside its fields leaves no trace in any table."""
    found = []
    for row in (row for row in PAGES[table] if row.method == "POST" and (row.allowed or row.only_own) and row.sends):
        plain, more = _written(asking, row, {}), _written(asking, row, extra(asking, row))
        if plain != more:
            found.append(f"{row}: {sorted(plain ^ more)[:4]}")
    assert found == [], "\n".join(found)


def test_more_than_an_operation_takes_is_refused(calling):
    found = []
    for row in (row for row in API if row.sends):
        for name, value in extra(calling, row).items():
            answer = calling.ask((row.allowed or row.only_own)[0], row, **{name: value})
            if answer.status != 422:
                found.append(f"{row}: {name} gets {answer.status}")
    assert found == [], "\n".join(found)


def extra(asked: Any, row: Row) -> dict[str, Any]:
    """What somebody might add: roles, amounts, clinics, states, people."""
    other = str(asked.place.people["Cora"])
    own = {*row.sends, *fields.ALSO_ASKED.get(row.address.rstrip("/").removesuffix("/<uuid:row_id>"), ())}
    return {name: value.format(other=other) for name, value in fields.ADDED.items() if name not in own}


def _written(asking: Asking, row: Row, more: dict[str, Any]) -> set[tuple[Any, ...]]:
    """What the request left in the tables, as far as it is the same each time: no ids, moments or ciphertext."""
    who = row.allowed[0] if row.allowed else row.only_own[0]
    about = row if row.allowed else row.with_own(who)
    with taken_back():
        before = written_rows(asking)
        asking.send(who, about.sending(more))
        return written_rows(asking) - before


def written_rows(asking: Any) -> set[tuple[Any, ...]]:
    """All that stands in the tables of the clinic, as far as it is the same each time."""
    with entering(asking.place.clinic):
        return {
            (model._meta.label, *values)
            for model in apps.get_models()
            if model._meta.app_label in fields.APPS and model._meta.label not in fields.COUNTERS
            for values in model._default_manager.values_list(*_plain(model))
        }


def _plain(model: type[models.Model]) -> list[str]:
    kinds = (models.CharField, models.IntegerField, models.DecimalField, models.BooleanField, models.DateField)
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not isinstance(field, models.DateTimeField) and field.name not in fields.CHANCE
    ] or ["pk"]
