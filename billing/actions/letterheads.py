"""Writing the clinic's letterhead, and giving each invoice the one that holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.models import Letterhead
from clinics.audit import actions as audit
from clinics.home import brand
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic

WORDS = ("name", "address", "tax_numbers", "payment", "footer")


def write(
    *, name: str, address: str, tax_numbers: str, payment: str, footer: str, by: Actor, at: datetime
) -> Letterhead:
    """From the next invoice on; those that were issued keep theirs. The same words change nothing."""
    wanted = {"name": name, "address": address, "tax_numbers": tax_numbers, "payment": payment, "footer": footer}
    known = latest()
    before = words_of(known)
    changed = [each for each in WORDS if wanted[each] != before[each]]
    if known is not None and not changed:
        return known
    with transaction.atomic():
        made = _made(wanted, by=by, at=at)
        audit.record(event="letterhead.changed", by=by, at=at, subject=made, fields=changed)
    return made


def current(*, by: Actor, at: datetime) -> Letterhead:
    """The letterhead as of now, a new version of it if the clinic's look has changed. For other actions."""
    clinic, known = current_clinic(), latest()
    look = (brand.version(clinic), clinic.name, clinic.language, clinic.country)
    if known is not None and (known.brand, known.clinic_name, known.language, known.country) == look:
        return known
    return _made(words_of(known), by=by, at=at)


def latest() -> Letterhead | None:
    return Letterhead.objects.latest_first().defer("logo").first()


def words_of(letterhead: Letterhead | None) -> dict[str, str]:
    """What stands on it; before anybody wrote one, the clinic's name alone."""
    if letterhead is None:
        return {**dict.fromkeys(WORDS, ""), "name": current_clinic().name}
    words = {each: getattr(letterhead, each) for each in WORDS}
    return words | ({"name": current_clinic().name} if letterhead.name == letterhead.clinic_name else {})


def unsaved(words: dict[str, str]) -> Letterhead:
    """These words in the clinic's look of now."""
    clinic = current_clinic()
    return Letterhead(
        **words,
        accent=clinic.accent,
        logo=bytes(clinic.logo),
        brand=brand.version(clinic),
        clinic_name=clinic.name,
        language=clinic.language,
        country=clinic.country,
    )


def _made(words: dict[str, str], *, by: Actor, at: datetime) -> Letterhead:
    made = unsaved(words)
    made.recorded_at, made.recorded_by_id, made.recorded_by_name = at, by.id, by.name
    made.save(force_insert=True)
    return made
