"""`/settings/webhooks/deliveries/`."""

import pytest

from clinics.events.actions import publish
from clinics.kit.current import entering
from clinics.webhooks.actions import endpoints, sending
from clinics.webhooks.models import Delivery, DeliveryState
from tests.factories.staff import Role, acting
from tests.receivers import Answer
from tests.statements import statements

ROOT = "/settings/webhooks/"
LOG = f"{ROOT}deliveries/"


@pytest.fixture
def endpoint(db, alder, add, receiver):
    with entering(alder):
        return add(receiver.url)


def happen(clinic, at, times=1, kind="patient.registered") -> None:
    with entering(clinic):
        for _number in range(times):
            publish(kind=kind, ids={"patient": "0192"}, at=at)


def send(clinic, at) -> None:
    with entering(clinic):
        sending.deliver_batch(at=at)


def test_the_log_shows_each_delivery_and_what_came_of_it(visit, alder, endpoint, receiver, at):
    receiver.answers = [Answer(503)]
    happen(alder, at)
    happen(alder, at, kind="patient.changed")
    send(alder, at)

    page = visit(alder, Role.OWNER).get(LOG).content.decode()

    assert page.count("data-row-link") == 2
    assert "503" in page
    assert "Delivered" in page


def test_the_log_is_narrowed(visit, alder, endpoint, at):
    happen(alder, at)
    happen(alder, at, kind="patient.changed")
    web = visit(alder, Role.OWNER)

    assert web.get(f"{LOG}?kind=patient.changed").content.decode().count("data-row-link") == 1
    assert web.get(f"{LOG}?state=delivered").content.decode().count("data-row-link") == 0
    assert web.get(f"{LOG}?endpoint={endpoint.pk}&state=waiting").content.decode().count("data-row-link") == 2


@pytest.mark.parametrize("query", ["state=lost", "endpoint=x", "kind=everything"])
def test_a_filter_that_cannot_be_is_said_on_the_form(visit, alder, endpoint, at, query):
    page = visit(alder, Role.OWNER).get(f"{LOG}?{query}")

    assert page.status_code == 422
    assert "data-row-link" not in page.content.decode()


@pytest.mark.parametrize("times", [1, 3])
def test_the_log_takes_as_many_statements_however_long_it_is(visit, alder, endpoint, at, times):
    happen(alder, at, times)
    web = visit(alder, Role.OWNER)
    web.get(LOG)

    with statements(6):
        web.get(LOG)


def test_a_delivery_shows_what_is_sent_and_each_try(visit, alder, endpoint, receiver, at):
    receiver.answer = Answer(500, {"Content-Type": "text/html"}, b"<script>alert(1)</script>")
    happen(alder, at)
    send(alder, at)
    with entering(alder):
        delivery = Delivery.objects.get()

    page = visit(alder, Role.OWNER).get(f"{LOG}{delivery.pk}/").content.decode()

    assert "&quot;type&quot;:&quot;patient.registered&quot;" in page
    assert "It answered with an error" in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_delivery_is_sent_again_from_its_page(visit, alder, endpoint, at):
    happen(alder, at)
    send(alder, at)
    with entering(alder):
        delivery = Delivery.objects.get()

    visit(alder, Role.OWNER).post(f"{LOG}{delivery.pk}/replay/")

    with entering(alder):
        assert Delivery.objects.get().state == DeliveryState.WAITING


def test_everything_since_a_moment_is_sent_again(visit, alder, endpoint, at):
    happen(alder, at)
    web, path = visit(alder, Role.OWNER), f"{ROOT}{endpoint.pk}/replay/"

    assert web.post(path, {"since": "2020-01-01T00:00"}).status_code == 422
    assert web.get(path).status_code == 200


def test_a_delivery_of_another_clinic_is_not_there(visit, alder, birch, endpoint, at):
    happen(alder, at)
    with entering(alder):
        delivery = Delivery.objects.get()
    web = visit(birch, Role.OWNER)

    assert web.get(f"{LOG}{delivery.pk}/").status_code == 404
    assert web.post(f"{LOG}{delivery.pk}/replay/").status_code == 404
    assert web.get(LOG).content.decode().count("data-row-link") == 0


def test_today_names_programs_that_cannot_be_told(visit, alder, endpoint, receiver, at):
    receiver.answer = Answer(410)
    web = visit(alder, Role.OWNER)
    assert "Programs that cannot be told" not in web.get("/").content.decode()
    happen(alder, at)
    send(alder, at)
    assert "Given up" in web.get("/").content.decode()

    with entering(alder):
        endpoints.stop(endpoint=endpoint, by=acting(Role.OWNER), at=at)

    assert "Programs that cannot be told" not in web.get("/").content.decode()
