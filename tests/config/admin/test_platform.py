import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.onboarding import states
from clinics.staff.models import User
from clinics.usage.actions import counting
from tests.clinics.staff.signing_in import code_of, give_app, post_password
from tests.conftest import show_second_factor
from tests.factories.staff import Role

pytestmark = pytest.mark.django_db
EMAIL, SECRET = "op@example.com", "four quite unrelated words"


@pytest.fixture(autouse=True)
def _no_earlier_attempts():
    cache.clear()


def created(*arguments: str) -> str:
    """The path of the link that the command prints."""
    out = StringIO()
    call_command("create_operator", EMAIL, "--name", "Opal Operator", *arguments, stdout=out)
    return re.search(r"https?://[^/]+(/\S+)", out.getvalue()).group(1)


def at_platform() -> Client:
    return Client(SERVER_NAME=settings.BASE_HOST, HTTP_HOST=settings.BASE_HOST)


@pytest.fixture
def operator() -> Client:
    created()
    client = at_platform()
    with entering_platform():
        client.force_login(User.objects.get(email=EMAIL))
        show_second_factor(client, User.objects.get(email=EMAIL))
    return client


def test_the_printed_link_sets_a_password_once_and_then_a_second_factor_is_due():
    link, client = created(), at_platform()
    form = client.get(link)["Location"]
    assert client.post(form, {"password1": SECRET, "password2": SECRET}).status_code == 302
    assert "not" in at_platform().get(link).content.decode()

    signed_in = at_platform()
    assert post_password(signed_in, EMAIL, SECRET)["Location"] == "/admin/"
    assert signed_in.get("/admin/")["Location"] == "/accounts/second-factor/"


def test_an_operator_signs_in_with_an_app_whose_secret_is_sealed():
    link, client = created(), at_platform()
    client.post(client.get(link)["Location"], {"password1": SECRET, "password2": SECRET})
    with entering_platform():
        kept = give_app(User.objects.get(email=EMAIL)).data
    post_password(client, EMAIL, SECRET)

    assert client.post("/accounts/2fa/authenticate/", {"code": code_of()})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert "JBSWY3DP" not in str(kept)


def test_the_link_of_an_operator_opens_nothing_at_a_clinic(alder):
    answer = Client(HTTP_HOST=alder.canonical_host).get(created())

    assert answer.status_code == 200
    assert "password1" not in answer.content.decode()


def test_lost_factors_are_removed_by_the_command_again():
    created()
    with entering_platform():
        give_app(User.objects.get(email=EMAIL))
    created("--reset-factors")

    with entering_platform():
        operator = User.objects.get(email=EMAIL)
        assert operator.roles == (Role.OPERATOR,)
        assert not operator.authenticator_set.exists()
        assert list(AuditEvent.objects.order_by("id").values_list("event", flat=True))[-2:] == [
            "operator.created",
            "operator.renewed",
        ]


def test_an_address_that_is_none_is_refused():
    with pytest.raises(CommandError):
        call_command("create_operator", "nonsense")


def test_a_forgotten_password_is_not_mailed():
    page = at_platform().get("/accounts/password/reset/").content.decode()

    assert "create_operator" in page
    assert "<input" not in page.split("<main")[1].split("</main>")[0]


def test_operators_see_clinics_and_usage(operator, alder, at):
    assert operator.get("/")["Location"] == "/admin/"
    assert "Alder Clinic" in operator.get("/admin/clinics/clinic/").content.decode()
    assert "Not counted yet" in operator.get(f"/admin/clinics/clinic/{alder.pk}/change/").content.decode()
    with entering(alder):
        counting.count(at=at)
    page = operator.get(f"/admin/clinics/clinic/{alder.pk}/change/").content.decode()
    assert "People who may sign in" in page
    assert "<td>8</td>" in page
    for model in ("clinics/domain", "clinics/wakeup", "events/job", "usage/usagecount"):
        assert operator.get(f"/admin/{model}/").status_code == 200


def test_suspending_has_an_address_and_a_trail(operator, birch):
    page = f"/admin/clinics/clinic/{birch.pk}/suspension/"
    assert operator.get(page).status_code == 200

    operator.post(page)

    with entering_platform():
        assert Clinic.objects.get(pk=birch.pk).state == "suspended"
        event = AuditEvent.objects.latest("id")
    assert (event.event, event.subject_id, event.channel) == ("clinic.suspended", str(birch.pk), "admin")
    operator.post(f"/admin/clinics/clinic/{birch.pk}/reactivation/")
    with entering_platform():
        assert Clinic.objects.get(pk=birch.pk).is_active


def test_a_closed_clinic_is_not_reactivated(on_platform, birch, at):
    from clinics.kit.actor import Actor

    by = Actor.operator_command("tests")
    states.close(clinic=birch, by=by, at=at)

    with pytest.raises(states.NotInThatState):
        states.reactivate(clinic=birch, by=by, at=at)


def test_clinics_are_neither_edited_nor_deleted_here(operator, alder):
    operator.post(f"/admin/clinics/clinic/{alder.pk}/change/", {"name": "Changed"})
    answer = operator.post(f"/admin/clinics/clinic/{alder.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403
    with entering_platform():
        assert Clinic.objects.get(pk=alder.pk).name == "Alder Clinic"


def test_staff_of_a_clinic_are_nobody_on_the_platform(alder, visit):
    client = visit(alder, Role.OWNER)

    assert client.get("/admin/", HTTP_HOST=settings.BASE_HOST)["Location"] == "/admin/login/?next=/admin/"
