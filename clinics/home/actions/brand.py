"""Deciding how the clinic looks to those who see its pages and mails. (Actions.)"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.home import logos
from clinics.kit import colour
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic, entering_platform
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

    The clinic's row stands in `public`, which its role cannot touch, so there are two transactions:
    first the clinic's trail says so, then the platform writes row and trail together. A failure in
    between leaves an event of a change that did not happen, never a change without its event.
    Raises NameUnusable, NotAColour, NotALogo, LogoTooLarge.
    """
    clinic = current_clinic()
    wanted: dict[str, str | bytes] = {
        "name": usable_name(name),
        "accent": usable_colour(accent),
        "support_contact": " ".join(support_contact.split()),
    }
    if logo is not None:
        wanted["logo"] = logos.redrawn(logo) if logo else b""
    with entering_platform():
        known = Clinic.objects.get(pk=clinic.pk)
    changed = [field for field, value in wanted.items() if _plain(getattr(known, field)) != value]
    if not changed:
        return known
    with transaction.atomic():
        audit.record(event="brand.changed", by=by, at=at, fields=changed)
    with entering_platform(), transaction.atomic():
        known = Clinic.objects.select_for_update().get(pk=clinic.pk)
        for field in changed:
            setattr(known, field, wanted[field])
        known.save(update_fields=changed)
        audit.record(event="brand.changed", by=by, at=at, subject=known, fields=changed)
    return known


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


def _plain(value: str | bytes | memoryview) -> str | bytes:
    return bytes(value) if isinstance(value, memoryview) else value
