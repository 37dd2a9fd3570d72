"""What the mail service told about a message after taking it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.events.models.outgoing_mail import OutgoingMail
from clinics.kit.ids import new_id


class ReportKind(models.TextChoices):
    DELIVERY = "delivery", _("The other side took it")
    BOUNCE = "bounce", _("It came back")
    DELAY = "delay", _("The other side makes it wait")
    REJECT = "reject", _("The mail service refused it")
    COMPLAINT = "complaint", _("The addressee marked it as spam")


class MailReport(models.Model):
    """One event, told once: `notice_id` is the notification's own. `detail` is the service's codes. Insert-only."""

    plain_fields: ClassVar[tuple[str, ...]] = ("kind", "detail", "notice_id")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    mail = models.ForeignKey(OutgoingMail, models.PROTECT, related_name="reports")
    kind = models.CharField(_("what"), max_length=10, choices=ReportKind.choices)
    detail = models.CharField(_("codes"), max_length=120, blank=True)
    notice_id = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("report about a mail")
        verbose_name_plural = _("reports about mail")
        ordering = ("at", "id")

    def __str__(self) -> str:
        return self.kind
