import pytest

from clinics.kit.current import entering
from clinics.staff.models import User
from tests.factories.staff import Role, person

pytestmark = pytest.mark.django_db


def address(clinic, role, page="") -> str:
    with entering(clinic):
        return f"/settings/staff/{person(role).pk}/{page}"


def state(clinic, role) -> User:
    with entering(clinic):
        return person(role)


def test_staff_see_the_list_and_a_person_but_no_way_to_change_it(alder, visit):
    client = visit(alder, Role.FRONT_DESK)

    assert "Dana Doctor" in client.get("/settings/staff/").content.decode()
    shown = client.get(address(alder, Role.CLINICIAN)).content.decode()
    assert "clinician@example.com" in shown
    assert "Disable" not in shown


@pytest.mark.parametrize(
    "page", ["details/", "roles/", "deactivation/", "reactivation/", "sign-out/", "second-factor-reset/"]
)
def test_changes_are_for_those_who_manage_staff(alder, visit, page):
    assert visit(alder, Role.CLINICIAN).get(address(alder, Role.BILLER, page)).status_code == 403
    assert visit(alder, Role.ADMINISTRATOR).get(address(alder, Role.BILLER, page)).status_code == 200


def test_disabling_throws_the_person_out_at_their_next_request(alder, visit):
    theirs = visit(alder, Role.BILLER)
    assert theirs.get("/").status_code == 200

    answer = visit(alder, Role.ADMINISTRATOR).post(address(alder, Role.BILLER, "deactivation/"))

    assert answer.status_code == 302
    assert theirs.get("/").status_code == 302
    assert not state(alder, Role.BILLER).is_active


def test_enabling_lets_them_in_again_but_not_the_old_session(alder, visit):
    theirs, admin = visit(alder, Role.BILLER), visit(alder, Role.ADMINISTRATOR)
    admin.post(address(alder, Role.BILLER, "deactivation/"))
    admin.post(address(alder, Role.BILLER, "reactivation/"))

    assert state(alder, Role.BILLER).is_active
    assert theirs.get("/").status_code == 302


def test_a_refusal_is_said_on_the_page(alder, visit):
    answer = visit(alder, Role.ADMINISTRATOR).post(address(alder, Role.OWNER, "deactivation/"))

    assert answer.status_code == 403
    assert "Only an owner" in answer.content.decode()
    assert state(alder, Role.OWNER).is_active


def test_the_last_owner_reads_why_they_stay(alder, visit):
    answer = visit(alder, Role.OWNER).post(address(alder, Role.OWNER, "roles/"), {"roles": ["clinician"]})

    assert "last owner" in answer.content.decode()
    assert state(alder, Role.OWNER).roles == ("owner",)


def test_roles_count_from_the_next_page_on(alder, visit):
    theirs = visit(alder, Role.BILLER)
    assert theirs.get("/settings/sign-in/").status_code == 403

    visit(alder, Role.OWNER).post(address(alder, Role.BILLER, "roles/"), {"roles": ["administrator"]})

    assert theirs.get("/settings/sign-in/").status_code == 200


def test_a_person_of_another_clinic_is_unknown(alder, birch, visit):
    with entering(birch):
        stranger = User.objects.create(email="only.here@example.com", name="Only Here")

    assert visit(alder, Role.OWNER).get(f"/settings/staff/{stranger.pk}/").status_code == 404


def test_the_list_asks_the_database_the_same_number_of_times_however_many_work_here(
    alder, visit, django_assert_num_queries
):
    client = visit(alder, Role.FRONT_DESK)
    client.get("/settings/staff/")
    with django_assert_num_queries(5):
        client.get("/settings/staff/")
    with entering(alder):
        for number in range(3):
            User.objects.create(email=f"more{number}@example.com", name=f"More {number}")
    with django_assert_num_queries(5):
        client.get("/settings/staff/")
