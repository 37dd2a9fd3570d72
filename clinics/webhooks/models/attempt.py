"""One try to deliver, insert-only."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id
from clinics.webhooks.models.delivery import Delivery


class Failing(models.TextChoices):
    """Why a try did not deliver."""

    STATUS = "status", _("It answered with an error")
    MOVED = "moved", _("It answered that it has moved")
    TIMEOUT = "timeout", _("It took too long")
    UNKNOWN_HOST = "unknown_host", _("Its host is not known")
    REFUSED_ADDRESS = "refused_address", _("Its host has an address inside a private network")
    NO_CONNECTION = "no_connection", _("No connection was made")
    TLS = "tls", _("Its certificate is not right")
    BROKEN = "broken", _("The connection broke, or the answer was not HTTP")
    INTERRUPTED = "interrupted", _("The try was interrupted here; it may have arrived")


class Attempt(models.Model):
    """When it was tried, how long it took, and what came of it.

    `answer` is the beginning of an answer that was an error, as plain text, sealed: nobody knows what stands in it.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("failing",)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    at = models.DateTimeField(_("when"))
    milliseconds = models.PositiveIntegerField(_("took"), default=0)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    failing = models.CharField(_("what went wrong"), max_length=16, choices=Failing.choices, blank=True)
    answer = SealedTextField(_("answer"), label="webhooks.Attempt.answer", max_length=1000, default="")

    class Meta:
        verbose_name = _("try")
        verbose_name_plural = _("tries")
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.status or self.failing} {self.at:%Y-%m-%d %H:%M:%S}"
