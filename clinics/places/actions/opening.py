"""Saying when a site is open to patients. (Actions.)"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit import stretches
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.kit.stretches import Stretch
from clinics.places.models import Location, OpeningHours


class ImpossibleOpening(Refusal):
    code = "opening_impossible"
    sentence = _("Hours end after they start and do not overlap. Until midnight is 00:00.")
    status = 422


class NotASite(Refusal):
    code = "opening_of_no_site"
    sentence = _("A location is open or closed as a whole. Give its opening hours, not those of a room.")
    status = 422


def set_hours(*, place: Location, hours: Sequence[Stretch], by: Actor, at: datetime) -> list[OpeningHours]:
    """From now on the site is open at these times of the week. Raises ImpossibleOpening, NotASite."""
    if not place.is_site:
        raise NotASite
    if stretches.overlap(hours) or not all(stretches.runs(each.starts, each.ends) for each in hours):
        raise ImpossibleOpening
    with transaction.atomic():
        Location.objects.select_for_update(no_key=True).get(pk=place.pk)
        known = OpeningHours.objects.filter(location=place)
        wanted = sorted((each.weekday, each.starts, each.ends) for each in hours)
        if wanted == sorted(known.values_list("weekday", "starts", "ends")):
            return list(known)
        known.delete()
        written = OpeningHours.objects.bulk_create(
            OpeningHours(location=place, weekday=weekday, starts=starts, ends=ends) for weekday, starts, ends in wanted
        )
        audit.record(event="place.hours_set", by=by, at=at, subject=place)
    return written
