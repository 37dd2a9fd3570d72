"""Pages and their fragments: each line of the tables, asked by everybody."""

import pytest
from django.core.cache import cache

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.access.asking import Asking, allowed_cells, fault_of_allowed, fault_of_refusal, refused_cells, taken_back
from tests.access.rows import Row
from tests.access.tables import PAGES


@pytest.mark.parametrize("table", PAGES)
def test_whoever_may_gets_the_record(asking, table):
    faults = [
        f"{row}: {who} {fault}"
        for row in PAGES[table]
        for who, asked in allowed_cells(row)
        if (fault := fault_of_allowed(asked, asking.ask(who, asked), asking.place))
    ]

    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("table", PAGES)
def test_whoever_may_not_is_refused(asking, table):
    faults = [
        f"{row}{' (fragment)' if fragment else ''}: {who} {fault}"
        for row in PAGES[table]
        for who, fragment in refused_cells(row)
        if (fault := fault_of(asking, row, who, fragment=fragment))
    ]

    assert faults == [], "\n".join(faults)


def refusals_without_trace(asking: Asking, rows: list[Row]) -> list[str]:
    """Lines whose first refused role leaves nothing in the trail that says so."""
    found = []
    for row in rows:
        cache.clear()
        with taken_back():
            answer = asking.send(row.refused[0], row)
            with entering(asking.place.clinic):
                told = AuditEvent.objects.of_request(answer.headers["X-Request-Id"]).filter(event="access.refused")
                if answer.status == 403 and not told.exists():
                    found.append(str(row))
    return found


def test_every_refusal_stands_in_the_trail(asking):
    rows = [row for table in PAGES.values() for row in table if row.refused and row.method == "GET" and not row.door]

    assert len(rows) > 80
    assert refusals_without_trace(asking, rows) == []


def test_a_refusal_without_trace_is_noticed(asking, monkeypatch):
    monkeypatch.setattr("config.observability.refusals.IN_TRAIL", ())
    (row,) = [row for table in PAGES.values() for row in table if str(row) == "GET /settings/sign-in/"]

    assert refusals_without_trace(asking, [row]) == ["GET /settings/sign-in/"]


def fault_of(asking: Asking, row: Row, who: str, *, fragment: bool) -> str:
    answer = asking.ask(who, row, fragment=fragment)
    return fault_of_refusal(row, who, answer, asking.place, fragment=fragment)
