"""Giving a clinic hosts of its own, after it was opened. (Actions of the platform.)"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.hosts import own_host
from clinics.kit.actor import Actor
from clinics.kit.current import entering_platform
from clinics.kit.refusal import Refusal
from clinics.models import Clinic, Domain
from clinics.onboarding.orders import host_problem


class HostUnusable(Refusal):
    code = "host-unusable"


class HostTaken(Refusal):
    code = "host-taken"
    sentence = _("Another clinic answers at this host already. Choose another one.")


class HostStays(Refusal):
    code = "host-stays"
    sentence = _("This host cannot be removed: it is the clinic's own from the platform, or not the clinic's at all.")


def make_canonical(*, clinic: Clinic, host: str, by: Actor, at: datetime) -> Domain:
    """Let the clinic answer at this host, and have its others redirect there. Raises HostUnusable, HostTaken.

    Passkeys and tokens belong to a host: people set up theirs anew after it changed.
    """
    wanted = host.strip().lower().removesuffix(".")
    if wanted != own_host(clinic.subdomain) and (problem := host_problem(wanted)):
        raise HostUnusable(problem, field="host")
    try:
        with entering_platform(), transaction.atomic():
            Clinic.objects.select_for_update().get(pk=clinic.pk)
            if Domain.objects.filter(domain=wanted).exclude(tenant_id=clinic.pk).exists():
                raise HostTaken(field="host")
            Domain.objects.filter(tenant_id=clinic.pk).update(is_primary=False)
            domain, _is_new = Domain.objects.update_or_create(
                domain=wanted, defaults={"tenant_id": clinic.pk, "is_primary": True}
            )
            audit.record(event="clinic.host_chosen", by=by, at=at, subject=domain)
    except IntegrityError as taken:  # another clinic was given it between the look and the row
        raise HostTaken(field="host") from taken
    clinic.forget_preloaded()
    return domain


def remove(*, clinic: Clinic, host: str, by: Actor, at: datetime) -> None:
    """Answer at this host no more; the platform's own host is canonical again where this one was. Raises HostStays."""
    wanted, own = host.strip().lower().removesuffix("."), own_host(clinic.subdomain)
    with entering_platform(), transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)
        domain = Domain.objects.filter(tenant_id=clinic.pk, domain=wanted).exclude(domain=own).first()
        if domain is None:
            raise HostStays(field="host")
        audit.record(event="clinic.host_removed", by=by, at=at, subject=domain)
        if domain.is_primary:
            Domain.objects.filter(pk=domain.pk).update(is_primary=False)
            Domain.objects.filter(tenant_id=clinic.pk, domain=own).update(is_primary=True)
        domain.delete()
    clinic.forget_preloaded()
