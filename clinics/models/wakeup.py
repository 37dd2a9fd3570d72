"""When a clinic has something due, so that nothing needs to ask every clinic."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Wakeup(models.Model):
    """At `at` (UTC), the task named `task` has work in the clinic of `schema_name`.

    Clinic roles may insert rows here and nothing else. The dispatcher moves a row it has rung
    for into the future, and the worker deletes it when the task has succeeded: a lost message
    rings again by itself.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("schema_name", "task")

    schema_name = models.CharField(_("schema"), max_length=63)
    task = models.CharField(_("task"), max_length=100)
    at = models.DateTimeField(_("at"))
    rung = models.PositiveSmallIntegerField(_("times rung"), default=0, db_default=0)

    class Meta:
        verbose_name = _("wake-up")
        verbose_name_plural = _("wake-ups")
        indexes = [models.Index(fields=["at"], name="wakeups_by_time")]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.task} {self.at:%Y-%m-%d %H:%M}"
