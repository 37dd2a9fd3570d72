"""The API: each line of its table, asked by people with a program, by programs alone, and by strangers."""

import pytest

from tests.access.asking import fault_of_allowed
from tests.access.calling import Calling, allowed_cells, refused_cells
from tests.access.rows import Row
from tests.access.tables import api

PARTS = 3  # the table in equal parts, one test each


@pytest.mark.parametrize("part", range(PARTS))
def test_whoever_may_gets_the_record(calling, part):
    faults = [
        f"{row}: {who} {fault}"
        for row in api.ROWS[part::PARTS]
        for who, asked in allowed_cells(row)
        if (fault := fault_of_allowed(asked, calling.ask(who, asked), calling.place))
    ]

    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("part", range(PARTS))
def test_whoever_may_not_is_refused(calling, part):
    faults = [
        f"{row}: {who} {fault}"
        for row in api.ROWS[part::PARTS]
        for who, status in refused_cells(row)
        if (fault := fault_of_refusal(calling, row, who, status))
    ]

    assert faults == [], "\n".join(faults)


def fault_of_refusal(calling: Calling, row: Row, who: str, status: int) -> str:
    answer = calling.ask(who, row)
    shown = [word for words in calling.place.MARKERS.values() for word in words if word in answer.text]
    if answer.status != status or shown:
        return f"should be refused with {status}, and got {answer.status} {shown} {answer.text[:200]}"
    return (
        "" if answer.headers["Content-Type"] == "application/problem+json" else "is refused without a problem document"
    )
