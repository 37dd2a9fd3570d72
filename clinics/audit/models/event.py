"""One thing that was done or read."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connections, models
from django.utils.translation import gettext_lazy as _

from clinics.audit.models.seal import AuditSeal
from clinics.kit.ids import new_id

INSERT = """
INSERT INTO audit_auditevent (
    id, at, event, actor_kind, actor_id, actor_roles, patient_ids,
    subject_type, subject_id, fields, reason_code, channel, request_id, ip
) VALUES (%s, %s, %s, %s, %s, %s::varchar[], %s::uuid[], %s, %s, %s::varchar[], %s, %s, %s, %s::inet)
"""


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def append(self, **told: Any) -> AuditEvent:
        """What `create` does, in less than half of its time: nearly every page writes an event."""
        event = self.model(**told)
        with connections[self.db].cursor() as cursor:
            cursor.execute(INSERT, [getattr(event, field.attname) for field in self.model._meta.concrete_fields])
        event._state.adding = False
        return event

    def about(self, patient_id: UUID) -> AuditEventQuerySet:
        return self.filter(patient_ids__contains=[patient_id])

    def of_request(self, request_id: str) -> AuditEventQuerySet:
        return self.filter(request_id=request_id)

    def unsealed(self, *, since: datetime | None = None) -> AuditEventQuerySet:
        """Events without a seal, in the order in which their ids were made; `since` looks at no older ones."""
        seals = AuditSeal.objects.filter(event_id=models.OuterRef("pk"))
        asked = self.filter(at__gte=since) if since else self
        return asked.filter(~models.Exists(seals)).order_by("pk")


class AuditEvent(models.Model):
    """Who, in what role, did or read what, about whom, when, from where, in which request.

    It holds ids and names of events and fields, never values. `fields` names what changed.
    """

    plain_fields: ClassVar[tuple[str, ...]] = (
        "event",
        "actor_kind",
        "actor_id",
        "actor_roles",
        "subject_type",
        "subject_id",
        "fields",
        "reason_code",
        "channel",
        "request_id",
        "ip",
    )

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("when"))
    event = models.CharField(_("what"), max_length=60)
    actor_kind = models.CharField(_("kind of actor"), max_length=10)
    actor_id = models.CharField(_("who"), max_length=100)
    actor_roles = ArrayField(models.CharField(max_length=16), default=list)
    patient_ids = ArrayField(models.UUIDField(), verbose_name=_("about"), default=list)
    subject_type = models.CharField(_("kind of record"), max_length=60, blank=True)
    subject_id = models.CharField(_("record"), max_length=100, blank=True)
    fields = ArrayField(models.CharField(max_length=60), default=list)
    reason_code = models.CharField(_("reason"), max_length=60, blank=True)
    channel = models.CharField(_("through"), max_length=20, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)
    ip = models.GenericIPAddressField(_("from"), null=True, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ("-at", "-id")
        indexes = [
            models.Index(fields=["at"], name="audit_by_time"),
            GinIndex(fields=["patient_ids"], name="audit_by_patient"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.at:%Y-%m-%d %H:%M:%S}"
