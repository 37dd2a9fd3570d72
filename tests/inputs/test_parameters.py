"""Pages answer to the parameters that were written down for them, and refuse all others; whatever is in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from config.middleware import access
from tests.access.rows import Row
from tests.access.tables import API, PAGES
from tests.inputs import strings
from tests.inputs.parameters import PARAMETERS, declared, own_views

OWN = {where for where, _view in own_views()}
ROWS = [
    row for rows in PAGES.values() for row in rows if row.method == "GET" and row.address in OWN and row.answers != 404
]
READING = [row for row in API if row.method == "GET"]
ASKED = [(row, name) for row in ROWS for name in PARAMETERS.get(row.address, "").split()]
UNFIT = ("'", "1;DROP TABLE", "-1", "2.5", "\0", "00000000-0000-7000-8000-000000000000", "9999-99-99", "x" * 5000)
ANSWERED = {200, 204, 302, 304, 400, 404, 422}


def with_query(row: Row, query: str) -> Row:
    return replace(row, query=query)


def faults_of_unknown(asking: Any, rows: list[Row], status: int) -> list[str]:
    """Lines that answer to a parameter nobody wrote down for them."""
    found = []
    for row in rows:
        who = (row.allowed or row.only_own)[0]
        got = asking.ask(who, with_query(row.with_own(who), "sort=family")).status
        found += [] if got == status else [f"{row} gets {got}"]
    return found


def faults_of_value(asking: Any, row: Row, name: str, value: str) -> list[str]:
    who = (row.allowed or row.only_own)[0]
    try:
        asked = with_query(row.with_own(who), f"{name}={quote(value, errors='surrogatepass')}")
        status = asking.ask(who, asked).status
    except Exception as error:  # noqa: BLE001  whatever it is would be a 500
        return [f"{row} ?{name}={value[:40]!r} raises {type(error).__name__}: {str(error)[:120]}"]
    return [] if status in ANSWERED else [f"{row} ?{name}={value[:40]!r} gets {status}"]


def test_each_page_answers_to_the_parameters_that_were_written_down_for_it():
    assert declared() == PARAMETERS
    assert declared("config.urls_platform") == {"accounts/second-factor/": "next"}


def test_no_page_answers_to_others(asking):
    assert len(ROWS) > 80
    assert faults_of_unknown(asking, ROWS, 400) == []


def test_nothing_of_the_api_answers_to_others(calling):
    assert len(READING) > 20
    assert faults_of_unknown(calling, READING, 422) == []


def test_a_page_that_answers_to_others_is_noticed(asking, monkeypatch):
    monkeypatch.setattr(access, "refuse_unknown", lambda _asked, *, known: None)

    assert faults_of_unknown(asking, ROWS[:3], 400)


def test_whatever_is_in_a_parameter_nothing_breaks(asking):
    assert [f for row, name in ASKED for value in UNFIT[:3] for f in faults_of_value(asking, row, name, value)] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_whatever_is_in_any_parameter_nothing_breaks(asking, part):
    texts = (*UNFIT, *strings.SCRIPTS, *strings.QUERIES, *strings.UNICODE, *strings.CONTROL, *strings.NUMBERS)

    assert [
        fault for row, name in ASKED[part::4] for text in texts for fault in faults_of_value(asking, row, name, text)
    ] == []
