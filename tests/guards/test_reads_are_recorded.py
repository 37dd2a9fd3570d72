"""Nobody is shown without the trail naming them: every address is asked, and every answer searched for people."""

import sys
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.urls import path

from clinics.kit.current import entering
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from config import urls_clinic
from patients.models import Patient
from tests.guards.reads import Called, World, calls

# A picture or a PDF of a page: whom it is about is recorded, and no name can be looked for in it.
PICTURES = ("preview/", "/pdf/")


@pytest.fixture
def world(db, alder, at, settings, tmp_path) -> World:
    kept = {"BACKEND": "patients.documents.storage.FolderStorage", "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "documents": kept}
    settings.API_RATE = settings.API_RATE_UNKNOWN = "10000/min"
    made = World(alder, at)
    made.fill()
    return made


def faults(called: list[Called]) -> list[str]:
    """Answers that show somebody the trail does not name, or pages whose event names somebody they do not show."""
    found = []
    for each in called:
        if each.shown - each.recorded:
            found.append(f"{each.what}: shows {sorted(each.shown - each.recorded)}, who are not recorded")
        elif each.is_reading and each.recorded - each.shown and not each.what.endswith(PICTURES):
            found.append(f"{each.what}: records {sorted(each.recorded - each.shown)}, who are not shown")
    return found


def test_whoever_is_shown_is_recorded_and_nobody_else(world):
    called = list(calls(world, "config.urls_clinic"))

    assert [each.what for each in called if each.status >= 500] == []
    assert not faults(called), "\n".join(faults(called))
    assert {name for each in called for name in each.shown} == {"Ana", "Bea", "Cora"}
    assert sum(bool(each.shown) for each in called) > 50


@requires(Permission.PATIENT_VIEW)
def silent(request):
    return HttpResponse(Patient.objects.get(pk=request.GET.get("id") or SHOWN).name)


SHOWN = ""


def test_a_page_that_records_nothing_is_found_out(world, settings):
    """The guard itself: a planted address that shows Ana without a trace."""
    planted = ModuleType("tests.guards.planted_urls")
    planted.urlpatterns = [path("planted/", silent), *urls_clinic.urlpatterns]  # type: ignore[attr-defined]
    sys.modules[planted.__name__] = planted
    settings.ROOT_URLCONF = planted.__name__
    globals()["SHOWN"] = str(world.people["Ana"])
    with entering(world.clinic):
        assert Patient.objects.filter(pk=SHOWN).exists()

    [called] = [each for each in calls(world, planted.__name__) if "planted" in each.what]

    assert faults([called]) == ["GET /planted/: shows ['Ana'], who are not recorded"]
