"""Hosts of clinics."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin


class Domain(DomainMixin):
    """A host name at which a clinic answers: lower case, without port or trailing dot.

    Exactly one of a clinic's hosts is primary: its canonical host. The others redirect to it.
    """

    plain_fields: ClassVar[tuple[str, ...]] = ("domain",)

    tenant = models.ForeignKey(
        "clinics.Clinic",
        on_delete=models.CASCADE,
        related_name="domains",
        verbose_name=_("clinic"),
    )

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"],
                condition=models.Q(is_primary=True),
                name="a_clinic_has_one_canonical_host",
            ),
            models.CheckConstraint(
                condition=models.Q(domain__regex=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"),
                name="a_host_is_lower_case_without_port",
            ),
        ]

    def __str__(self) -> str:
        return self.domain
