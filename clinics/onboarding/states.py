"""Suspending a clinic, letting it work again, closing it. (Actions; see config/decisions/0005.)

The state is a row; what closes the doors is the database: in the same transaction the clinic's
role loses the use of its schema, so that no process, whatever it remembers, can go on.
"""

from __future__ import annotations

from collections.abc import Collection
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


class NotInThatState(Refusal):
    code = "clinic-not-in-that-state"

    def __init__(self, state: ClinicState) -> None:
        super().__init__(_("This cannot be done now: the state of the clinic is “%s”.") % state.label)


def suspend(*, clinic: Clinic, by: Actor, at: datetime, reason: Reason = Reason.OTHER) -> Clinic:
    """Close pages, API, jobs and feeds at once, until it is reactivated. Raises NotInThatState."""
    return _move(clinic, ClinicState.SUSPENDED, {ClinicState.ACTIVE}, "clinic.suspended", by=by, at=at, reason=reason)


def reactivate(*, clinic: Clinic, by: Actor, at: datetime) -> Clinic:
    """Open a suspended clinic again, as it was. Raises NotInThatState."""
    return _move(clinic, ClinicState.ACTIVE, {ClinicState.SUSPENDED}, "clinic.reactivated", by=by, at=at)


def close(*, clinic: Clinic, by: Actor, at: datetime, reason: Reason = Reason.REQUESTED) -> Clinic:
    """End the clinic's use of the platform. Its data stays until it is exported and dropped. Raises NotInThatState."""
    among = {ClinicState.ACTIVE, ClinicState.SUSPENDED}
    return _move(clinic, ClinicState.CLOSED, among, "clinic.closed", by=by, at=at, reason=reason)


def _move(
    clinic: Clinic,
    to: ClinicState,
    among: Collection[ClinicState],
    event: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> Clinic:
    with entering_platform(), transaction.atomic():
        clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
        if clinic.state not in among:
            raise NotInThatState(ClinicState(clinic.state))
        clinic.state, clinic.state_changed_at = to, at
        clinic.save(update_fields=["state", "state_changed_at"])
        _open_or_close(clinic)
        audit.record(event=event, by=by, at=at, subject=clinic, reason=reason)
    return clinic


def _open_or_close(clinic: Clinic) -> None:
    """Give or take the right to use the schema, which counts from commit on, and end its open streams."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.set_clinic_open(%s::text, %s::boolean)", [clinic.schema_name, clinic.is_active])
    if not clinic.is_active:
        tell_that_it_closed(clinic.schema_name)
