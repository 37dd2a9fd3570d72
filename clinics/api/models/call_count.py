"""How often programs asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class CallCount(models.Model):
    """Requests with a good token on one of the clinic's own days, whoever asked."""

    plain_fields: ClassVar[tuple[str, ...]] = ()

    day = models.DateField(_("day"), primary_key=True)
    calls = models.BigIntegerField(_("calls"), default=0)

    class Meta:
        verbose_name = _("count of calls")
        verbose_name_plural = _("counts of calls")

    def __str__(self) -> str:
        return str(self.day)
