"""What a new clinic still has to do, resolved from its real data, never from ticks that somebody set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from clinics.home.addresses import address
from clinics.home.registry import SetupStep, TodayItem, Words, setup_steps
from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.models import Clinic
from clinics.staff.models import Invitation, User

NEXT = 3
LOOK_AGAIN = timedelta(minutes=10)
known_done: dict[tuple[str, str], datetime] = {}
"""Steps that were found done, by clinic, in this process."""


@dataclass(frozen=True)
class ShownStep:
    label: Words
    detail: Words
    url: str
    icon: str
    is_done: bool


def steps_for(actor: Actor, *, at: datetime) -> list[ShownStep]:
    """The steps this person may take, in order, those whose page this installation has."""
    clinic = current_clinic()
    return [
        ShownStep(step.label, step.detail, url, step.icon, step.is_done(clinic=clinic, at=at))
        for step, url in ((step, address(step.url_name)) for step in setup_steps)
        if url and actor.may(step.permission)
    ]


def waiting_steps(*, by: Actor, at: datetime) -> list[TodayItem]:
    """For Today: the next few things that are left to do and why, until nothing is.

    What was found done is not looked at again for a while, so that a clinic that is set up asks nothing.
    """
    waiting: list[TodayItem] = []
    clinic = current_clinic()
    for step in setup_steps:
        url = address(step.url_name)
        if url and by.may(step.permission) and not _is_known_done(step, clinic, at):
            waiting.append(TodayItem(label=step.label, detail=step.detail, url=url, icon=step.icon))
        if len(waiting) == NEXT:
            break
    return waiting


def _is_known_done(step: SetupStep, clinic: Clinic, at: datetime) -> bool:
    key = (clinic.schema_name, step.name)
    known = known_done.get(key)
    if known is not None and timedelta(0) <= at - known < LOOK_AGAIN:
        return True
    known_done.pop(key, None)
    if step.is_done(clinic=clinic, at=at):
        known_done[key] = at
        return True
    return False


def has_its_brand(*, clinic: Clinic, at: datetime) -> bool:
    return bool(clinic.logo) or clinic.accent != Clinic._meta.get_field("accent").default


def says_whom_to_ask(*, clinic: Clinic, at: datetime) -> bool:
    return bool(clinic.support_contact)


def has_a_team(*, clinic: Clinic, at: datetime) -> bool:
    """Somebody beside the first owner works here or is invited."""
    return User.objects.active().count() > 1 or Invitation.objects.unanswered().filter(expires_at__gt=at).exists()


def everyone_has_a_second_factor(*, clinic: Clinic, at: datetime) -> bool:
    return not User.objects.active().for_staff_list().filter(has_factor=False).exists()
