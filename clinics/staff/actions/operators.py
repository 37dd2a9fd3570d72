"""Platform operators, whose accounts stand in the public schema. (Actions; enter the platform first.)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.db.models import F

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.staff import reset_links
from clinics.staff.models import RoleAssignment, User
from clinics.staff.permissions import Role


@dataclass(frozen=True)
class Welcomed:
    """The operator, and the link at which they set a password once."""

    operator: User
    link: str


def create(*, email: str, name: str, by: Actor, at: datetime, without_factors: bool = False) -> Welcomed:
    """Make an operator, or let one who lost their password set another; `without_factors` removes their factors too.

    Operators get no mail: the link is handed over by whoever runs the command.
    """
    address = email.strip().lower()
    with transaction.atomic():
        operator, is_new = User.objects.select_for_update().get_or_create(email=address, defaults={"name": name})
        if is_new:
            operator.set_unusable_password()
            operator.save(update_fields=["password"])
            EmailAddress.objects.create(user=operator, email=address, verified=True, primary=True)
        RoleAssignment.objects.get_or_create(user=operator, role=Role.OPERATOR, defaults={"assigned_at": at})
        if without_factors:
            Authenticator.objects.filter(user=operator).delete()
            User.objects.filter(pk=operator.pk).update(session_epoch=F("session_epoch") + 1)
        event = "operator.created" if is_new else "operator.renewed"
        audit.record(event=event, by=by, at=at, subject=operator, fields=["factors"] if without_factors else [])
    base = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}"
    return Welcomed(operator, base + reset_links.path_for(operator))
