"""The people of the demo clinics: one for each role, with a password and a second factor."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction

from clinics.audit import actions as audit
from clinics.kit.actor import Actor
from clinics.kit.current import current_schema
from clinics.staff.models import RoleAssignment, User
from clinics.staff.permissions import Role

PASSWORD = "polyclinic demo only"  # noqa: S105  printed by the demo


@dataclass(frozen=True)
class DemoPerson:
    email: str
    name: str
    title: str
    roles: tuple[Role, ...]


HARBOUR = (
    DemoPerson("owner@demo.example", "Olivia Hart", "Practice owner", (Role.OWNER,)),
    DemoPerson("admin@demo.example", "Samir Nasser", "Practice manager", (Role.ADMINISTRATOR,)),
    DemoPerson("doctor@demo.example", "Dana Whitfield", "MD", (Role.CLINICIAN,)),
    DemoPerson("dentist@demo.example", "Kenji Mori", "DDS", (Role.CLINICIAN,)),
    DemoPerson("assistant@demo.example", "Priya Raman", "Medical assistant", (Role.ASSISTANT,)),
    DemoPerson("desk@demo.example", "Frances Bell", "Front desk", (Role.FRONT_DESK,)),
    DemoPerson("biller@demo.example", "Marcus Webb", "Billing", (Role.BILLER,)),
    DemoPerson("caregiver@demo.example", "Grace Okafor", "Home nurse", (Role.CAREGIVER,)),
    DemoPerson("auditor@demo.example", "Ingrid Solberg", "Privacy officer", (Role.AUDITOR,)),
)
RIBERA = (
    DemoPerson("owner@riverside.example", "Lucía Ferrer", "Propietaria", (Role.OWNER,)),
    DemoPerson("admin@riverside.example", "Andrés Molina", "Gerente", (Role.ADMINISTRATOR,)),
    DemoPerson("doctor@riverside.example", "Elena Vidal", "Médica", (Role.CLINICIAN,)),
    DemoPerson("assistant@riverside.example", "Pau Roca", "Auxiliar", (Role.ASSISTANT,)),
    DemoPerson("desk@riverside.example", "Carmen Soto", "Recepción", (Role.FRONT_DESK,)),
    DemoPerson("biller@riverside.example", "Jorge Prieto", "Facturación", (Role.BILLER,)),
    DemoPerson("caregiver@riverside.example", "Nuria Camps", "Enfermera a domicilio", (Role.CAREGIVER,)),
    DemoPerson("auditor@riverside.example", "Teresa Gil", "Privacidad", (Role.AUDITOR,)),
)


def add_team(team: tuple[DemoPerson, ...], *, by: Actor, at: datetime) -> None:
    """Add the whole team to the current clinic, all or nobody."""
    with transaction.atomic():
        for person in team:
            add(person, by=by, at=at)


def add(person: DemoPerson, *, by: Actor, at: datetime) -> User:
    user = User(email=person.email, name=person.name, title=person.title)
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=role, assigned_at=at) for role in person.roles)
    TOTP.activate(user, demo_secret(person.email))
    audit.record(event="staff.joined", by=by, at=at, subject=user, fields=["roles"])
    return user


def demo_secret(email: str) -> str:
    """A second factor that stays the same when the demo begins again."""
    seed = f"{settings.SECRET_KEY}:{current_schema()}:{email}".encode()
    return base64.b32encode(hashlib.sha256(seed).digest()[:20]).decode()
