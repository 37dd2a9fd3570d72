"""Background work that carries its clinic.

A message names its clinic in a header. One without it, or for a clinic that is not active, is
refused: there is no clinic to fall back to. Tasks are doorbells; see `clinics.events.actions.wake`.
"""

from __future__ import annotations

from typing import Any

import celery
from celery.exceptions import Reject

from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, Wakeup

CLINIC_HEADER = "clinic"
WAKEUPS_HEADER = "wakeups"


class NoClinicInMessage(Reject):
    """A message that names no clinic, or one that is not active."""


class ClinicTask(celery.Task):
    """A task that runs inside the clinic its message names, and deletes the wake-ups it answered."""

    abstract = True
    ignore_result = True
    acks_late = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        schema = self.request.get(CLINIC_HEADER) or (self.request.headers or {}).get(CLINIC_HEADER)
        clinic = active_clinic(schema)
        with entering(clinic):
            result = super().__call__(*args, **kwargs)
        self.answer_wakeups()
        return result

    def answer_wakeups(self) -> None:
        headers = self.request.headers or {}
        answered = self.request.get(WAKEUPS_HEADER) or headers.get(WAKEUPS_HEADER) or []
        if answered:
            with entering_platform():
                Wakeup.objects.filter(pk__in=answered).delete()


def active_clinic(schema: str | None) -> Clinic:
    """The active clinic of this schema. Raises NoClinicInMessage."""
    if not schema:
        raise NoClinicInMessage("the message names no clinic", requeue=False)
    with entering_platform():
        clinic = Clinic.objects.filter(schema_name=schema).first()
    if clinic is None or not clinic.is_active:
        raise NoClinicInMessage("the clinic is not active", requeue=False)
    return clinic


def ring(*, task: str, schema: str, wakeups: list[int]) -> None:
    """Send the message that starts `task` in the clinic of `schema`."""
    celery.current_app.send_task(task, headers={CLINIC_HEADER: schema, WAKEUPS_HEADER: wakeups})
