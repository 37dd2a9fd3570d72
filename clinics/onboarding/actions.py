"""Opening a clinic: its row and hosts, keys, schema, first rows. Each step may run again.

A clinic that was interrupted stays in the state `onboarding`; the same call resumes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.encryption.keysets import new_wrapped_keysets
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.kit.refusal import Refusal
from clinics.models import Clinic, ClinicState, DataKey, Domain
from clinics.onboarding import schema
from clinics.staff.actions import invitations
from clinics.staff.models import Policy
from clinics.staff.permissions import Role


class AlreadyOpen(Refusal):
    code = "clinic-already-open"
    sentence = _("A clinic with this subdomain is open already. Choose another subdomain.")


@dataclass(frozen=True, kw_only=True)
class Order:
    """What the operator asks for; checked before anything is made."""

    subdomain: str
    name: str
    admin_email: str
    time_zone: str
    currency: str
    country: str
    language: str
    host: str = ""


@dataclass(frozen=True)
class Opened:
    """The clinic and the link by which its first administrator joins."""

    clinic: Clinic
    invitation_link: str


def open_clinic(*, order: Order, by: Actor, at: datetime) -> Opened:
    """Make the clinic or finish making it. Raises AlreadyOpen."""
    clinic = register(order=order, at=at)
    ensure_keys(clinic)
    schema.create(clinic.schema_name)
    with entering(clinic):
        link = first_rows(clinic, order, by=by, at=at)
    activate(clinic, at=at)
    return Opened(clinic, link)


def register(*, order: Order, at: datetime) -> Clinic:
    """Reserve subdomain, hosts and schema name in one transaction."""
    with entering_platform(), transaction.atomic():
        clinic = Clinic.objects.select_for_update().filter(subdomain=order.subdomain).first()
        if clinic is not None and clinic.state != ClinicState.ONBOARDING:
            raise AlreadyOpen
        if clinic is None:
            clinic = Clinic(subdomain=order.subdomain, schema_name=next_schema_name())
        clinic.name, clinic.country, clinic.currency = order.name, order.country, order.currency
        clinic.language, clinic.time_zone = order.language, order.time_zone
        clinic.state_changed_at = at
        clinic.save()
        own_host = f"{order.subdomain}.{settings.BASE_HOST}"
        for host in filter(None, (own_host, order.host)):
            Domain.objects.get_or_create(
                domain=host, defaults={"tenant": clinic, "is_primary": host == (order.host or own_host)}
            )
        return clinic


def next_schema_name() -> str:
    """The next opaque schema name, under a lock held until the transaction ends."""
    last = Clinic.objects.select_for_update().order_by("-id").first()
    return f"c_{(last.pk if last else 0) + 1:06d}"


def ensure_keys(clinic: Clinic) -> None:
    """Make and wrap the clinic's keysets, once."""
    with entering_platform(), transaction.atomic():
        Clinic.objects.select_for_update().get(pk=clinic.pk)
        if clinic.data_keys.exists():
            return
        DataKey.objects.bulk_create(
            DataKey(clinic=clinic, purpose=purpose, wrapped=wrapped)
            for purpose, wrapped in new_wrapped_keysets(clinic.schema_name).items()
        )
    clinic.forget_preloaded()


def first_rows(clinic: Clinic, order: Order, *, by: Actor, at: datetime) -> str:
    """Write the policy and invite the owner; return the invitation link."""
    with transaction.atomic():
        Policy.objects.get_or_create(pk=1)
        return invitations.invite(email=order.admin_email, roles=(Role.OWNER,), by=by, at=at).link


def activate(clinic: Clinic, *, at: datetime) -> None:
    with entering_platform():
        clinic.state, clinic.state_changed_at = ClinicState.ACTIVE, at
        clinic.save(update_fields=["state", "state_changed_at"])
