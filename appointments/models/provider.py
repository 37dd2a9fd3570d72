"""Who sees patients, and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from appointments.models.tone import Tone
from appointments.models.type import Offering
from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id

MIDNIGHT = "00:00"


class ProviderQuerySet(models.QuerySet["Provider"]):
    def active(self) -> ProviderQuerySet:
        return self.filter(is_active=True)

    def in_order(self) -> ProviderQuerySet:
        return self.order_by("order", "name", "pk")

    def offering(self, type_id: UUID) -> ProviderQuerySet:
        """Those who offer this type; everybody when it names nobody."""
        named = Offering.objects.filter(type=type_id)
        theirs = named.filter(provider=models.OuterRef("pk"))
        return self.filter(models.Exists(theirs) | ~models.Exists(named))


class Provider(models.Model):
    """Somebody patients book. `user` is the colleague who signs in; a locum may have none."""

    plain_fields: ClassVar[tuple[str, ...]] = ("name", "title", "tone")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="provider", null=True, blank=True
    )
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=60, blank=True)
    tone = models.CharField(_("color"), max_length=8, choices=Tone.choices, default=Tone.BLUE)
    usual_room = models.ForeignKey(
        "places.Location", models.PROTECT, related_name="usual_for", null=True, blank=True, verbose_name=_("usual room")
    )
    is_active = models.BooleanField(_("can be booked"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    objects = ProviderQuerySet.as_manager()

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ("order", "name", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(tone__in=Tone.values), name="a_provider_color_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class WeeklyHoursQuerySet(models.QuerySet["WeeklyHours"]):
    def between(self, first_day: date, last_day: date) -> WeeklyHoursQuerySet:
        """Hours that hold on some of these days, both included."""
        still = models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=first_day)
        return self.filter(still, valid_from__lte=last_day)

    def on_weekdays_of(self, first_day: date, last_day: date) -> WeeklyHoursQuerySet:
        """Of these days alone, both included, where they are less than a week."""
        days = [first_day + timedelta(days=ahead) for ahead in range(min(7, (last_day - first_day).days + 1))]
        return self.filter(weekday__in=[day.isoweekday() for day in days])

    def of(self, provider_ids: Collection[UUID]) -> WeeklyHoursQuerySet:
        return self.filter(provider__in=provider_ids)


class WeeklyHours(models.Model):
    """A provider sees patients at a site each week on this day, between these times of that site.

    `weekday` is ISO's, 1 is Monday. `ends` at 00:00 is the end of the day. `valid_until` is the last day, included.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="weekly_hours")
    location = models.ForeignKey("places.Location", models.PROTECT, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("day of the week"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"), null=True, blank=True)

    objects = WeeklyHoursQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly hours")
        verbose_name_plural = _("weekly hours")
        ordering = ("weekday", "starts", "id")
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__range=(1, 7)), name="a_weekday_is_iso"),
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")) | models.Q(ends=MIDNIGHT),
                name="hours_end_after_they_start",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True) | models.Q(valid_until__gte=models.F("valid_from")),
                name="hours_hold_for_a_day_at_least",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H:%M}"


class HoursExceptionQuerySet(models.QuerySet["HoursException"]):
    def between(self, first_day: date, last_day: date) -> HoursExceptionQuerySet:
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)

    def concerning(self, provider_ids: Collection[UUID]) -> HoursExceptionQuerySet:
        """Those of these providers, and those of everybody."""
        return self.filter(models.Q(provider__in=provider_ids) | models.Q(provider__isnull=True))


class HoursException(models.Model):
    """On these days other hours hold: closed (all day, or between two times), or open beyond the weekly hours.

    Without a provider it is everybody's, without a location everywhere's. First what is closed is taken from the
    weekly hours, then what is open is added: "Friday only 10 to 12" is closed all day and open from 10 to 12.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(Provider, models.CASCADE, related_name="exceptions", null=True, blank=True)
    location = models.ForeignKey(
        "places.Location", models.PROTECT, related_name="hours_exceptions", null=True, blank=True
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    is_closed = models.BooleanField(_("closed"), default=True)
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)
    reason = SealedTextField(
        _("reason"), label="appointments.HoursException.reason", max_length=200, blank=True, default=""
    )

    objects = HoursExceptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception to the hours")
        verbose_name_plural = _("exceptions to the hours")
        ordering = ("first_day", "starts", "id")
        indexes = [models.Index(fields=["last_day", "first_day"], name="hours_exceptions_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="an_exception_lasts_a_day_at_least"
            ),
            models.CheckConstraint(
                condition=models.Q(is_closed=True, starts__isnull=True, ends__isnull=True)
                | models.Q(starts__isnull=False, ends__isnull=False, ends__gt=models.F("starts"))
                | models.Q(starts__isnull=False, ends=MIDNIGHT),
                name="an_exception_has_both_times_or_is_closed_all_day",
            ),
            models.CheckConstraint(
                condition=models.Q(is_closed=True) | models.Q(provider__isnull=False, location__isnull=False),
                name="who_is_open_beyond_the_hours_is_named",
            ),
        ]

    def __str__(self) -> str:
        return f"exception {self.pk}"
