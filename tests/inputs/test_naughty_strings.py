"""Every text field of pages and of the API takes what is typed, or says what is wrong with it; nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache

from tests.access.rows import Row
from tests.access.tables import API, PAGES
from tests.inputs import strings
from tests.inputs.taken import TYPED, fields_of, members_of, with_text

REFUSED = {200, 302, 400, 404, 409, 410, 412, 413, 415, 422}
FORMS = [row for rows in PAGES.values() for row in rows if row.method == "POST"]
PACED = "accounts/"  # every try there costs a password's hash: a few do
SAMPLES = "gallery/"  # forms that show what forms look like, and take nothing
READ = [
    row
    for rows in PAGES.values()
    for row in rows
    if row.method == "GET" and row.answers == 200 and not row.address.startswith("api/")
]
BODIES = [row for row in API if row.method in ("POST", "PATCH") and members_of(row)]


@pytest.fixture(scope="module")
def rendered(asking) -> dict[str, dict[str, str]]:
    """The fields of every form that stands at the address to which it is sent, by its route."""
    own = {row.address for row in FORMS}
    return on_pages(asking, [row for row in READ if row.address in own])


def on_pages(asking: Any, rows: list[Row]) -> dict[str, dict[str, str]]:
    """The fields of all forms that these lines show."""
    pages = []
    for row in rows:
        who = (row.allowed or row.only_own)[0]
        about = row.with_own(who)
        answer = asking.ask(who, about)
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            pages.append((asking.place.address_of(about).partition("?")[0], answer.text))
    return fields_of(pages)


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


def faults_of(asked: Any, row: Row, text: str, said: dict[str, Any], name: str = "") -> list[str]:
    """What is wrong with the answer to this line, when it sends this; nothing when all is well."""
    who = (row.allowed or row.only_own)[0]
    cache.clear()  # whoever tries to sign in again and again would be told to wait
    try:
        answer = asked.ask(who, row.with_own(who).sending(said))
    except UnicodeEncodeError:
        return []  # the client cannot send it, and no browser does
    except Exception as error:  # noqa: BLE001  whatever it is would be a 500
        return [f"{row} {name}: {text[:40]!r} raises {type(error).__name__}: {str(error)[:120]}"]
    if answer.status not in REFUSED | {row.answers}:
        return [f"{row} {name}: {text[:40]!r} gets {answer.status}"]
    is_page = "json" not in answer.headers.get("Content-Type", "")
    runs = strings.MARK in text and "<" in text and text in answer.text and is_page
    return [f"{row} {name}: {text!r} stands on the page as it was typed"] if runs else []


def words_of(row: Row) -> list[str]:
    return [name for name, value in row.sends.items() if isinstance(value, str) and not value.startswith("{")]


def of_form(row: Row, rendered: dict[str, dict[str, str]]) -> dict[str, str]:
    """The fields of the form of this line by name, with their kinds: what is rendered, and what the line sends."""
    return dict.fromkeys(words_of(row), "text") | rendered.get(row.address, {})


def typed_into(row: Row, rendered: dict[str, dict[str, str]], text: str) -> dict[str, Any]:
    """Everything a person could type into, filled with this."""
    more = {name: text for name, kind in of_form(row, rendered).items() if kind in TYPED and name not in row.sends}
    return with_words(row.sends, text) | more


def sent_by_program(row: Row, text: str) -> dict[str, Any]:
    """The body of this line with the text in all that holds words, also in what the line leaves out."""
    more = {name: with_text(each, text) for name, each in members_of(row).items() if name not in row.sends}
    return with_words(row.sends, text) | more


def test_forms_and_bodies_are_found_with_what_they_take(rendered):
    typed = [name for fields in rendered.values() for name, kind in fields.items() if kind in TYPED]

    assert len(typed) > 100
    assert sum(len(members_of(row)) for row in BODIES) > 90


@pytest.mark.slow
def test_forms_that_stand_on_other_pages_are_sent_by_a_line(asking, rendered):
    lines = {row.address: {*row.sends, *of_form(row, rendered)} for row in FORMS}

    unsent = [
        f"{route} {name}"
        for route, fields in on_pages(asking, [row for row in READ if not row.address.startswith(SAMPLES)]).items()
        for name, kind in fields.items()
        if kind in TYPED and name not in lines.get(route, ())
    ]

    assert unsent == []


def test_a_field_that_no_line_sends_is_found():
    page = '<form method="post"><input name="given"><textarea name="remark"></textarea></form><input name="q">'

    assert fields_of([("/patients/new/", page)]) == {"patients/new/": {"given": "text", "remark": "textarea"}}


@pytest.mark.parametrize("part", range(4))
def test_forms_take_or_refuse_a_few(asking, rendered, part):
    assert [
        f
        for row in FORMS[part::4]
        if words_of(row) or set(of_form(row, rendered).values()) & TYPED
        for text in strings.FEW
        for f in faults_of(asking, row, text, typed_into(row, rendered, text))
    ] == []


def test_programs_may_send_a_few(calling):
    assert [
        f for row in BODIES for text in strings.FEW for f in faults_of(calling, row, text, sent_by_program(row, text))
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_each_field_of_a_form_takes_or_refuses_everything(asking, part):
    assert [
        f
        for row in FORMS[part::8]
        if not row.address.startswith(PACED)
        for name in words_of(row)
        for text in strings.ALL
        for f in faults_of(asking, row, text, with_words(row.sends, text, name), name)
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_each_member_of_a_body_takes_or_refuses_everything(calling, part):
    assert [
        f
        for row in BODIES[part::4]
        for name in words_of(row) or [""]
        for text in strings.ALL
        for f in faults_of(calling, row, text, with_words(row.sends, text, name), name)
    ] == []


@pytest.mark.slow
@pytest.mark.parametrize("value", [5, None, True, [[]], {"a": {}}, [None]], ids=repr)
def test_a_member_of_another_kind_is_refused_and_breaks_nothing(calling, value):
    assert [
        f
        for row in BODIES
        if not any(isinstance(each, tuple) for each in row.sends.values())
        for name in members_of(row)
        for f in faults_of(calling, row, repr(value), {name: value}, name)
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
