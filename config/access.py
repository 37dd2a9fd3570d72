"""What each view asks of who enters, third-party views included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from clinics.staff.permissions import Permission


@dataclass(frozen=True)
class Rule:
    """Either a reason to be public or the permissions that are needed."""

    permissions: frozenset[Permission] = frozenset()
    public_reason: str = ""


# Views of packages, by the module they are defined in (longest prefix wins).
PACKAGES: dict[str, Rule] = {
    "allauth.account": Rule(public_reason="Signing in; allauth asks for a session where one is due"),
    "allauth.mfa": Rule(public_reason="Second factor; allauth asks for a session where one is due"),
    "allauth.idp.oidc": Rule(public_reason="OpenID Connect; the protocol authenticates each call"),
    "django.contrib.staticfiles": Rule(public_reason="Style sheets and scripts hold no data"),
    "django.views.static": Rule(public_reason="Style sheets and scripts hold no data"),
    "django.views.i18n": Rule(public_reason="The message catalogue holds no data"),
}


def rule_for(view: Callable[..., Any]) -> Rule | None:
    """The rule of a view, or None when it names neither a permission nor a reason."""
    permissions = getattr(view, "required_permissions", None)
    if permissions:
        return Rule(permissions=permissions)
    reason = getattr(view, "public_reason", "")
    if reason:
        return Rule(public_reason=reason)
    owner = getattr(view, "view_class", None) or getattr(view, "cls", None) or view
    module = f"{owner.__module__}."
    matches = [prefix for prefix in PACKAGES if module.startswith(f"{prefix}.")]
    return PACKAGES[max(matches, key=len)] if matches else None
