"""Answers that are kept so that asking twice does a thing once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinics.encryption.sealed import SealedJSONField
from clinics.kit.ids import new_id

KEPT_FOR = timedelta(hours=24)


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def outdated(self, at: datetime) -> KeptAnswerQuerySet:
        return self.filter(created_at__lt=at - KEPT_FOR)


class KeptAnswer(models.Model):
    """What was answered to one `Idempotency-Key` of one actor on one route, for 24 hours.

    `body_digest` is the keyed token of the request's body: the same key with another body is a mistake.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("actor_id", "route", "key")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    actor_id = models.CharField(_("client"), max_length=100)
    route = models.CharField(_("route"), max_length=200)
    key = models.CharField(_("key"), max_length=200)
    body_digest = models.UUIDField(_("fingerprint of the request"))
    status = models.PositiveSmallIntegerField(_("status"), default=0)
    answer = SealedJSONField(_("answer"), label="api.KeptAnswer.answer", null=True)
    created_at = models.DateTimeField(_("kept since"))

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("kept answer")
        verbose_name_plural = _("kept answers")
        indexes = [models.Index(fields=["created_at"], name="kept_answers_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["actor_id", "route", "key"], name="a_key_is_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.route} {self.created_at:%Y-%m-%d %H:%M}"
