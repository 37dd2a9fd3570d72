"""The provider at which a clinic's people sign in."""

from clinics.single_sign_on.models.identity_provider import MAPPED_ROLES, Admission, IdentityProvider
from clinics.single_sign_on.models.sign_out_notice import SignOutNotice

__all__ = ["MAPPED_ROLES", "Admission", "IdentityProvider", "SignOutNotice"]
