"""Deciding how people sign in to the clinic. (Actions.)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.staff.models import Policy
from clinics.staff.models.policy import SHORTEST_PROOF
from clinics.staff.signals import operators_forbidden

SHORTEST, LONGEST = 5, 480
LONGEST_PROOF = 60
MOST_HOURS = 12  # as long as its cookie lasts
FIELDS = ("second_factor_required", "idle_minutes", "longest_hours", "proof_minutes", "operator_access")


class UnreasonableIdleTime(Refusal):
    code = "unreasonable-idle-time"
    sentence = _("Choose between 5 and 480 minutes.")


class UnreasonableLength(Refusal):
    code = "unreasonable-length"
    sentence = _("Choose between 1 and 12 hours.")


class UnreasonableProofTime(Refusal):
    code = "unreasonable-proof-time"
    sentence = _("Choose between 5 and 60 minutes.")


def change(*, by: Actor, at: datetime, **decided: Any) -> Policy:
    """Write what differs. Raises UnreasonableIdleTime, UnreasonableLength and UnreasonableProofTime."""
    if not SHORTEST <= decided.get("idle_minutes", SHORTEST) <= LONGEST:
        raise UnreasonableIdleTime(field="idle_minutes")
    if not 1 <= decided.get("longest_hours", 1) <= MOST_HOURS:
        raise UnreasonableLength(field="longest_hours")
    if not SHORTEST_PROOF <= decided.get("proof_minutes", SHORTEST_PROOF) <= LONGEST_PROOF:
        raise UnreasonableProofTime(field="proof_minutes")
    with transaction.atomic():
        Policy.objects.get_or_create(pk=1)
        policy = Policy.objects.select_for_update().get(pk=1)
        changed = [field for field in FIELDS if field in decided and getattr(policy, field) != decided[field]]
        for field in changed:
            setattr(policy, field, decided[field])
        if changed:
            policy.save(update_fields=changed)
            audit.record(event="policy.changed", by=by, at=at, subject=policy, fields=changed)
        if "operator_access" in changed and not policy.operator_access:
            operators_forbidden.send(sender=Policy, by=by, at=at)
    return policy
