"""No parameter of a list reaches a statement: sqlmap asks a real server, and finds the hole that is put into one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings

from clinics.api.reading import document
from clinics.kit.current import entering
from tests.conftest import AT
from tests.factories import documents, patients
from tests.factories.staff import Role, acting
from tests.factories.tokens import bearer
from tests.inputs.parameters import PARAMETERS, PERSON
from tests.inputs.sqlmap import injections
from tests.processes import Server, serving, session_cookies

pytestmark = pytest.mark.slow

NOBODY = "00000000-0000-7000-8000-000000000000"
NOT_LISTS = ("gallery/", "branding", "settings/branding/", "accounts/", "live/", f"{PERSON}notes/")
USUAL = {
    "page": "1",
    "q": "ruiz",
    "before": "2026-11-02T09:00:00Z",
    "topic": "calendar:1",
    "state": "open",
    "since": "2026-01-01",
    "until": "2026-12-31",
    "day": "2026-11-02",
    "view": "week",
    "by": "room",
    "show": "list",
    "site": "",
    "start": "2026-11-02T09:00:00Z",
    "minutes": "30",
    "family": "on",
    "with_lists": "on",
    "purpose": "invitation",
    "who": "",
    "what": "reads",
    "request": "1",
    "kind": "",
    "patient": NOBODY,
}
FASTEST = {"API_RATE": "1000000/min"}
THREADS = ("--threads", "4", "--workers", "2")


@pytest.fixture
def record(own_clinic) -> Iterator[str]:
    """The id of a patient with a document."""
    with entering(own_clinic):
        ana = patients.register()
        documents.add(ana, by=acting(Role.CLINICIAN))
    yield str(ana.pk)
    place = Path(settings.STORAGES["documents"]["OPTIONS"]["location"])
    shutil.rmtree(place / own_clinic.schema_name, ignore_errors=True)


def test_nothing_is_found_on_pages(own_clinic, record, tmp_path):
    with serving(*THREADS) as server:
        addresses = pages(server, record)
        cookies = "; ".join(f"{name}={value}" for name, value in session_cookies(own_clinic, Role.OWNER).items())
        headers = {"Host": own_clinic.canonical_host, "Cookie": cookies}

        assert len(addresses) > 15
        assert injections(addresses, headers=headers, place=tmp_path) == []


def test_nothing_is_found_at_the_api(own_clinic, record, tmp_path):
    with serving(*THREADS, **FASTEST) as server:
        addresses = lists_of_the_api(server)
        headers = {"Host": own_clinic.canonical_host, "Authorization": f"Bearer {bearer(own_clinic, at=AT)}"}

        assert len(addresses) > 8
        assert injections(addresses, headers=headers, place=tmp_path) == []


@pytest.mark.usefixtures("record")
def test_a_hole_is_found(own_clinic, tmp_path):
    with serving(*THREADS, application="tests.inputs.injectable:application", **FASTEST) as server:
        address = f"http://127.0.0.1:{server.port}/api/v1/documents/?status=current"
        headers = {"Host": own_clinic.canonical_host, "Authorization": f"Bearer {bearer(own_clinic, at=AT)}"}

        assert injections([address], headers=headers, place=tmp_path) == [f"{address} status"]


def pages(server: Server, patient: str) -> list[str]:
    """Every page that has parameters, with usual values in them."""
    return [
        f"http://127.0.0.1:{server.port}/{where.replace('<uuid:patient_id>', patient)}?"
        + urlencode({name: USUAL.get(name) or NOBODY for name in names.split()})
        for where, names in PARAMETERS.items()
        if not where.startswith(NOT_LISTS)
    ]


def lists_of_the_api(server: Server) -> list[str]:
    """Every list of the OpenAPI document, with a fitting value in each parameter."""
    found = []
    for path, methods in document()["paths"].items():
        asked = [each for each in methods.get("get", {}).get("parameters", ()) if each["in"] == "query"]
        if asked and "{" not in path:
            values = urlencode({each["name"]: fitting(each["schema"]) for each in asked})
            found.append(f"http://127.0.0.1:{server.port}{path}?{values}")
    return found


def fitting(schema: dict) -> str:
    formats = {"uuid": NOBODY, "date": "2026-11-02", "date-time": "2026-11-02T09:00:00Z"}
    if "enum" in schema:
        return str(next(each for each in schema["enum"] if each))
    return formats.get(schema.get("format", ""), "1" if schema.get("type") in ("integer", "number") else "ruiz")
