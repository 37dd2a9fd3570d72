"""Every text field of pages and of the API takes what is typed, or says what is wrong with it; nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.rows import Row
from tests.access.tables import API, PAGES
from tests.inputs import strings

REFUSED = {200, 302, 400, 404, 409, 410, 412, 422}
PACED = ("accounts/", "operators/entry/")  # who tries there again and again is told to wait
FORMS = [
    row
    for rows in PAGES.values()
    for row in rows
    if row.method == "POST" and row.sends and not row.address.startswith(PACED)
]
BODIES = [row for row in API if row.sends and row.method in ("POST", "PATCH")]


def with_words(sends: dict[str, Any], text: str, name: str = "") -> dict[str, Any]:
    """The same with this text in each place where words stand, or in the one of this name."""
    put: dict[str, Any] = {}
    for key, value in sends.items():
        if isinstance(value, dict):
            put[key] = with_words(value, text)
        elif isinstance(value, str) and not value.startswith("{") and name in ("", key):
            put[key] = text
        else:
            put[key] = value
    return put


def faults_of(asked: Any, row: Row, text: str, name: str = "") -> list[str]:
    who = (row.allowed or row.only_own)[0]
    try:
        answer = asked.ask(who, row.sending(with_words(row.sends, text, name)))
    except UnicodeEncodeError:
        return []  # the client cannot send it, and no browser does
    except Exception as error:  # noqa: BLE001  whatever it is would be a 500
        return [f"{row} {name}: {text[:40]!r} raises {type(error).__name__}: {str(error)[:120]}"]
    if answer.status not in REFUSED | {row.answers}:
        return [f"{row} {name}: {text[:40]!r} gets {answer.status}"]
    runs = strings.MARK in text and "<" in text and text in answer.text and "json" not in answer.headers["Content-Type"]
    return [f"{row} {name}: {text!r} stands on the page as it was typed"] if runs else []


def words_of(row: Row) -> list[str]:
    return [name for name, value in row.sends.items() if isinstance(value, str) and not value.startswith("{")]


@pytest.mark.parametrize("part", range(4))
def test_forms_take_or_refuse_a_few(asking, part):
    assert [f for row in FORMS[part::4] for text in strings.FEW for f in faults_of(asking, row, text)] == []


def test_programs_may_send_a_few(calling):
    assert [f for row in BODIES for text in strings.FEW for f in faults_of(calling, row, text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_each_field_of_a_form_takes_or_refuses_everything(asking, part):
    assert [
        f
        for row in FORMS[part::8]
        for name in words_of(row)
        for text in strings.ALL
        for f in faults_of(asking, row, text, name)
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_each_member_of_a_body_takes_or_refuses_everything(calling, part):
    assert [
        f
        for row in BODIES[part::4]
        for name in words_of(row) or [""]
        for text in strings.ALL
        for f in faults_of(calling, row, text, name)
    ] == []


NAMED = next(row for row in BODIES if row.address == "api/v1/patients/" and row.method == "POST")


def test_a_name_is_kept_as_it_was_typed_or_refused(calling):
    """What is stored is what was sent, without blanks around it, whatever it looks like."""
    for text in strings.ALL:
        answer = _named(calling, text)
        if answer is not None and answer.status == 201:
            assert answer.json["family"] == text.strip()


def _named(calling: Any, text: str) -> Any:
    try:
        return calling.ask("O", NAMED.sending({"family": text, "given": "Naughty"}))
    except UnicodeEncodeError:
        return None
