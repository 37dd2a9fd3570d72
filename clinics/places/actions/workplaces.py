"""Saying where people work. (Actions.)"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.places.models import Workplace
from clinics.staff.models import User


def set_all(*, sites: Mapping[User, Collection[str]], by: Actor, at: datetime) -> None:
    """Each of these people works at exactly these sites. One event for each whose sites differ."""
    with transaction.atomic():
        for user, wanted in sites.items():
            held = {str(site): pk for pk, site in Workplace.objects.of(user.pk).values_list("pk", "site")}
            gone, new = set(held) - set(wanted), set(wanted) - set(held)
            Workplace.objects.filter(pk__in=[held[site] for site in gone]).delete()
            Workplace.objects.bulk_create(Workplace(user=user, site_id=site) for site in sorted(new))
            if gone or new:
                audit.record(event="workplaces.changed", by=by, at=at, subject=user, fields=["sites"])
