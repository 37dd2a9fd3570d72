"""Which host is which clinic: only by its own name, and only at one address."""

from __future__ import annotations

import socket

import pytest

from clinics.kit.current import entering_platform
from clinics.models import Domain
from clinics.staff.permissions import Role
from tests.processes import serving


@pytest.fixture
def own_domain(db, alder) -> str:
    """A host of Alder's own, which redirects to its canonical one."""
    with entering_platform():
        Domain.objects.create(domain="clinic.alder.example", tenant=alder, is_primary=False)
        Domain.objects.filter(domain="clinic.alder.example").update(is_primary=False)
    return "clinic.alder.example"


def test_a_clinic_answers_at_its_host(visit, alder):
    response = visit(alder, Role.FRONT_DESK).get("/")
    assert response.status_code == 200
    assert b"Alder Clinic" in response.content


@pytest.mark.parametrize("written", ["{host}", "{host}.", "{upper}", "{upper}.", "{host}:443", "{host}.:8000"])
def test_case_port_and_trailing_dot_do_not_matter(visit, alder, written):
    host = written.format(host=alder.canonical_host, upper=alder.canonical_host.upper())

    assert visit(alder, Role.FRONT_DESK).get("/", HTTP_HOST=host).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *["nobody.testserver.example", "evil.example", "", "x_y.testserver.example", "127.0.0.1", "[::1]", "localhost"],
        *["a,b", "alder.testserver.example,birch.testserver.example", "alder.testserver.example, evil.example"],
        *["alder.testserver.example..", ".alder.testserver.example", "alder.testserver.example@evil.example"],
        *["alder.testserver.example/x", "alder.testserver.example#x", "alder testserver.example", "alder%2etestserver"],
        *["www.alder.testserver.example", "alder.testserver.example.evil.example", "ALDER", "c_000001", "x" * 300],
    ],
)
def test_any_other_host_is_a_plain_404_that_says_nothing(visit, host):
    response = visit(None).get("/", HTTP_HOST=host)

    assert (response.status_code, response.content) == (404, b"Not found\n")
    assert "Set-Cookie" not in response.headers
    assert "Location" not in response.headers


def test_unknown_and_never_existing_paths_there_look_alike(visit):
    client = visit(None)

    answers = {client.get(path, HTTP_HOST="nobody.example").content for path in ("/", "/admin/", "/api/v1/", "/x")}

    assert answers == {b"Not found\n"}


@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Forwarded-Server"])
def test_a_forwarded_host_is_not_believed(visit, alder, birch, header):
    said = f"host={birch.canonical_host}" if header == "Forwarded" else birch.canonical_host

    response = visit(alder, Role.FRONT_DESK).get("/", headers={header: said})

    assert b"Alder Clinic" in response.content
    assert b"Birch" not in response.content


def test_a_forwarded_host_opens_no_unknown_one(visit, alder):
    assert visit(None).get("/", HTTP_HOST="x.example", HTTP_X_FORWARDED_HOST=alder.canonical_host).status_code == 404


def test_another_host_of_a_clinic_redirects_to_the_canonical_one(visit, alder, own_domain):
    answer = visit(None).get("/patients/?q=ana", HTTP_HOST=own_domain.upper())

    assert (answer.status_code, answer["Location"]) == (308, f"{alder.base_url}/patients/?q=ana")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "head"])
def test_nothing_is_done_at_a_host_that_is_not_canonical(visit, alder, own_domain, method):
    answer = getattr(visit(None), method)("/accounts/login/", HTTP_HOST=own_domain)

    assert (answer.status_code, answer["Location"]) == (308, f"{alder.base_url}/accounts/login/")


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example", "/.evil.example"])
def test_a_redirect_leads_nowhere_else(visit, alder, own_domain, path):
    answer = visit(None).get(path, HTTP_HOST=own_domain)

    assert answer["Location"].startswith(f"{alder.base_url}/")


def test_a_session_of_one_clinic_is_worth_nothing_at_the_other(visit, alder, birch):
    client = visit(alder, Role.FRONT_DESK)
    assert client.get("/", HTTP_HOST=birch.canonical_host).status_code == 302


@pytest.mark.slow
def test_two_host_headers_reach_no_clinic(own_clinic, birch):
    """Sent as bytes, since no library sends them."""
    hosts = (own_clinic.canonical_host, birch.canonical_host)
    with serving() as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        asked = "".join(f"Host: {host}\r\n" for host in hosts)
        line.sendall(f"GET /accounts/login/ HTTP/1.1\r\n{asked}Connection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))

    assert answer.split()[1] in (b"400", b"404")
    assert b"Birch" not in answer
    assert b"Own Clinic" not in answer
