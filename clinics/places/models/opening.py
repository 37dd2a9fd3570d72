"""When a site is open to patients."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id
from clinics.places.models.location import Location

MIDNIGHT = "00:00"


class OpeningHours(models.Model):
    """A site is open each week on this day, between these times of its clock.

    `weekday` is ISO's, 1 is Monday. `ends` at 00:00 is the end of the day. A site without any says nothing of
    when it is open.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    location = models.ForeignKey(Location, models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("day of the week"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ("weekday", "starts", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__range=(1, 7)), name="a_weekday_of_opening_is_iso"),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")) | models.Q(ends=MIDNIGHT),
                name="opening_hours_end_after_they_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H:%M}"
