"""Lists refuse what they do not know: leaving a filter out would show everything. To usual values they answer, so that
what looks for holes in them looks at lists and not at refusals."""

import pytest

from tests.access.rows import Row, get
from tests.access.tables import API
from tests.inputs.lists import lists_of_the_api, pages

PAGED = (
    get("billing/invoices/", "OA--FB--"),
    get("billing/uncharged/", "OA---B--"),
    get("patients/<uuid:patient_id>/documents/", "OACSF---"),
    get("settings/mail/", "OA--F---"),
    get("settings/webhooks/deliveries/", "OA------"),
    get("settings/audit/", "OA-----U"),
    get("settings/audit/reviews/", "OA-----U"),
    get("settings/operators/", "OA-----U"),
)
LISTS = (*PAGED, get("patients/", "OACSFBG-"), get("search/", "OACSFBGU"))
UNKNOWN = (
    "sort=family",
    "order_by=password",
    "filter=all",
    "patient__clinic=2",
    "page_size=100000",
    "offset=1",
    "%00=1",
)
NO_PAGES = ("0", "-1", "2.5", "x", "99999", "1" * 5000, "%D9%A1", "1;DROP TABLE", "", "last")
ROWS = [row for row in API if row.method == "GET" and row.address.count("/") == 3 and "<" not in row.address]


def asked(row: Row, query: str) -> Row:
    return get(row.address, row.may, query=query, scopes=row.scopes)


@pytest.mark.parametrize("row", LISTS, ids=str)
def test_a_page_refuses_names_it_does_not_know(asking, row):
    answered = {query: asking.ask("O", asked(row, query)).status for query in UNKNOWN}

    assert asking.ask("O", row).status == 200
    assert set(answered.values()) == {400}, answered


@pytest.mark.parametrize("row", PAGED, ids=str)
def test_a_page_that_is_none_is_not_there(asking, row):
    answered = {number[:20]: asking.ask("O", asked(row, f"page={number}")).status for number in NO_PAGES}

    assert set(answered.values()) == {404}, answered


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_api_refuses_names_and_pages_it_does_not_know(calling, row):
    who = row.allowed[0]
    wrong = [query for query in UNKNOWN if "page_size" not in query] + [
        "page_size=0",
        "page_size=201",
        "page=0",
        "page=x",
    ]
    answered = {query: calling.ask(who, asked(row, query)).status for query in wrong}

    assert set(answered.values()) == {422}, answered


def test_every_page_answers_to_usual_values(asking):
    rows = list(pages())

    answered = {f"{row}?{row.query}": asking.ask("O", row).status for row in rows}

    assert {where: status for where, status in answered.items() if status != 200} == {}
    assert len(rows) > 19


def test_every_list_of_the_api_answers_to_usual_values(calling):
    rows = list(lists_of_the_api())

    answered = {f"{row}?{row.query}": calling.ask("O" if "O" in row.may else "C", row).status for row in rows}

    assert {where: status for where, status in answered.items() if status != 200} == {}
    assert len(rows) > 12
