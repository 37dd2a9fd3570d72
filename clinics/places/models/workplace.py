"""Where people work."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id


class WorkplaceQuerySet(models.QuerySet["Workplace"]):
    def of(self, user_id: object) -> WorkplaceQuerySet:
        return self.filter(user=user_id)


class Workplace(models.Model):
    """Somebody works at this site. Where a policy narrows sight to sites, they see who is cared for there."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="workplaces")
    site = models.ForeignKey("places.Location", models.PROTECT, related_name="workplaces")

    objects = WorkplaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place of work")
        verbose_name_plural = _("places of work")
        constraints = [models.UniqueConstraint(fields=["user", "site"], name="a_person_works_at_a_site_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.site_id}"
