"""Neither administration holds clinical rows or money, and neither can delete any."""

import pytest
from django.apps import apps

from config.admin.clinic import clinic_site
from config.admin.platform import platform_site
from tests.factories.staff import Role

pytestmark = pytest.mark.django_db

CLINIC = {"staff.User", "staff.Invitation", "staff.Policy"}
PLATFORM = {
    *("clinics.Clinic", "clinics.Domain", "clinics.OperatorEntry", "clinics.Wakeup"),
    *("events.Job", "usage.UsageCount"),
}
OTHERS = [model for model in apps.get_models() if model._meta.label not in CLINIC]


@pytest.mark.parametrize(("site", "reviewed"), [(clinic_site, CLINIC), (platform_site, PLATFORM)])
def test_an_administration_holds_what_was_reviewed(site, reviewed):
    assert {model._meta.label for model in site._registry} == reviewed


@pytest.mark.parametrize("site", [clinic_site, platform_site])
def test_nothing_registered_can_be_deleted(site, rf):
    request = rf.get("/")

    assert [model for model, kept in site._registry.items() if kept.has_delete_permission(request)] == []
    assert [model for model, kept in site._registry.items() if kept.actions is not None] == []


@pytest.mark.parametrize("deed", ["", "add/", "1/delete/", "00000000-0000-7000-8000-000000000000/delete/"])
def test_nothing_else_has_an_address_in_the_administration(alder, visit, deed):
    client = visit(alder, Role.OWNER)

    for model in OTHERS:
        page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/{deed}"
        assert client.post(page, {"post": "yes"}).status_code == 404, page
