"""Each list with a usual value in every parameter, so that it answers; names in braces are rows of the matrix' place.

A parameter that is added needs its value here: a list that answers with a refusal shows nothing to who looks for holes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from clinics.api.reading import document
from tests.access.rows import Row, get
from tests.access.tables import API
from tests.inputs.parameters import PARAMETERS, PERSON

DESIGN = ("gallery/", "branding", "settings/branding/")
"""Pages of colours, which read no table by what is in their address."""
NOT_LISTS = (*DESIGN, "accounts/", "live/", f"{PERSON}notes/")
"""And ways in, what is admitted to be told, and a form for which an owner lacks the right."""
DAY, MOMENT = "2026-11-02", "2026-11-02T09:00:00Z"
BOOKING = {
    "type": "{kind}", "provider": "{provider}", "room": "{room}", "site": "{site}", "patient": "{Ana}",
    "start": "2027-11-02T16:00:00+00:00", "day": "2027-11-02", "minutes": "30", "q": "ruiz",
}  # fmt: skip
TRAIL = {"patient": "ANA-7781", "request": "b7e1", "who": "", "what": "reads"}
USUAL = {
    "q": "ruiz",
    "page": "1",
    "since": "2026-01-01",
    "until": "2026-12-31",
    "before": MOMENT,
    "show": "list",
    "with_lists": "on",
    "family": "on",
    "other": "{Bea}",
    "state": "open",
}
OF_ONE = {
    "": {"since": MOMENT},
    "calendar/": {"by": "room", "day": DAY, "show": "list", "since": MOMENT, "site": "{site}", "view": "day"},
    "appointments/new/": BOOKING,
    "appointments/new/people/": BOOKING,
    "settings/mail/": {"purpose": "invitation", "state": "trouble"},
    "settings/webhooks/deliveries/": {"endpoint": "{webhook}", "kind": "note.signed", "state": "waiting"},
    "settings/audit/": TRAIL,
    "settings/audit/export/": TRAIL,
}
"""Values of one page, where they are others than the usual ones."""
ROWS = {"patient": "{Ana}", "provider": "{provider}", "location": "{site}", "type": "{kind}", "actor": "{user}"}
MOMENTS = dict.fromkeys(("from", "until", "occurred_from", "at_from"), MOMENT)
LATER = dict.fromkeys(("occurred_before", "at_before"), "2026-12-02T09:00:00Z")
WORDS = {"q": "ruiz", "event": "patient.registered", "request": "b7e1"}
NAMED = ROWS | MOMENTS | LATER | WORDS
"""Values of the API's parameters where the document gives neither choices nor a kind of number or day."""


def pages() -> Iterator[Row]:
    """Every page that has parameters, with a value in each."""
    for where, names in PARAMETERS.items():
        if not where.startswith(NOT_LISTS):
            told = USUAL | OF_ONE.get(where, {})
            yield get(where, "O", query=_query({name: told[name] for name in names.split()}))


def lists_of_the_api() -> Iterator[Row]:
    """Every list of the OpenAPI document, nested ones too, with a value in each parameter."""
    rows = {as_documented(row.address): row for row in API if row.method == "GET"}
    for path, methods in document()["paths"].items():
        asked = [each for each in methods.get("get", {}).get("parameters", ()) if each["in"] == "query"]
        if asked:
            yield replace(rows[path], query=_query({each["name"]: _fitting(each) for each in asked}))


def as_documented(address: str) -> str:
    """An address of the matrix as the OpenAPI document writes it."""
    return re.sub(r"<\w+:(\w+)>", r"{\1}", f"/{address}")


def _fitting(parameter: dict[str, Any]) -> str:
    name, schema = parameter["name"], parameter["schema"]
    if "enum" in schema:
        return str(next(each for each in schema["enum"] if each))
    formats = {"integer": "1", "date": DAY}
    return formats.get(schema.get("format", schema["type"])) or NAMED[name]


def _query(values: dict[str, str]) -> str:
    return urlencode(values, safe="{}:")
