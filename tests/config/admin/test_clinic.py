import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from clinics.audit.models import AuditEvent
from clinics.kit.current import entering
from clinics.staff.models import Invitation, Policy, User
from config.admin.clinic import clinic_site
from tests.clinics.staff.signing_in import client_at
from tests.factories.staff import Role, person

pytestmark = pytest.mark.django_db

CONFIGURATION = {User, Invitation, Policy}


def change_page(clinic, role) -> str:
    with entering(clinic):
        return reverse("admin:staff_user_change", args=[person(role).pk])


def filled_in(clinic, role, **changes) -> dict:
    with entering(clinic):
        user = person(role)
        given = {"name": user.name, "title": user.title, "roles": list(user.roles), "is_active": "on"}
    return {name: value for name, value in {**given, **changes}.items() if value is not None}


def trail(clinic) -> list[tuple[str, str]]:
    with entering(clinic):
        return list(AuditEvent.objects.order_by("id").values_list("event", "channel"))


def test_it_holds_exactly_configuration():
    assert set(clinic_site._registry) == CONFIGURATION


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.FRONT_DESK, Role.BILLER, Role.AUDITOR])
def test_others_than_administrators_stay_outside(alder, visit, role):
    assert visit(alder, role).get("/admin/").status_code == 302
    assert visit(alder, role).get("/admin/", follow=True).status_code == 403


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMINISTRATOR])
def test_administrators_enter(alder, visit, role):
    client = visit(alder, role)

    for page in ("/admin/", "/admin/staff/user/", "/admin/staff/invitation/", "/admin/staff/policy/"):
        assert client.get(page).status_code == 200, page


def test_without_a_second_factor_administrators_stay_outside(alder):
    client = client_at(alder)
    with entering(alder):
        client.force_login(person(Role.OWNER))

    assert client.get("/admin/")["Location"] == "/accounts/second-factor/"


def test_strangers_sign_in_on_the_pages_with_limits(alder):
    client = client_at(alder)

    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"
    assert client.get("/admin/login/?next=/admin/")["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    assert client.post("/admin/login/", {"username": "owner@example.com", "password": "x"}).status_code == 302


def test_signing_out_and_passwords_lead_to_the_pages(alder, visit):
    client = visit(alder, Role.OWNER)

    assert client.get("/admin/password_change/")["Location"] == "/accounts/password/change/"
    assert client.post("/admin/logout/")["Location"] == "/accounts/login/"
    assert client.get("/").status_code == 302


def test_saving_a_person_ends_in_the_actions_of_the_page(alder, visit):
    given = filled_in(alder, Role.BILLER, title="Ms", roles=["biller", "auditor"], is_active=None)

    assert visit(alder, Role.OWNER).post(change_page(alder, Role.BILLER), given).status_code == 302

    with entering(alder):
        user = person(Role.BILLER)
        assert (user.title, user.roles, user.is_active, user.session_epoch) == ("Ms", ("auditor", "biller"), False, 1)
        assert not LogEntry.objects.exists()
    assert trail(alder)[-3:] == [
        ("staff.details_changed", "admin"),
        ("staff.roles_changed", "admin"),
        ("staff.disabled", "admin"),
    ]


def test_a_refusal_is_shown_and_nothing_is_saved(alder, visit):
    given = filled_in(alder, Role.OWNER, name="Someone Else", roles=["clinician"])

    answer = visit(alder, Role.OWNER).post(change_page(alder, Role.OWNER), given, follow=True)

    assert "last owner" in answer.content.decode()
    with entering(alder):
        assert (person(Role.OWNER).name, person(Role.OWNER).roles) == ("Olive Owner", ("owner",))


def test_an_administrator_cannot_make_owners(alder, visit):
    given = filled_in(alder, Role.BILLER, roles=["owner"])

    answer = visit(alder, Role.ADMINISTRATOR).post(change_page(alder, Role.BILLER), given)

    assert answer.status_code == 200
    with entering(alder):
        assert person(Role.BILLER).roles == ("biller",)


def test_the_policy_is_saved_by_its_action(alder, visit):
    client = visit(alder, Role.OWNER)

    client.post("/admin/staff/policy/1/change/", {"idle_minutes": "30", "proof_minutes": "15", "longest_hours": "12"})

    with entering(alder):
        policy = Policy.objects.current()
        assert (policy.second_factor_required, policy.idle_minutes) == (False, 30)
    assert trail(alder)[-1] == ("policy.changed", "admin")


@pytest.mark.parametrize("page", ["staff/user/add/", "staff/invitation/add/", "staff/policy/add/"])
def test_nothing_is_added_past_the_pages(alder, visit, page):
    assert visit(alder, Role.OWNER).get(f"/admin/{page}").status_code == 403


def test_people_are_not_deleted(alder, visit):
    page = change_page(alder, Role.BILLER).replace("change", "delete")

    assert visit(alder, Role.OWNER).post(page, {"post": "yes"}).status_code == 403
    with entering(alder):
        assert person(Role.BILLER)
        assert EmailAddress.objects.filter(email="biller@example.com").exists()


def test_bulk_deletion_is_not_offered(alder, visit):
    with entering(alder):
        key = str(person(Role.BILLER).pk)
    given = {"action": "delete_selected", "_selected_action": key, "post": "yes"}

    visit(alder, Role.OWNER).post("/admin/staff/user/", given)

    with entering(alder):
        assert person(Role.BILLER)


def test_an_administrator_of_one_clinic_is_nobody_at_another(alder, birch, visit):
    client = visit(alder, Role.OWNER)

    assert client.get("/admin/", HTTP_HOST=birch.canonical_host)["Location"] == "/admin/login/?next=/admin/"
