"""`/settings/webhooks/`."""

import pytest

from clinics.kit.current import entering
from clinics.webhooks.models import Delivery, Endpoint
from tests.factories.staff import Role

NEW = {"name": "Laboratory", "url": "https://hooks.example.com/", "kinds": ["patient.registered"]}
ROOT = "/settings/webhooks/"


@pytest.fixture
def made(db, alder, add) -> Endpoint:
    with entering(alder):
        return add("https://hooks.example.com/in")


def test_the_secret_of_a_new_webhook_is_shown_once(visit, alder):
    web = visit(alder, Role.ADMINISTRATOR)
    page = web.post(f"{ROOT}new/", NEW)

    with entering(alder):
        secret = Endpoint.objects.get().secret
    assert secret.startswith("whsec_")
    assert secret in page.content.decode()
    assert secret not in web.get(f"{ROOT}{page.context['endpoint'].pk}/").content.decode()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"url": "http://hooks.example.com/"}, {"kinds": []}, {"kinds": ["x"]}])
def test_what_cannot_be_is_refused_on_the_form(visit, alder, wrong):
    page = visit(alder, Role.OWNER).post(f"{ROOT}new/", {**NEW, **wrong})

    assert page.status_code == 422
    with entering(alder):
        assert not Endpoint.objects.exists()


def test_a_webhook_is_changed_stopped_and_told_again(visit, alder, made):
    web, path = visit(alder, Role.OWNER), f"{ROOT}{made.pk}/"

    web.post(f"{path}edit/", {**NEW, "name": "Renamed"})
    assert "Renamed" in web.get(ROOT).content.decode()
    web.post(f"{path}stop/")
    assert "Stopped" in web.get(ROOT).content.decode()
    web.post(f"{path}resumption/")

    assert "Active" in web.get(ROOT).content.decode()


def test_a_new_secret_is_asked_for_first(visit, alder, made):
    web, path = visit(alder, Role.OWNER), f"{ROOT}{made.pk}/secret/"

    assert web.get(path).status_code == 200
    assert "signed with the old secret" in web.post(path).content.decode()


def test_a_test_event_leads_to_its_delivery(visit, alder, made):
    page = visit(alder, Role.OWNER).post(f"{ROOT}{made.pk}/test/", follow=True)

    assert "Test event" in page.content.decode()
    with entering(alder):
        assert Delivery.objects.count() == 1


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.AUDITOR])
def test_only_administrators_see_webhooks(visit, alder, role):
    assert visit(alder, role).get(ROOT).status_code == 403


@pytest.mark.parametrize("path", ["", "edit/", "secret/", "stop/", "resumption/", "replay/"])
def test_a_webhook_of_another_clinic_is_not_there(visit, birch, made, path):
    assert visit(birch, Role.OWNER).get(f"{ROOT}{made.pk}/{path}").status_code == 404
