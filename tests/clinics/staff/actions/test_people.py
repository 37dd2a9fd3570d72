import pytest
from allauth.mfa.models import Authenticator

from clinics.audit.models import AuditEvent
from clinics.staff.actions import people, policies, roles
from clinics.staff.models import Policy, User
from tests.clinics.staff.signing_in import give_app
from tests.factories.staff import Role, acting, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(in_alder):
    pass


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("id")


def test_roles_become_exactly_the_chosen_ones(at):
    user = roles.change(user=person(Role.BILLER), roles=["biller", "auditor"], by=acting(Role.ADMINISTRATOR), at=at)

    assert user.roles == ("auditor", "biller")
    assert (last_event().event, last_event().fields) == ("staff.roles_changed", ["auditor"])


@pytest.mark.parametrize(
    ("chosen", "refusal"),
    [([], roles.NoRole), (["operator"], roles.NotARoleHere), (["owner"], roles.OnlyOwnersDo)],
)
def test_some_roles_are_not_given(chosen, refusal, at):
    with pytest.raises(refusal):
        roles.change(user=person(Role.BILLER), roles=chosen, by=acting(Role.ADMINISTRATOR), at=at)


def test_the_last_owner_stays_owner(at):
    owner = person(Role.OWNER)

    with pytest.raises(roles.LastOwner):
        roles.change(user=owner, roles=["clinician"], by=acting(Role.OWNER), at=at)


def test_a_disabled_owner_does_not_count(at):
    second = roles.change(user=person(Role.CLINICIAN), roles=["owner"], by=acting(Role.OWNER), at=at)
    people.disable(user=second, by=acting(Role.OWNER), at=at)

    with pytest.raises(roles.LastOwner):
        roles.change(user=person(Role.OWNER), roles=["clinician"], by=acting(Role.OWNER), at=at)


def test_one_of_two_owners_may_go(at):
    roles.change(user=person(Role.CLINICIAN), roles=["owner"], by=acting(Role.OWNER), at=at)

    assert roles.change(user=person(Role.OWNER), roles=["biller"], by=acting(Role.OWNER), at=at).roles == ("biller",)


def test_an_administrator_does_not_touch_owners(at):
    by, owner = acting(Role.ADMINISTRATOR), person(Role.OWNER)

    for act in (people.disable, people.reset_second_factor, people.sign_out_everywhere):
        with pytest.raises(roles.OnlyOwnersDo):
            act(user=owner, by=by, at=at)
    with pytest.raises(roles.OnlyOwnersDo):
        people.describe(user=owner, name="Mallory", by=by, at=at)


def test_nobody_disables_themselves(at):
    with pytest.raises(people.NotYourself):
        people.disable(user=person(Role.ADMINISTRATOR), by=acting(Role.ADMINISTRATOR), at=at)


def test_disabling_ends_sessions_for_good(at):
    before = person(Role.BILLER).get_session_auth_hash()
    people.disable(user=person(Role.BILLER), by=acting(Role.ADMINISTRATOR), at=at)
    assert last_event().event == "staff.disabled"
    people.enable(user=person(Role.BILLER), by=acting(Role.ADMINISTRATOR), at=at)

    assert person(Role.BILLER).is_active
    assert person(Role.BILLER).get_session_auth_hash() != before


def test_a_reset_removes_every_factor(at):
    give_app(person(Role.BILLER))
    people.reset_second_factor(user=person(Role.BILLER), by=acting(Role.ADMINISTRATOR), at=at)

    assert not Authenticator.objects.filter(user=person(Role.BILLER)).exists()
    assert (last_event().event, last_event().fields) == ("staff.second_factor_reset", ["totp"])


def test_details_name_only_what_changed(at):
    people.describe(user=person(Role.BILLER), name="Bill Biller", title="Dr", by=acting(Role.ADMINISTRATOR), at=at)

    assert (last_event().event, last_event().fields) == ("staff.details_changed", ["title"])
    assert User.objects.get(pk=person(Role.BILLER).pk).title == "Dr"


def test_the_policy_keeps_idle_time_reasonable(at):
    with pytest.raises(policies.UnreasonableIdleTime):
        policies.change(idle_minutes=100_000, by=acting(Role.OWNER), at=at)

    policies.change(idle_minutes=15, second_factor_required=True, by=acting(Role.OWNER), at=at)
    assert Policy.objects.current().idle_minutes == 15
    assert (last_event().event, last_event().fields) == ("policy.changed", ["idle_minutes"])


@pytest.mark.parametrize(
    ("decided", "refusal"),
    [
        ({"longest_hours": 0}, policies.UnreasonableLength),
        ({"longest_hours": 13}, policies.UnreasonableLength),
        ({"proof_minutes": 4}, policies.UnreasonableProofTime),
        ({"proof_minutes": 61}, policies.UnreasonableProofTime),
    ],
)
def test_limits_of_sessions_and_proofs_stay_within_reason(decided, refusal, at):
    with pytest.raises(refusal):
        policies.change(**decided, by=acting(Role.OWNER), at=at)
