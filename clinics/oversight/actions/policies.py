"""Deciding what is watched in the trail. (Actions.)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.oversight.models import WatchPolicy

FIELDS = (
    "privacy_officer",
    "watches_colleagues",
    "records_an_hour",
    "watches_nights",
    "day_begins",
    "day_ends",
    "night_records",
    "downloads_a_day",
    "watches_strangers",
    "strangers_a_day",
    "related_days",
)


class NoWorkingDay(Refusal):
    code = "no-working-day"
    sentence = _("Work ends after it begins.")


def change(*, by: Actor, at: datetime, **decided: Any) -> WatchPolicy:
    """Write what differs. Raises NoWorkingDay."""
    with transaction.atomic():
        WatchPolicy.objects.get_or_create(pk=1)
        policy = WatchPolicy.objects.select_for_update().get(pk=1)
        changed = [field for field in FIELDS if field in decided and getattr(policy, field) != decided[field]]
        for field in changed:
            setattr(policy, field, decided[field])
        if policy.day_ends <= policy.day_begins:
            raise NoWorkingDay(field="day_ends")
        if changed:
            policy.save(update_fields=changed)
            audit.record(event="watch_policy.changed", by=by, at=at, subject=policy, fields=changed)
    return policy
