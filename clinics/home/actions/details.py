"""Deciding where the clinic is reached, in which language and by which clock and week it works. (Actions.)"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from clinics.home.actions.keeping import keep
from clinics.kit import zones
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.identifiers import SYSTEMS
from clinics.kit.phones import read_phone
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.places.actions.locations import UnknownZone


class NotATelephone(Refusal):
    code = "not-a-telephone"
    sentence = _("This cannot be dialled. Give the number as it is dialled here, or with its country code.")
    status = 422


class UnknownLanguage(Refusal):
    code = "language-unknown"
    sentence = _("Choose one of the languages there are.")
    status = 422


class NotADay(Refusal):
    code = "not-a-weekday"
    sentence = _("Choose a day of the week.")
    status = 422


def change(
    *,
    by: Actor,
    at: datetime,
    address: str,
    phone: str,
    language: str,
    time_zone: str,
    week_start: int | None,
    unused_identifiers: Collection[str],
) -> Clinic:
    """Write what differs. Locations keep their own time zones.

    Raises NotATelephone, UnknownLanguage, UnknownZone, NotADay.
    """
    if phone and read_phone(phone, current_clinic().country) is None:
        raise NotATelephone(field="phone")
    if language not in dict(settings.LANGUAGES):
        raise UnknownLanguage(field="language")
    if time_zone not in zones.known():
        raise UnknownZone(field="time_zone")
    if week_start is not None and week_start not in range(1, 8):
        raise NotADay(field="week_start")
    wanted = {
        "address": address.strip(),
        "phone": phone.strip(),
        "language": language,
        "time_zone": time_zone,
        "week_start": week_start,
        "unused_identifiers": sorted(set(unused_identifiers) & set(SYSTEMS)),
    }
    return keep(event="clinic.described", wanted=wanted, by=by, at=at)
