"""Records of others answer exactly like records that do not exist: status, headers and body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from clinics.kit.current import entering
from clinics.staff.models import User
from tests.access.asking import Answer
from tests.access.rows import Row
from tests.access.tables import API, AT_A_CLINIC, PAGES
from tests.access.world import Place
from tests.conftest import AT

ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
LEADING = ("settings/import/<uuid:batch_id>/held/<uuid:held_id>/", "appointments/new/for/<uuid:patient_id>/")
"""Addresses that lead on: a row that is decided, a booking that begins; what they lead to asks again."""
NOT_RECORDS = {"content_type_id", "object_id", "app_label", "url", "purpose", "key", "uidb36"}
UNLIKE = ("X-Request-Id", "Server-Timing", "Date", "Set-Cookie", "Content-Length")
"""Headers that differ from one answer to the next, whatever it says."""
LONG = 6  # a shorter id stands by chance in a drawing, and says nothing in a page
FLEETING = re.compile(r'(csrfmiddlewaretoken"? value=|X-CSRFToken&quot;: &quot;|nonce=|"X-CSRFToken": )"?[\w-]+')


@pytest.fixture(scope="module")
def other_place(place, clinics_by_name) -> Place:
    """Birch, with the same records under other ids."""
    made = Place(clinics_by_name["birch"], AT)
    made.fill()
    made.known["session"] = uuid4()
    with entering(made.clinic):  # colleagues of both clinics have the same ids here, so that a leak can show
        for name in ("user", "gone", "linked"):
            made.known[name] = User.objects.create(email=f"{name}@birch.example", name="Only Birch").pk
    return made


def arguments(row: Row) -> list[str]:
    return [name for name in ARGUMENT.findall(row.address) if name not in NOT_RECORDS]


def of_records(rows: Any) -> list[Row]:
    return [row for row in rows if arguments(row) and not row.address.startswith("admin/")]


def pairs(row: Row, here: Place, there: Place) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """What is tried, with ids of others and with ids of nothing in their place."""
    for name in arguments(row):
        theirs = there.value_of(row, name)
        yield f"{name} of another clinic", {name: theirs}, {name: nothing_like(theirs)}
    if "patient_id" in arguments(row) and len(arguments(row)) > 1:
        child = arguments(row)[-1]
        yield (
            "a record of another patient",
            {"patient_id": here.people["Cora"], child: here.value_of(row, child)},
            {"patient_id": here.people["Cora"], child: uuid4()},
        )


def nothing_like(value: Any) -> Any:
    """An id of the same form that nothing has."""
    if isinstance(value, int):
        return 999_999
    if isinstance(value, str):
        return value[::-1] if not re.fullmatch("[0-9a-f]{32}", value) else uuid4().hex
    return uuid4()


def masked(answer: Answer, ids: dict[str, Any]) -> tuple[int, dict[str, str], str]:
    """The answer without what names the request and the ids that were asked for."""
    hidden = [*(word for word in map(str, ids.values()) if len(word) >= LONG), answer.headers["X-Request-Id"]]

    def plain(text: str) -> str:
        for word in hidden:
            text = text.replace(word, "#")
        return FLEETING.sub("", text)

    headers = {name: plain(value) for name, value in answer.headers.items() if name not in UNLIKE}
    return answer.status, headers, plain(answer.text)


def faults(asked: Any, rows: list[Row], here: Place, there: Place) -> list[str]:
    found = []
    for row in rows:
        who = (row.allowed or row.only_own)[0]
        for tried, ids, nothing in pairs(row, here, there):
            theirs, missing = asked.ask(who, row, instead=ids), asked.ask(who, row, instead=nothing)
            if masked(theirs, ids) != masked(missing, nothing):
                found.append(f"{row}: {tried} gets {theirs.status}, nothing gets {missing.status}")
            elif row.method == "GET" and theirs.status not in (404, 410) and row.address not in LEADING:
                found.append(f"{row}: {tried} gets {theirs.status}")
    return found


def test_pages(asking, other_place):
    rows = of_records([row for table in PAGES.values() for row in table])

    found = faults(asking, rows, asking.place, other_place)

    assert found == [], "\n".join(found)
    assert len(rows) > 120


def test_programs(calling, other_place):
    rows = of_records(API)

    found = faults(calling, rows, calling.place, other_place)

    assert found == [], "\n".join(found)
    assert len(rows) > 30


def test_ids_in_forms_of_another_clinic_are_nobody(asking, calling, other_place):
    """What a form or body names by id is looked for among the clinic's own records, too."""
    found = []
    for row in AT_A_CLINIC:
        named = [name for name, value in row.sends.items() if isinstance(value, str) and value.strip("{}") in NAMED]
        asked = calling if row.scopes else asking
        for name in named:
            theirs = str(getattr(other_place.known[row.sends[name].strip("{}")], "pk", ""))
            answers = [asked.ask(row.allowed[0], row.sending({name: each})) for each in (theirs, str(uuid4()))]
            if answers[0].status != answers[1].status or answers[0].status == row.answers:
                found.append(f"{row}: {name} of another clinic gets {answers[0].status}, nobody {answers[1].status}")
    assert found == [], "\n".join(found)


NAMED = {"Ana", "Bea", "Cora", "kind", "provider", "site"}
