"""No parameter of a list reaches a statement: sqlmap asks a real server, and finds the hole that is put into one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from clinics.kit.current import entering
from tests.access.rows import Row
from tests.access.tables import API
from tests.access.test_records_of_others import ARGUMENT
from tests.access.world import Place
from tests.conftest import AT
from tests.factories.staff import Role
from tests.factories.tokens import bearer
from tests.inputs.lists import lists_of_the_api, pages
from tests.inputs.sqlmap import injections
from tests.processes import Server, serving, session_cookies

pytestmark = pytest.mark.slow

FASTEST = {"API_RATE": "1000000/min"}
THREADS = ("--threads", "4", "--workers", "2")


@pytest.fixture
def place(own_clinic) -> Iterator[Place]:
    """A clinic with a record of each kind, really written: another process reads it."""
    made = Place(own_clinic, AT)
    made.fill()
    yield made
    kept = Path(settings.STORAGES["documents"]["OPTIONS"]["location"])
    shutil.rmtree(kept / own_clinic.schema_name, ignore_errors=True)


def test_nothing_is_found_on_pages(own_clinic, place, tmp_path):
    with serving(*THREADS) as server:
        addresses = asked_of(server, place, list(pages()))
        cookies = "; ".join(f"{name}={value}" for name, value in session_cookies(own_clinic, Role.OWNER).items())
        headers = {"Host": own_clinic.canonical_host, "Cookie": cookies}

        assert len(addresses) > 25
        assert refused(addresses, headers) == {}
        assert injections(addresses, headers=headers, place=tmp_path) == []


def test_nothing_is_found_at_the_api(own_clinic, place, tmp_path):
    with serving(*THREADS, **FASTEST) as server:
        single = [row for row in API if row.method == "GET" and "<" in row.address and not row.query]
        addresses = asked_of(server, place, [*lists_of_the_api(), *single])
        headers = {"Host": own_clinic.canonical_host, "Authorization": f"Bearer {bearer(own_clinic, at=AT)}"}

        assert len(addresses) > 25
        assert refused(addresses, headers) == {}
        assert injections(addresses, headers=headers, place=tmp_path) == []


@pytest.mark.parametrize(("asked", "hole"), [("?status=current", "status"), ("{document}*/", "#1*")])
def test_a_hole_is_found(own_clinic, place, tmp_path, asked, hole):
    with serving(*THREADS, application="tests.inputs.injectable:application", **FASTEST) as server:
        address = f"http://127.0.0.1:{server.port}/api/v1/documents/{place.told(asked)}"
        headers = {"Host": own_clinic.canonical_host, "Authorization": f"Bearer {bearer(own_clinic, at=AT)}"}

        assert injections([address], headers=headers, place=tmp_path) == [f"{address.replace('*', '')} {hole}"]


def asked_of(server: Server, place: Place, rows: list[Row]) -> list[str]:
    """Addresses of these lines: one with its parameters, and one for each id in its path, which sqlmap's star marks."""
    found = []
    with entering(place.clinic):
        for row in rows:
            if row.query:
                found.append(place.address_of(row))
            plain = replace(row, query="")
            names = ARGUMENT.findall(row.address)
            found += [place.address_of(plain, instead={name: f"{place.value_of(row, name)}*"}) for name in names]
    return [f"http://127.0.0.1:{server.port}{where}" for where in dict.fromkeys(found)]


def refused(addresses: list[str], headers: dict[str, str]) -> dict[str, int]:
    """Addresses that do not answer as they stand: of them sqlmap would see nothing but refusals."""
    with httpx.Client(headers=headers, timeout=60) as web:
        answered = {where: web.get(where.replace("*", "")).status_code for where in addresses}
    return {where: status for where, status in answered.items() if status != 200}
