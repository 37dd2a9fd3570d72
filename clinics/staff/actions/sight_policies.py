"""Deciding who sees whom. (Actions.)"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.kit.sight import Reach
from clinics.staff.models import SightPolicy
from clinics.staff.models.sight_policy import LONGEST, SHORTEST
from clinics.staff.permissions import SEES_PATIENTS


class UnreasonableTime(Refusal):
    code = "unreasonable-time"
    sentence = _("Choose between 5 minutes and a day.")


class UnknownReach(Refusal):
    code = "unknown-reach"
    sentence = _("Choose for each role whose patients it sees.")


def change(
    *, reaches: Mapping[str, str], glass_minutes: int, restricts_staff: bool, by: Actor, at: datetime
) -> SightPolicy:
    """Write what differs; `reaches` says by role how far it sees. Raises UnreasonableTime, UnknownReach."""
    if not SHORTEST <= glass_minutes <= LONGEST:
        raise UnreasonableTime(field="glass_minutes")
    if not set(reaches) <= set(SEES_PATIENTS) or not set(reaches.values()) <= set(Reach):
        raise UnknownReach
    narrower = {role: reach for role, reach in reaches.items() if reach != Reach.CLINIC}
    with transaction.atomic():
        policy = hold()
        changed: list[str] = [role for role in SEES_PATIENTS if policy.reaches.get(role) != narrower.get(role)]
        wanted = {"glass_minutes": glass_minutes, "restricts_staff": restricts_staff}
        changed += [name for name, value in wanted.items() if getattr(policy, name) != value]
        policy.reaches, policy.glass_minutes, policy.restricts_staff = narrower, glass_minutes, restricts_staff
        if changed:
            policy.save(update_fields=["reaches", *wanted])
            audit.record(event="sight_policy.changed", by=by, at=at, subject=policy, fields=changed)
    return policy


def note_restricted(exist: bool) -> None:
    """Inside the transaction that restricts a chart or lifts it: whether there are restricted charts at all."""
    policy = hold()
    if policy.has_restricted != exist:
        policy.has_restricted = exist
        policy.save(update_fields=["has_restricted"])


def hold() -> SightPolicy:
    """The policy, which nobody else changes until the transaction ends."""
    SightPolicy.objects.get_or_create(pk=1)
    return SightPolicy.objects.select_for_update().get(pk=1)
