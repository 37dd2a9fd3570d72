"""Suspending, reactivating and closing a clinic. (Actions of the platform; see config/decisions/0005.)

The state is a row; what closes the doors is the database: in the same transaction the clinic's
role loses the use of its schema, so that no process, whatever it remembers, can go on.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.events.live import tell_that_it_closed
from clinics.kit.actor import Actor
from clinics.kit.current import entering_platform
from clinics.kit.refusal import Refusal
from clinics.models import Clinic, ClinicState


class Reason(StrEnum):
    """Why a clinic was suspended or closed; kept in the platform's trail."""

    REQUESTED = "requested"
    UNPAID = "unpaid"
    SECURITY = "security"
    OTHER = "other"


class NotActive(Refusal):
    code = "clinic-not-active"
    sentence = _("This clinic is not open, so it cannot be suspended.")


class NotSuspended(Refusal):
    code = "clinic-not-suspended"
    sentence = _("This clinic is not suspended, so there is nothing to reactivate.")


class NotYetOpen(Refusal):
    code = "clinic-not-yet-open"
    sentence = _("This clinic is still being set up, or has closed already.")


def suspend(*, clinic: Clinic, by: Actor, at: datetime, reason: Reason = Reason.OTHER) -> Clinic:
    """Close pages, API, jobs and feeds at once, for a while. Raises NotActive."""
    with entering_platform(), transaction.atomic():
        current = Clinic.objects.select_for_update().get(pk=clinic.pk)
        if current.state != ClinicState.ACTIVE:
            raise NotActive
        _become(current, ClinicState.SUSPENDED, at=at)
        audit.record(event="clinic.suspended", by=by, at=at, subject=current, reason=reason)
    return current


def reactivate(*, clinic: Clinic, by: Actor, at: datetime) -> Clinic:
    """Open a suspended clinic again, as it was. Raises NotSuspended."""
    with entering_platform(), transaction.atomic():
        current = Clinic.objects.select_for_update().get(pk=clinic.pk)
        if current.state != ClinicState.SUSPENDED:
            raise NotSuspended
        _become(current, ClinicState.ACTIVE, at=at)
        audit.record(event="clinic.reactivated", by=by, at=at, subject=current)
    return current


def close(*, clinic: Clinic, by: Actor, at: datetime, reason: Reason = Reason.REQUESTED) -> Clinic:
    """Close a clinic for good. Its data stays where it is and cannot be reached. Raises NotYetOpen."""
    with entering_platform(), transaction.atomic():
        current = Clinic.objects.select_for_update().get(pk=clinic.pk)
        if current.state not in (ClinicState.ACTIVE, ClinicState.SUSPENDED):
            raise NotYetOpen
        _become(current, ClinicState.CLOSED, at=at)
        audit.record(event="clinic.closed", by=by, at=at, subject=current, reason=reason)
    return current


def _become(clinic: Clinic, state: ClinicState, *, at: datetime) -> None:
    clinic.state, clinic.state_changed_at = state, at
    clinic.save(update_fields=["state", "state_changed_at"])
    is_open = state == ClinicState.ACTIVE
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.set_clinic_open(%s::text, %s::boolean)", [clinic.schema_name, is_open])
    if not is_open:
        tell_that_it_closed(clinic.schema_name)
