"""Which host is which clinic."""

import pytest

from clinics.staff.permissions import Role


def test_a_clinic_answers_at_its_host(visit, alder):
    response = visit(alder, Role.FRONT_DESK).get("/")
    assert response.status_code == 200
    assert b"Alder Clinic" in response.content


def test_an_upper_case_host_with_a_dot_is_the_same_clinic(visit, alder):
    client = visit(alder, Role.FRONT_DESK)
    assert client.get("/", HTTP_HOST=f"{alder.canonical_host.upper()}.").status_code == 200


@pytest.mark.parametrize("host", ["nobody.testserver.example", "evil.example", "a,b", "", "x_y.testserver.example"])
def test_an_unknown_host_is_a_plain_404(visit, host):
    response = visit(None).get("/", HTTP_HOST=host)
    assert response.status_code == 404
    assert response.content == b"Not found\n"


def test_a_forwarded_host_is_not_believed(visit, alder, birch):
    client = visit(alder, Role.FRONT_DESK)
    response = client.get("/", HTTP_X_FORWARDED_HOST=birch.canonical_host)
    assert b"Alder Clinic" in response.content


def test_a_session_of_one_clinic_is_worth_nothing_at_the_other(visit, alder, birch):
    client = visit(alder, Role.FRONT_DESK)
    assert client.get("/", HTTP_HOST=birch.canonical_host).status_code == 302
