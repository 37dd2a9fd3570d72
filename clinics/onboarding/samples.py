"""Sample data: what a clinic is filled with for a demo, by the apps that know how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from clinics.kit.actor import Actor
from clinics.kit.current import current_clinic
from clinics.kit.registry import Registry
from clinics.staff.permissions import Permission

ANY_FIELD = ""


@dataclass(frozen=True, kw_only=True)
class SampleColleague:
    """Somebody of the clinic's team in whose name samples are written; `works_in` is a word of the samples' own."""

    actor: Actor
    works_in: str = ANY_FIELD


@dataclass(frozen=True, kw_only=True)
class SampleOrder:
    """How much sample data, from which seed, as of when. `tell` shows progress to a person."""

    patients: int
    seed: int
    by: Actor
    at: datetime
    tell: Callable[[str], None]
    team: tuple[SampleColleague, ...] = ()

    def who_may(self, permission: Permission, *, works_in: str = ANY_FIELD) -> list[Actor]:
        """Colleagues with this permission, those of that field where there are any.

        A clinic that has no team yet gets one stand-in.
        """
        able = [each for each in self.team if each.actor.may(permission)]
        fitting = [each for each in able if each.works_in == works_in] or able
        return [each.actor for each in fitting] or [stand_in(permission)]


def stand_in(permission: Permission) -> Actor:
    """The author of samples in a clinic where nobody works yet, named in its language."""
    with translation.override(current_clinic().language):
        return Actor.task(_("Sample data"), permissions=frozenset({permission}))


@dataclass(frozen=True)
class SampleData:
    """One app's part, filled in the registry's order inside the clinic."""

    name: str
    order: int
    fill: Callable[[SampleOrder], None]


sample_data: Registry[SampleData] = Registry("Sample data")


def fill(order: SampleOrder) -> None:
    """Fill the current clinic, app by app."""
    for part in sample_data:
        part.fill(order)
