"""What events about the identity provider are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="identity_provider.changed", did=_("changed the identity provider")),
        S(name="identity_provider.removed", did=_("removed the identity provider")),
        S(name="identity_provider.tested", did=_("tested the identity provider")),
        S(name="staff.linked", did=_("signed in with the identity provider for the first time")),
        S(name="staff.unlinked", did=_("undid the link of %(subject)s with the identity provider")),
        S(name="staff.signed_out_by_provider", did=_("signed %(subject)s out, as the identity provider said")),
        S(name="staff.sign_in_refused", did=_("was not let in by the identity provider's word, as %(subject)s")),
        S(name="staff.confirmation_refused", did=_("was not confirmed by the identity provider")),
    )
)
