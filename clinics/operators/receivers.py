"""What happens elsewhere that ends visits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from clinics.kit.actor import Actor
from clinics.operators.actions import visits
from clinics.operators.models import How
from clinics.staff.signals import operators_forbidden


@receiver(operators_forbidden)
def _forbidden(by: Actor, at: datetime, **_rest: Any) -> None:
    visits.end_all(how=How.POLICY, by=by, at=at)
