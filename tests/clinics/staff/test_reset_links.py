import re

import pytest

from clinics.events.models import OutgoingMail
from clinics.kit.current import entering, entering_platform
from clinics.models import Domain
from clinics.staff import reset_links
from config.middleware.clinic import host_cache
from tests.clinics.staff.signing_in import client_at, post_password
from tests.factories.staff import Role, person

pytestmark = pytest.mark.django_db
NEW = {"password1": "four quite unrelated words", "password2": "four quite unrelated words"}


def link(clinic) -> str:
    with entering(clinic):
        return reset_links.path_for(person(Role.BILLER))


def opens(client, path) -> bool:
    return client.get(path).status_code == 302


def test_a_link_sets_a_password_once(alder):
    path, client = link(alder), client_at(alder)

    assert client.post(client.get(path)["Location"], NEW).status_code == 302

    with entering(alder):
        assert person(Role.BILLER).check_password(NEW["password1"])
    assert not opens(client_at(alder), path)


def test_a_link_of_one_clinic_opens_nothing_at_another_where_people_are_equal(alder, birch):
    assert opens(client_at(alder), link(alder))
    assert not opens(client_at(birch), link(alder))


def test_a_link_does_not_outlive_four_hours(alder):
    import time_machine

    path = link(alder)
    with time_machine.travel(time_machine_now() + 4 * 3600 + 60):
        assert not opens(client_at(alder), path)


def time_machine_now() -> float:
    import time

    return time.time()


def test_a_new_password_alone_opens_nothing_where_a_factor_is_due(alder):
    client = client_at(alder)
    client.post(client.get(link(alder))["Location"], NEW)
    post_password(client, "biller@example.com", NEW["password1"])

    assert client.get("/")["Location"] == "/accounts/second-factor/"


def test_mails_name_the_canonical_host_whatever_host_was_asked(alder):
    with entering_platform():
        Domain.objects.create(domain="other-name.example", tenant=alder, is_primary=False)
    host_cache.clear()

    client_at(alder).post("/accounts/password/reset/", {"email": "biller@example.com"}, HTTP_HOST="other-name.example")

    with entering(alder):
        text = OutgoingMail.objects.latest("created_at").text
    assert set(re.findall(r"https?://([^/\s]+)", text)) == {alder.canonical_host}
