"""Pages and their fragments: each line of the tables, asked by everybody."""

import pytest

from tests.access.asking import Asking, allowed_cells, fault_of_allowed, fault_of_refusal, refused_cells
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


def fault_of(asking: Asking, row: Row, who: str, *, fragment: bool) -> str:
    answer = asking.ask(who, row, fragment=fragment)
    return fault_of_refusal(row, who, answer, asking.place, fragment=fragment)
