from datetime import timedelta

import pytest

from clinics.audit.models import AuditEvent
from clinics.events.models import OutgoingMail
from clinics.kit.actor import NOBODY
from clinics.kit.current import entering
from clinics.staff.actions import invitations
from clinics.staff.actions.roles import OnlyOwnersDo
from clinics.staff.models import User
from tests.factories.staff import Role, acting, person

pytestmark = pytest.mark.django_db
NEW = "new.person@example.com"
SECRET = "four quite unrelated words"


@pytest.fixture
def invited(in_alder, at):
    return invitations.invite(email=NEW, name="Nia New", roles=["clinician"], by=acting(Role.ADMINISTRATOR), at=at)


def token_of(invited) -> str:
    return invited.link.rstrip("/").rsplit("/", 1)[1]


def join(invited, at) -> User:
    return invitations.accept(token=token_of(invited), name="Nia New", password=SECRET, by=NOBODY, at=at)


def test_the_link_names_the_clinics_own_host_and_is_not_kept(invited, in_alder):
    assert invited.link.startswith(in_alder.base_url + "/accounts/invitations/")
    assert token_of(invited) not in str(vars(invited.invitation))
    assert invited.link in OutgoingMail.objects.latest("created_at").text


def test_who_accepts_has_an_account_with_the_roles(invited, at):
    user = join(invited, at)

    assert user.roles == ("clinician",)
    assert user.check_password(SECRET)
    joined = AuditEvent.objects.latest("id")
    assert (joined.event, joined.actor_id, joined.actor_roles) == ("staff.joined", str(user.pk), ["clinician"])


def test_an_invitation_is_good_once(invited, at):
    join(invited, at)

    with pytest.raises(invitations.InvitationUsed):
        join(invited, at)


def test_an_invitation_runs_out_after_seven_days(invited, at):
    with pytest.raises(invitations.InvitationExpired):
        join(invited, at + timedelta(days=7))


def test_a_withdrawn_invitation_is_worth_nothing(invited, at):
    invitations.withdraw(invitation=invited.invitation, by=acting(Role.ADMINISTRATOR), at=at)

    with pytest.raises(invitations.InvitationWithdrawn):
        join(invited, at)


def test_sending_again_replaces_the_link_and_renews_the_days(invited, at):
    later = at + timedelta(days=9)
    again = invitations.resend(invitation=invited.invitation, by=acting(Role.ADMINISTRATOR), at=later)

    with pytest.raises(invitations.InvitationUnknown):
        join(invited, later)
    assert join(again, later + timedelta(days=6)).email == NEW


def test_inviting_again_ends_the_earlier_invitation(invited, at):
    invitations.invite(email=NEW.upper(), roles=["biller"], by=acting(Role.ADMINISTRATOR), at=at)

    with pytest.raises(invitations.InvitationWithdrawn):
        join(invited, at)


def test_the_token_of_one_clinic_is_unknown_at_another(invited, birch, at):
    with entering(birch), pytest.raises(invitations.InvitationUnknown):
        join(invited, at)


def test_members_are_not_invited(in_alder, at):
    with pytest.raises(invitations.AlreadyMember):
        invitations.invite(email="clinician@example.com", roles=["biller"], by=acting(Role.OWNER), at=at)


def test_people_who_were_disabled_are_not_invited(in_alder, at):
    User.objects.filter(pk=person(Role.CLINICIAN).pk).update(is_active=False)

    with pytest.raises(invitations.WasMember):
        invitations.invite(email="clinician@example.com", roles=["biller"], by=acting(Role.OWNER), at=at)


def test_only_owners_invite_owners(in_alder, at):
    with pytest.raises(OnlyOwnersDo):
        invitations.invite(email=NEW, roles=["owner"], by=acting(Role.ADMINISTRATOR), at=at)

    assert invitations.invite(email=NEW, roles=["owner"], by=acting(Role.OWNER), at=at).invitation.roles == ["owner"]
