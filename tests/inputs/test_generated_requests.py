"""Requests made up from the OpenAPI document, sent with a real token: no failure, no status it does not tell."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings

from clinics.api.reading import document
from tests.access.asking import taken_back
from tests.access.calling import Calling
from tests.factories.tokens import ALL

pytestmark = pytest.mark.slow
EXAMPLES = 40
ARGUMENT = re.compile(r"\{(\w+)\}")
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(document()).get_all_operations()]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_what_the_document_allows_to_send_is_answered_as_it_says(calling, operation):
    told = set(operation.definition.raw["responses"])
    odd: dict[str, str] = {}

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        answer = _sent(calling, case)
        if str(answer.status_code) not in told:
            odd.setdefault(f"{answer.status_code}", f"{case.body!r:.200} {answer.content[:200]!r}")

    ask()

    assert odd == {}


def test_nobody_is_answered_without_a_token(calling):
    answered = {}
    for operation in OPERATIONS:
        path = _address(calling, operation.path)
        answered[operation.label] = getattr(_web(calling), operation.method)(path).status_code

    assert set(answered.values()) == {401}


def _sent(calling: Calling, case: Any) -> Any:
    """The request, with ids of the clinic's own records, taken back afterwards."""
    path = _address(calling, case.operation.path)
    query = urlencode(case.query or {}, doseq=True, errors="replace")
    headers = {name: value for name, value in (case.headers or {}).items() if value.isascii() and value.isprintable()}
    headers["Authorization"] = f"Bearer {calling.token(' '.join(ALL))}"
    body = {}
    if isinstance(case.body, (dict, list, str, int, float)):
        sent = json.dumps(case.body).encode("utf-8", "surrogatepass")
        body = {"data": sent, "content_type": "application/json"}
    with taken_back():
        return getattr(_web(calling), case.method.lower())(f"{path}?{query}", headers=headers, **body)


def _address(calling: Calling, path: str) -> str:
    return ARGUMENT.sub(lambda found: str(calling.place.argument(found[1], path)), path)


def _web(calling: Calling) -> Client:
    host = calling.place.clinic.canonical_host
    return Client(SERVER_NAME=host, HTTP_HOST=host)
