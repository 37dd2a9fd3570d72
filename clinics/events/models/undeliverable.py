"""Addresses that get no more mail: it came back for good, or its reader called it spam."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedTextField
from clinics.kit.ids import new_id


class UndeliverableCause(models.TextChoices):
    BOUNCE = "bounced", _("Mail to this address came back")
    COMPLAINT = "complained", _("The reader marked our mail as spam")


class UndeliverableQuerySet(models.QuerySet["UndeliverableAddress"]):
    def standing(self) -> UndeliverableQuerySet:
        return self.filter(lifted_at=None)

    def with_tokens(self, tokens: Collection[UUID]) -> UndeliverableQuerySet:
        return self.filter(token__in=tokens)


class UndeliverableAddress(models.Model):
    """A mark that holds until somebody lifts it. `token` is the clinic's keyed token of the folded address."""

    plain_fields: ClassVar[tuple[str, ...]] = ("cause", "detail", "lifted_by_id", "lifted_by_name")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(editable=False)
    address = SealedTextField(_("address"), label="events.UndeliverableAddress.address", max_length=254)
    cause = models.CharField(_("why"), max_length=10, choices=UndeliverableCause.choices)
    detail = models.CharField(_("codes"), max_length=120, blank=True)
    mail_id = models.UUIDField(null=True)
    since = models.DateTimeField(_("since"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by_id = models.CharField(max_length=100, blank=True)
    lifted_by_name = models.CharField(_("lifted by"), max_length=120, blank=True)

    objects = UndeliverableQuerySet.as_manager()

    class Meta:
        verbose_name = _("undeliverable address")
        verbose_name_plural = _("undeliverable addresses")
        ordering = ("-since",)
        constraints = [
            models.UniqueConstraint(
                fields=["token"], condition=models.Q(lifted_at=None), name="an_address_is_marked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(cause__in=UndeliverableCause.values), name="an_undeliverable_cause_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.cause
