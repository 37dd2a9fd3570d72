"""`/settings/api-clients/`."""

import pytest

from clinics.api.models import ApiClient
from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from tests.factories.staff import Role
from tests.factories.tokens import Program, client_of, token_of

NEW = {"name": "Laboratory", "scopes": ["patients.read"], "redirect_uris": ""}


def test_a_new_clients_secret_is_shown_once_and_works(visit, alder):
    page = visit(alder, Role.ADMINISTRATOR).post("/settings/api-clients/new/", NEW)

    made = page.context["made"]
    assert made.secret in page.content.decode()
    assert Program(alder, token_of(alder, made)).get("patients/").status_code == 200
    again = visit(alder, Role.ADMINISTRATOR).get(f"/settings/api-clients/{made.client.pk}/")
    assert made.secret not in again.content.decode()
    with entering(alder):
        assert AuditEvent.objects.filter(event="api_client.made").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"redirect_uris": "http://evil.example/"},
        {"redirect_uris": "https://*.example/"},
        {"name": ""},
    ],
)
def test_what_cannot_be_is_refused_on_the_form(visit, alder, wrong):
    page = visit(alder, Role.ADMINISTRATOR).post("/settings/api-clients/new/", {**NEW, **wrong})

    assert page.status_code == 422
    with entering(alder):
        assert not ApiClient.objects.exists()


def test_a_stopped_client_is_let_in_again(visit, alder, at):
    made = client_of(alder, at=at)
    web, path = visit(alder, Role.OWNER), f"/settings/api-clients/{made.client.pk}/"

    web.post(f"{path}stop/")
    assert "Stopped" in web.get("/settings/api-clients/").content.decode()
    web.post(f"{path}resumption/")

    assert Program(alder, token_of(alder, made)).get("patients/").status_code == 200


def test_a_new_secret_is_asked_for_first(visit, alder, at):
    made = client_of(alder, at=at)
    web, path = visit(alder, Role.OWNER), f"/settings/api-clients/{made.client.pk}/secret/"

    assert web.get(path).status_code == 200
    assert web.post(path).context["made"].secret != made.secret


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.AUDITOR])
def test_only_administrators_see_clients(visit, alder, role):
    assert visit(alder, role).get("/settings/api-clients/").status_code == 403


def test_a_client_of_another_clinic_is_not_there(visit, alder, birch, at):
    made = client_of(birch, at=at)

    assert visit(alder, Role.OWNER).get(f"/settings/api-clients/{made.client.pk}/").status_code == 404


def test_the_api_is_read_on_a_page(visit, alder):
    page = visit(alder).get("/api/docs/")

    assert page.status_code == 200
    assert "/api/v1/patients/{patient_id}/" in page.content.decode()
