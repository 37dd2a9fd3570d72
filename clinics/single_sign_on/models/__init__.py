"""The provider at which a clinic's people sign in."""

from clinics.single_sign_on.models.identity_provider import MAPPED_ROLES, Admission, IdentityProvider

__all__ = ["MAPPED_ROLES", "Admission", "IdentityProvider"]
