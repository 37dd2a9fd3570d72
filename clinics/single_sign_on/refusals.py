"""Why somebody was not signed in by the provider. Each has a sentence that says what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from clinics.kit.refusal import Refusal


class SignInRefused(Refusal):
    """Shown on a page of its own, and written into the trail once a sign-in was begun here."""

    status = 403


class Unreachable(SignInRefused):
    code = "provider-unreachable"
    sentence = _("The identity provider does not answer. Wait a few minutes and try again, or sign in another way.")
    status = 503


class NotTrusted(SignInRefused):
    code = "provider-not-trusted"
    sentence = _(
        "What the identity provider answered could not be checked. Begin again; if it stays so, tell an owner."
    )
    status = 502


class ClocksDiffer(SignInRefused):
    code = "clocks-differ"
    sentence = _(
        "The clock of the identity provider differs from ours by more than a minute, so its answer is not taken. "
        "Tell an owner, who can ask those who run the provider."
    )
    status = 502


class NotBegunHere(SignInRefused):
    code = "not-begun-here"
    sentence = _(
        "This sign-in was not begun in this browser, took longer than ten minutes, or was finished before. Begin again."
    )
    status = 400


class GivenUp(SignInRefused):
    code = "given-up"
    sentence = _("The identity provider did not let you in, or you went back. Begin again, or sign in another way.")


class UnknownPerson(SignInRefused):
    code = "person-unknown"
    sentence = _(
        "Nobody here has the e-mail address that the identity provider names. Ask someone who manages staff to "
        "invite that address, then sign in again."
    )


class UnverifiedAddress(SignInRefused):
    code = "address-unverified"
    sentence = _(
        "The identity provider does not say that your e-mail address was verified. Verify it there, then sign in again."
    )


class NoMappedRole(SignInRefused):
    code = "no-mapped-role"
    sentence = _(
        "None of your groups at the identity provider gives you a role here. Ask those who look after your account "
        "there for the right group, then sign in again."
    )


class LinkedOtherwise(SignInRefused):
    code = "linked-otherwise"
    sentence = _(
        "Another account of the identity provider already belongs to this person. If it was replaced by a new one, "
        "an owner can undo the link in the settings."
    )


class AccountDisabled(SignInRefused):
    code = "account-disabled"
    sentence = _("Your account here is disabled. Ask someone who manages staff to enable it.")


class OnlyThroughProvider(SignInRefused):
    code = "only-through-provider"
    sentence = _("At this clinic only owners sign in with a password or passkey. Use the identity provider instead.")


class AnotherAccount(SignInRefused):
    code = "another-account"
    sentence = _("Another account signed in at the identity provider than the one that is yours here. Use your own.")


class NotAskedAnew(SignInRefused):
    code = "not-asked-anew"
    sentence = _(
        "The identity provider did not ask you to sign in again, so that this shows nothing new. Sign out there, then "
        "confirm again."
    )


class NoTimeTold(SignInRefused):
    code = "no-time-told"
    sentence = _(
        "The identity provider does not say when you signed in there (auth_time), so that it cannot confirm who you "
        "are now. Tell an owner, who can ask those who run it. Signing out here and in again confirms it, too."
    )
    status = 502
