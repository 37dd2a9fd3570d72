"""Suspending a clinic, letting it work again, closing it. (Actions; enter the platform first.)"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.models import Clinic, ClinicState


class NotInThatState(Refusal):
    code = "clinic-not-in-that-state"
    sentence = _("The clinic is not in a state in which this can be done. Reload the page to see its state.")


def suspend(*, clinic: Clinic, by: Actor, at: datetime) -> Clinic:
    """Close pages, API, jobs and feeds until it is reactivated; nothing is lost."""
    return _move(clinic, ClinicState.SUSPENDED, among={ClinicState.ACTIVE}, event="clinic.suspended", by=by, at=at)


def reactivate(*, clinic: Clinic, by: Actor, at: datetime) -> Clinic:
    return _move(clinic, ClinicState.ACTIVE, among={ClinicState.SUSPENDED}, event="clinic.reactivated", by=by, at=at)


def close(*, clinic: Clinic, by: Actor, at: datetime) -> Clinic:
    """End the clinic's use of the platform. Its data stays until it is exported and dropped."""
    among = {ClinicState.ACTIVE, ClinicState.SUSPENDED}
    return _move(clinic, ClinicState.CLOSED, among=among, event="clinic.closed", by=by, at=at)


def _move(
    clinic: Clinic, to: ClinicState, *, among: Collection[ClinicState], event: str, by: Actor, at: datetime
) -> Clinic:
    with transaction.atomic():
        clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
        if clinic.state not in among:
            raise NotInThatState
        clinic.state, clinic.state_changed_at = to, at
        clinic.save(update_fields=["state", "state_changed_at"])
        audit.record(event=event, by=by, at=at, subject=clinic)
    return clinic
