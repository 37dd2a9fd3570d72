"""Telling the people who can mend it that a webhook was stopped."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from clinics.events import mail
from clinics.kit.current import current_clinic
from clinics.staff.models import User
from clinics.staff.permissions import GRANTS, Permission
from clinics.webhooks.models import Endpoint, StopReason

PURPOSE = "webhook_stopped"


def tell_that_it_stopped(endpoint: Endpoint, reason: StopReason, *, at: datetime) -> None:
    """Write to everyone who may manage webhooks, in their language."""
    roles = [role for role, permissions in GRANTS.items() if Permission.WEBHOOK_MANAGE in permissions]
    people = User.objects.active().filter(role_assignments__role__in=roles).distinct()
    link = current_clinic().base_url + reverse("webhooks:endpoint", args=[endpoint.pk])
    for person in people:
        mail.write(
            template="webhooks/mail/stopped",
            purpose=PURPOSE,
            to=person.email,
            at=at,
            language=person.language,
            context={"name": endpoint.name, "is_gone": reason == StopReason.GONE, "link": link},
        )
