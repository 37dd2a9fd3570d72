"""Mail that is to be sent, written in the transaction of its cause."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class MailState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    KEPT = "kept", _("Kept, not sent")
    FAILED = "failed", _("Not delivered")


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, at: datetime) -> OutgoingMailQuerySet:
        return self.filter(state=MailState.WAITING, due_at__lte=at).order_by("due_at")

    def newest(self, count: int) -> OutgoingMailQuerySet:
        return self.order_by("-created_at")[:count]


class OutgoingMail(models.Model):
    """One message. Its id is its Message-ID, so that a repeated sending is recognised.

    Addressee, subject and text are sealed: a patient may be among them.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("purpose", "state", "language", "failure")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(_("purpose"), max_length=60)
    to = SealedTextField(_("to"), label="events.OutgoingMail.to")
    subject = SealedTextField(_("subject"), label="events.OutgoingMail.subject")
    text = SealedTextField(_("text"), label="events.OutgoingMail.text")
    html = SealedTextField(_("HTML"), label="events.OutgoingMail.html", blank=True, default="")
    language = models.CharField(_("language"), max_length=12, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    failure = models.CharField(_("failure"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("due"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ("-created_at",)
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state="waiting"),
                name="mail_waiting_by_due",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose
