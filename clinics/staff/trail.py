"""What events about staff are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="staff.joined", did=_("joined the clinic")),
        S(name="staff.signed_in", did=_("signed in")),
        S(name="staff.signed_out", did=_("signed out")),
        S(name="staff.signed_out_everywhere", did=_("signed %(subject)s out everywhere")),
        S(name="staff.session_ended", did=_("ended a session of %(subject)s")),
        S(name="staff.sign_in_failed", did=_("tried to sign in as %(subject)s with a wrong password")),
        S(name="staff.password_changed", did=_("changed the password of %(subject)s")),
        S(name="staff.details_changed", did=_("changed the details of %(subject)s")),
        S(name="staff.roles_changed", did=_("changed the roles of %(subject)s")),
        S(name="staff.disabled", did=_("disabled the account of %(subject)s")),
        S(name="staff.enabled", did=_("enabled the account of %(subject)s again")),
        S(name="staff.second_factor_added", did=_("set up a second factor")),
        S(name="staff.second_factor_removed", did=_("removed a second factor")),
        S(name="staff.second_factor_renewed", did=_("renewed their recovery codes")),
        S(name="staff.second_factor_failed", did=_("showed a wrong second factor")),
        S(name="staff.second_factor_reset", did=_("removed the second factor of %(subject)s")),
    )
)
