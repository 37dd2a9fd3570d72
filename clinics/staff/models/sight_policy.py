"""What a clinic decides about who sees whom."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

SHORTEST, LONGEST = 5, 24 * 60
REACHES = RawSQL("(SELECT reaches FROM staff_sightpolicy WHERE id = 1)", (), models.JSONField())
HAS_RESTRICTED = RawSQL("(SELECT has_restricted FROM staff_sightpolicy WHERE id = 1)", (), models.BooleanField())


class SightPolicyQuerySet(models.QuerySet["SightPolicy"]):
    def current(self) -> SightPolicy:
        """What the clinic decided; until it does, everybody who sees patients sees all of them."""
        return self.first() or SightPolicy()

    def as_columns(self) -> dict[str, Any]:
        """What sight depends on, to be read along with another row, on every request: text costs nothing to compile."""
        return {"policy_reaches": REACHES, "policy_has_restricted": HAS_RESTRICTED}


class SightPolicy(models.Model):
    """The one row of who sees whom.

    `reaches` says by role whose patients it sees, as a `Reach`; a role it does not name sees the whole clinic's.
    `has_restricted` is kept by those who restrict charts. It spares a clinic without any the looking.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("reaches",)

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    reaches = models.JSONField(_("who sees whom"), default=dict)
    has_restricted = models.BooleanField(_("some charts are restricted"), default=False, editable=False)
    restricts_staff = models.BooleanField(
        _("Restrict the records of people who work here"),
        default=True,
        help_text=_("As soon as an e-mail address says that a patient works here. Somebody looks at it afterwards."),
    )
    glass_minutes = models.PositiveSmallIntegerField(
        _("minutes for which an emergency opens a hidden chart"),
        default=60,
        validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)],
    )

    objects = SightPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("who sees whom")
        verbose_name_plural = _("who sees whom")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="a_clinic_has_one_policy_of_sight")]

    def __str__(self) -> str:
        return str(_("Who sees whom"))
