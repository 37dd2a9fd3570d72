"""How far somebody sees: what the clinic's policy says about their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.TextChoices):
    """Whose patients somebody sees. Each takes in what the narrower ones do; the widest stands first."""

    CLINIC = "clinic", _("Everybody's in the clinic")
    SITE = "site", _("Those of the sites where they work")
    TEAM = "team", _("Those in whose care team they are, and those they meet")
    PANEL = "panel", _("Those they are responsible for, and those they meet")

    @classmethod
    def widest(cls, reaches: Iterable[str]) -> Reach:
        """The first of the order above; of nothing the whole clinic, since no policy narrows it."""
        order = list(cls)
        return min((cls(each) for each in reaches), key=order.index, default=cls.CLINIC)

    def takes_in(self, other: Reach) -> bool:
        order = list(Reach)
        return order.index(self) <= order.index(other)


@dataclass(frozen=True, slots=True)
class Sight:
    """What narrows somebody's sight. `minds_restricted` says that the clinic has restricted charts at all."""

    reach: Reach = Reach.CLINIC
    minds_restricted: bool = False

    @property
    def is_whole(self) -> bool:
        """Nothing narrows it, so that nothing has to be asked."""
        return self.reach == Reach.CLINIC and not self.minds_restricted


WHOLE = Sight()
