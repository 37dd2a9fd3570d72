"""Mail that is to be sent, written in the transaction of its cause, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class MailState(models.TextChoices):
    """How far a message has come. "Sent" is what the mail service took, "delivered" what the other side took."""

    WAITING = "waiting", _("Queued")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    BOUNCED = "bounced", _("Bounced")
    COMPLAINED = "complained", _("Marked as spam")
    FAILED = "failed", _("Not sent")
    SUPPRESSED = "suppressed", _("Held back")
    KEPT = "kept", _("Kept, not sent")


GONE_WRONG = (MailState.BOUNCED, MailState.COMPLAINED, MailState.FAILED, MailState.SUPPRESSED)
"""States in which a message did not reach anybody who wanted it."""


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, at: datetime) -> OutgoingMailQuerySet:
        return self.filter(state=MailState.WAITING, due_at__lte=at).order_by("due_at")

    def newest(self, count: int) -> OutgoingMailQuerySet:
        return self.order_by("-created_at")[:count]

    def for_log(self) -> OutgoingMailQuerySet:
        """The latest first, without what messages say."""
        return self.order_by("-created_at", "-id").defer("text", "html", "calendar", "unsubscribe")

    def in_state(self, state: str) -> OutgoingMailQuerySet:
        return self.filter(state=state)

    def about(self, patient_id: UUID) -> OutgoingMailQuerySet:
        return self.filter(patient_id=patient_id)


class OutgoingMail(models.Model):
    """One message. Its id is its Message-ID, so that a repeated sending is recognised.

    Addressee, subject and text are sealed: a patient may be among them. `patient_id` is whom it is about, if it is a
    patient. `calendar` is an iCalendar object that goes along, with `calendar_method` as its METHOD; `unsubscribe` the
    address at which one request ends messages of this kind. `service_id` is what the mail service calls it,
    `repeats` the message it says once more.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "purpose",
        "state",
        "language",
        "failure",
        "calendar_method",
        "service_id",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(_("purpose"), max_length=60)
    to = SealedTextField(_("to"), label="events.OutgoingMail.to")
    subject = SealedTextField(_("subject"), label="events.OutgoingMail.subject")
    text = SealedTextField(_("text"), label="events.OutgoingMail.text")
    html = SealedTextField(_("HTML"), label="events.OutgoingMail.html", blank=True, default="")
    calendar = SealedTextField(_("calendar entry"), label="events.OutgoingMail.calendar", blank=True, default="")
    calendar_method = models.CharField(max_length=10, blank=True, default="")
    unsubscribe = SealedTextField(label="events.OutgoingMail.unsubscribe", blank=True, default="")
    language = models.CharField(_("language"), max_length=12, blank=True)
    patient_id = models.UUIDField(_("about"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    failure = models.CharField(_("failure"), max_length=100, blank=True)
    service_id = models.CharField(max_length=100, blank=True, default="")
    repeats = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("due"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported"), null=True, blank=True)

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
            models.Index(fields=["-created_at", "-id"], name="mail_by_time"),
            models.Index(
                fields=["patient_id", "-created_at"],
                condition=models.Q(patient_id__isnull=False),
                name="mail_of_a_patient",
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def has_gone_wrong(self) -> bool:
        return self.state in GONE_WRONG
