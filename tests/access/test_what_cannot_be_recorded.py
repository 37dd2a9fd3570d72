"""What cannot be recorded is not done: each line that leaves a trace, asked while the trail takes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError

from clinics.audit.models.event import AuditEventQuerySet
from tests.access.asking import taken_back
from tests.access.rows import Row
from tests.access.tables import API, PAGES
from tests.access.test_fields import written_rows

WRITING = [row for rows in PAGES.values() for row in rows if row.method == "POST" and row.traces]
CALLED = [row for row in API if row.method != "GET" and row.traces]
BROKEN = 500


@contextmanager
def nothing_is_recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_events: object, **_told: object) -> None:
        raise DatabaseError("the trail takes nothing")

    with monkeypatch.context() as patched:
        patched.setattr(AuditEventQuerySet, "append", refuse)
        yield


def faults(asked: Any, rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lines that say that it was done, or did it."""
    found = []
    for row in rows:
        who = (row.allowed or row.only_own)[0]
        about = row if row.allowed else row.with_own(who)
        with taken_back():
            before = written_rows(asked)
            with nothing_is_recorded(monkeypatch):
                status = _status(asked, who, about)
            left = written_rows(asked) - before
        if status < BROKEN or left:
            found.append(f"{row} {who}: {status}, left {sorted(map(str, left))[:3]}")
    return found


def _status(asked: Any, who: str, row: Row) -> int:
    try:
        return int(asked.send(who, row).status)
    except DatabaseError:
        return BROKEN  # as a server answers what nobody catches


@pytest.mark.slow
@pytest.mark.parametrize("part", range(3))
def test_no_page_does_what_cannot_be_recorded(asking, monkeypatch, part):
    found = faults(asking, WRITING[part::3], monkeypatch)

    assert found == [], "\n".join(found)
    assert len(WRITING) > 120


@pytest.mark.slow
def test_no_program_does_what_cannot_be_recorded(calling, monkeypatch):
    found = faults(calling, CALLED, monkeypatch)

    assert found == [], "\n".join(found)
    assert len(CALLED) > 20


@pytest.mark.slow
def test_what_is_done_though_it_is_not_recorded_is_noticed(asking, calling, monkeypatch):
    """The guard itself: a trail that loses what it is told and says nothing."""
    monkeypatch.setattr("tests.access.test_what_cannot_be_recorded.nothing_is_recorded", loses)

    for asked, rows in ((asking, WRITING), (calling, CALLED)):
        [row] = [each for each in rows if each.address in ("patients/new/", "api/v1/patients/")]
        [fault] = faults(asked, [row], monkeypatch)
        assert "patients.Patient" in fault


@contextmanager
def loses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patched:
        patched.setattr(AuditEventQuerySet, "append", lambda *_events, **_told: None)
        yield
