"""Writing what a clinic decides about itself. (Part of actions.)"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic, entering_platform
from clinics.models import Clinic


def keep(*, event: str, wanted: Mapping[str, Any], by: Actor, at: datetime) -> Clinic:
    """Write what differs of the clinic's row, and say in the trail which fields that were.

    The row stands in `public`, which the clinic's role cannot touch, so there are two transactions:
    first the clinic's trail says so, then the platform writes row and trail together. A failure in
    between leaves an event of a change that did not happen, never a change without its event.
    """
    clinic = current_clinic()
    with entering_platform():
        known = Clinic.objects.get(pk=clinic.pk)
    changed = [field for field, value in wanted.items() if _plain(getattr(known, field)) != value]
    if not changed:
        return known
    with transaction.atomic():
        audit.record(event=event, by=by, at=at, fields=changed)
    with entering_platform(), transaction.atomic():
        known = Clinic.objects.select_for_update().get(pk=clinic.pk)
        for field in changed:
            setattr(known, field, wanted[field])
        known.save(update_fields=changed)
        audit.record(event=event, by=by, at=at, subject=known, fields=changed)
    return known


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
