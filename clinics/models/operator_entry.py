"""What the platform keeps of operators who went to a clinic."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _


class OperatorEntry(models.Model):
    """An operator asked to enter a clinic. Rows are only ever added; the reason stands in the clinic alone.

    `id` is that of the visit in the clinic. Without a foreign key it outlives a clinic that is dropped.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("schema_name", "clinic_name", "operator_name", "ticket_number")

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, editable=False)
    schema_name = models.CharField(_("schema"), max_length=63)
    clinic_name = models.CharField(_("clinic"), max_length=120)
    operator_id = models.UUIDField(_("operator"))
    operator_name = models.CharField(_("operator's name"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    ticket_number = models.CharField(_("ticket number"), max_length=40, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("entry of an operator")
        verbose_name_plural = _("entries of operators")
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.operator_name} {self.at:%Y-%m-%d %H:%M}"
