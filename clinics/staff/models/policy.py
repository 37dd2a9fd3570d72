"""What a clinic decides about signing in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

SHORTEST_PROOF = 5  # minutes


class PolicyQuerySet(models.QuerySet["Policy"]):
    def current(self) -> Policy:
        """The clinic's policy; the strict one it begins with when none was written."""
        return self.first() or Policy()


class Policy(models.Model):
    """The one row of a clinic's sign-in policy.

    Administrators always need a second factor, whatever it says. Operators stay outside until the clinic lets them in.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    second_factor_required = models.BooleanField(_("second factor for everyone"), default=True)
    idle_minutes = models.PositiveSmallIntegerField(_("sign out after idle minutes"), default=60)
    longest_hours = models.PositiveSmallIntegerField(_("sign in again after hours"), default=12)
    proof_minutes = models.PositiveSmallIntegerField(_("ask again before dangerous acts after minutes"), default=15)

    operator_access = models.BooleanField(_("operators of the platform may visit"), default=False, db_default=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-in policy")
        verbose_name_plural = _("sign-in policy")
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="a_clinic_has_one_policy"),
        ]

    def __str__(self) -> str:
        return str(_("Sign-in policy"))
