"""What each view asks of who enters, third-party views included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from clinics.staff.access import Proof, Stage
from clinics.staff.permissions import Permission


@dataclass(frozen=True)
class Rule:
    """Either a reason to be public or the permissions that are needed, or neither: a closed door."""

    permissions: frozenset[Permission] = frozenset()
    public_reason: str = ""
    opens_at: Stage = Stage.DONE
    is_closed: bool = False
    proof: Proof = Proof.SESSION
    is_own: bool = True
    """Whether the view is the product's, and not one of a package."""
    is_for_visitors: bool = False
    """Whether a visiting operator may come here, of what is open to anybody: no accounts, no patient's link."""


SIGNING_IN = Rule(public_reason="Signing in; allauth asks for a session where one is due", opens_at=Stage.ALWAYS)
OWN_FACTOR = Rule(public_reason="Own second factor; allauth asks for a session and for the password")
NEW_FACTOR = replace(OWN_FACTOR, proof=Proof.RECENT)
PUBLIC_FILES = Rule(
    public_reason="Style sheets, scripts and catalogues hold no data", opens_at=Stage.ALWAYS, is_for_visitors=True
)
ADMINISTRATION = Rule(
    public_reason="The site itself asks for its permission and a verified second factor", proof=Proof.RECENT
)
CLOSED = Rule(is_closed=True)


def _factor(stage: Stage, proof: Proof = Proof.SESSION) -> Rule:
    return replace(OWN_FACTOR, opens_at=stage, proof=proof)


# Of what is open to anybody, what a visiting operator may reach.
VISITED = (
    "clinics.api.views.documentation.",
    "clinics.home.views.branding.",
    "clinics.home.views.gallery.",
    "clinics.operators.views.entrance.",
)

# Views of packages, by the module or class they are defined in (longest prefix wins).
PACKAGES: dict[str, Rule] = {
    "allauth.account": SIGNING_IN,
    "allauth.account.views.PasswordChangeView": OWN_FACTOR,
    "allauth.mfa": NEW_FACTOR,
    "allauth.mfa.base.views.IndexView": OWN_FACTOR,
    "allauth.mfa.webauthn.views.ListWebAuthnView": OWN_FACTOR,
    "allauth.mfa.base.views.AuthenticateView": SIGNING_IN,
    "allauth.mfa.base.views.ReauthenticateView": _factor(Stage.SHOWING),
    "allauth.mfa.totp.views.ActivateTOTPView": _factor(Stage.SETTING_UP, Proof.RECENT),
    "allauth.mfa.webauthn.views.AddWebAuthnView": _factor(Stage.SETTING_UP, Proof.RECENT),
    "allauth.mfa.webauthn.views.LoginWebAuthnView": SIGNING_IN,
    "allauth.mfa.webauthn.views.ReauthenticateWebAuthnView": _factor(Stage.SHOWING),
    # No clinic's client may use the grant for devices, and allauth's page for it takes what comes without a token.
    "allauth.idp.oidc.views.DeviceAuthorizationView": CLOSED,
    "allauth.idp.oidc.views.DeviceCodeView": CLOSED,
    # People are invited, administrators change addresses, and who signs in elsewhere comes in by our own entrance.
    "allauth.account.views.SignupView": CLOSED,
    "allauth.account.views.SignupByPasskeyView": CLOSED,
    "allauth.account.views.EmailView": CLOSED,
    "allauth.account.views.ConfirmEmailView": CLOSED,
    "allauth.account.views.email_verification_sent": CLOSED,
    "allauth.account.views.PasswordSetView": CLOSED,
    "allauth.account.views.ConfirmLoginCodeView": CLOSED,
    "allauth.socialaccount": CLOSED,
    "clinics.single_sign_on.views.entrance.SignInView": SIGNING_IN,
    # Ours, but a provider adds parameters as it likes, and unknown ones are ignored: RFC 6749, 4.1.2.
    "clinics.single_sign_on.views.entrance.answer": Rule(
        public_reason="Who comes back is not known yet; the state belongs to the browser that began",
        opens_at=Stage.ALWAYS,
    ),
    "django.contrib.admin": ADMINISTRATION,
    "config.admin": ADMINISTRATION,
    "config.admin.sites": replace(ADMINISTRATION, proof=Proof.SESSION),  # doors that lead to allauth's
    "django.contrib.contenttypes": CLOSED,
    "django.views.generic.base.RedirectView": Rule(public_reason="It leads to another address, which asks for itself"),
    "allauth.idp.oidc": Rule(
        public_reason="OpenID Connect; the protocol authenticates each call", opens_at=Stage.ALWAYS
    ),
    "allauth.idp.oidc.views.AuthorizationView": CLOSED,  # ours stands in its place
    # Ours, but programs add parameters as they like, and unknown ones are ignored: RFC 6749, 3.1.
    "clinics.api.views.consent.ConsentView": Rule(
        public_reason="OpenID Connect; allauth asks for a session", proof=Proof.RECENT
    ),
    "django.contrib.staticfiles": PUBLIC_FILES,
    "django.views.static": PUBLIC_FILES,
    "django.views.i18n": PUBLIC_FILES,
}


def rule_for(view: Callable[..., Any]) -> Rule | None:
    """The rule of a view, or None when it names neither a permission nor a reason."""
    permissions = getattr(view, "required_permissions", None)
    if permissions:
        proof = getattr(view, "proof", Proof.SESSION)
        return Rule(permissions=permissions, opens_at=getattr(view, "opens_at", Stage.DONE), proof=proof)
    owner = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    reason = getattr(view, "public_reason", "") or getattr(owner, "public_reason", "")
    name = f"{owner.__module__}.{getattr(owner, '__qualname__', '')}."
    if reason:
        return Rule(public_reason=reason, opens_at=Stage.ALWAYS, is_for_visitors=name.startswith(VISITED))
    matches = [prefix for prefix in PACKAGES if name.startswith(f"{prefix}.")]
    return replace(PACKAGES[max(matches, key=len)], is_own=False) if matches else None
