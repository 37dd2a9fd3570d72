import pytest

from clinics.kit.current import entering
from tests.factories.staff import Role, person

pytestmark = pytest.mark.django_db


def test_name_title_language_and_colours_are_ones_own(alder, visit):
    client = visit(alder, Role.BILLER)
    given = {"name": "Bill B.", "title": "Mr", "language": "es", "theme": "dark"}

    answer = client.post("/settings/account/", given)

    assert (answer.status_code, answer.cookies["theme"].value) == (302, "dark")
    with entering(alder):
        user = person(Role.BILLER)
        assert {field: getattr(user, field) for field in given} == given
    assert 'lang="es"' in client.get("/settings/account/").content.decode()


def test_signing_out_everywhere_ends_all_sessions(alder, visit):
    here, there = visit(alder, Role.BILLER), visit(alder, Role.BILLER)

    here.post("/settings/account/sign-out-everywhere/")

    assert [here.get("/").status_code, there.get("/").status_code] == [302, 302]


def test_the_policy_is_for_those_who_configure(alder, visit):
    assert visit(alder, Role.CLINICIAN).get("/settings/sign-in/").status_code == 403
    client = visit(alder, Role.OWNER)

    refused = client.post(
        "/settings/sign-in/",
        {"second_factor_required": "on", "idle_minutes": "9000", "proof_minutes": "15", "longest_hours": "12"},
    )
    assert "between 5 and 480" in refused.content.decode()
    assert (
        client.post(
            "/settings/sign-in/", {"idle_minutes": "20", "proof_minutes": "15", "longest_hours": "12"}
        ).status_code
        == 302
    )


def test_single_keys_can_be_turned_off(alder, visit):
    client = visit(alder, Role.BILLER)
    given = {"name": "Bill B.", "title": "", "language": "en", "theme": ""}
    assert "data-shortcuts-off" not in client.get("/settings/account/").content.decode()

    client.post("/settings/account/", given)
    assert "data-shortcuts-off" in client.get("/").content.decode()

    client.post("/settings/account/", {**given, "shortcuts": "on"})
    assert "data-shortcuts-off" not in client.get("/").content.decode()
