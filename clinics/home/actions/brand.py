"""Deciding how the clinic looks to those who see its pages and mails. (Actions.)"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from clinics.home import logos
from clinics.home.actions.keeping import keep
from clinics.kit import colour
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.models import Clinic


class NameUnusable(Refusal):
    code = "name-unusable"
    sentence = _("Give the name your patients know, on one line of at most 120 characters.")


class NotAColour(Refusal):
    code = "not-a-colour"
    sentence = _("Choose a colour, such as #0f766e.")


def change(
    *, by: Actor, at: datetime, name: str, accent: str, support_contact: str, logo: bytes | None = None
) -> Clinic:
    """Write what differs; `logo` None keeps the one there is, b"" removes it.

    Raises NameUnusable, NotAColour, NotALogo, LogoTooLarge.
    """
    wanted: dict[str, str | bytes] = {
        "name": usable_name(name),
        "accent": usable_colour(accent),
        "support_contact": " ".join(support_contact.split()),
    }
    if logo is not None:
        wanted["logo"] = logos.redrawn(logo) if logo else b""
    return keep(event="brand.changed", wanted=wanted, by=by, at=at)


def usable_name(name: str) -> str:
    tidy = " ".join(name.split(" ")).strip()
    if not tidy or len(tidy) > 120 or not tidy.isprintable():
        raise NameUnusable(field="name")
    return tidy


def usable_colour(accent: str) -> str:
    try:
        return colour.to_hex(colour.parse(accent))
    except ValueError as failure:
        raise NotAColour(field="accent") from failure
