"""A site, a department in it, or a room."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.kit.ids import new_id


class LocationKind(models.TextChoices):
    SITE = "site", _("Site")
    DEPARTMENT = "department", _("Department")
    ROOM = "room", _("Room")


class LocationQuerySet(models.QuerySet["Location"]):
    def active(self) -> LocationQuerySet:
        return self.filter(is_active=True)

    def open_on(self, day: date) -> LocationQuerySet:
        """Those in use that are not closed by then."""
        return self.active().filter(models.Q(closed_from__isnull=True) | models.Q(closed_from__gt=day))

    def within(self, place_id: UUID) -> LocationQuerySet:
        """This place and all places in it."""
        return self.filter(models.Q(pk=place_id) | models.Q(parent=place_id) | models.Q(parent__parent=place_id))

    def sites(self) -> LocationQuerySet:
        return self.filter(kind=LocationKind.SITE)

    def rooms_of(self, site_id: UUID) -> LocationQuerySet:
        """Rooms of this site, in its departments or directly in it."""
        below = models.Q(parent=site_id) | models.Q(parent__parent=site_id)
        return self.filter(below, kind=LocationKind.ROOM)

    def in_order(self) -> LocationQuerySet:
        return self.order_by("order", "name", "pk")


class Location(models.Model):
    """A place of the clinic's. Sites stand at the top; rooms in a site or in a department of it.

    `time_zone` is an IANA name, the same for all places of a site: a day is the site's day. `closed_from` is the
    first day on which it is no longer used; once that has come the place is not `is_active`.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("kind", "name", "address", "time_zone")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, related_name="places", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=LocationKind.choices)
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(_("address"), max_length=300, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64)
    is_active = models.BooleanField(_("in use"), default=True)
    closed_from = models.DateField(_("closed from"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = LocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("order", "name", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=LocationKind.SITE, parent__isnull=True)
                | models.Q(kind__in=[LocationKind.DEPARTMENT, LocationKind.ROOM], parent__isnull=False),
                name="a_place_other_than_a_site_is_in_one",
            ),
            models.UniqueConstraint(
                fields=["parent", "name"], nulls_distinct=False, name="a_place_has_a_name_of_its_own"
            ),
            models.CheckConstraint(
                condition=models.Q(is_active=True) | models.Q(closed_from__isnull=False),
                name="a_closed_place_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_site(self) -> bool:
        return self.kind == LocationKind.SITE

    def is_closed_on(self, day: date) -> bool:
        return not self.is_active or (self.closed_from is not None and self.closed_from <= day)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
