"""The people of the demo clinics: one for each role, with a password and a second factor."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import transaction

from clinics.kit.actor import Actor, Origin
from clinics.kit.current import current_schema
from clinics.onboarding.samples import SampleColleague
from clinics.staff.actions import invitations, operators, people, sign_ins
from clinics.staff.actors import actor_of
from clinics.staff.models import User
from clinics.staff.permissions import Role

OPERATOR = "operator@platform.example"
PASSWORD = "polyclinic demo only"  # noqa: S105  printed by the demo


@dataclass(frozen=True)
class DemoPerson:
    """`works_in` says which of the samples are theirs."""

    email: str
    name: str
    title: str
    roles: tuple[Role, ...]
    works_in: str = ""


HARBOUR = (
    DemoPerson("owner@demo.example", "Olivia Hart", "Practice owner", (Role.OWNER,)),
    DemoPerson("admin@demo.example", "Samir Nasser", "Practice manager", (Role.ADMINISTRATOR,)),
    DemoPerson("doctor@demo.example", "Dana Whitfield", "MD", (Role.CLINICIAN,), "medicine"),
    DemoPerson("dentist@demo.example", "Kenji Mori", "DDS", (Role.CLINICIAN,), "dentistry"),
    DemoPerson("assistant@demo.example", "Priya Raman", "Medical assistant", (Role.ASSISTANT,)),
    DemoPerson("desk@demo.example", "Frances Bell", "Front desk", (Role.FRONT_DESK,), "reception"),
    DemoPerson("biller@demo.example", "Marcus Webb", "Billing", (Role.BILLER,), "billing"),
    DemoPerson("caregiver@demo.example", "Grace Okafor", "Home nurse", (Role.CAREGIVER,), "home_care"),
    DemoPerson("auditor@demo.example", "Ingrid Solberg", "Privacy officer", (Role.AUDITOR,)),
)
RIBERA = (
    DemoPerson("owner@riverside.example", "Lucía Ferrer", "Propietaria", (Role.OWNER,)),
    DemoPerson("admin@riverside.example", "Andrés Molina", "Gerente", (Role.ADMINISTRATOR,)),
    DemoPerson("doctor@riverside.example", "Elena Vidal", "Médica", (Role.CLINICIAN,), "medicine"),
    DemoPerson("assistant@riverside.example", "Pau Roca", "Auxiliar", (Role.ASSISTANT,)),
    DemoPerson("desk@riverside.example", "Carmen Soto", "Recepción", (Role.FRONT_DESK,), "reception"),
    DemoPerson("biller@riverside.example", "Jorge Prieto", "Facturación", (Role.BILLER,), "billing"),
    DemoPerson("caregiver@riverside.example", "Nuria Camps", "Enfermera a domicilio", (Role.CAREGIVER,), "home_care"),
    DemoPerson("auditor@riverside.example", "Teresa Gil", "Privacidad", (Role.AUDITOR,)),
)


def add_team(team: tuple[DemoPerson, ...], *, by: Actor, at: datetime) -> tuple[SampleColleague, ...]:
    """Add the whole team to the current clinic, all or nobody, and name them as authors of samples."""
    with transaction.atomic():
        users = [add(person, by=by, at=at) for person in team]
    origin = Origin(channel=by.origin.channel)
    return tuple(
        SampleColleague(actor=actor_of(user, origin), works_in=person.works_in)
        for user, person in zip(users, team, strict=True)
    )


def add(person: DemoPerson, *, by: Actor, at: datetime) -> User:
    """Invite, accept and give a second factor, as the person would by hand."""
    link = invitations.invite(email=person.email, name=person.name, roles=person.roles, by=by, at=at).link
    token = link.rstrip("/").rsplit("/", 1)[-1]
    user = invitations.accept(token=token, name=person.name, password=PASSWORD, by=by, at=at)
    people.describe(user=user, by=by, at=at, title=person.title)
    TOTP.activate(user, demo_secret(person.email))
    return user


def add_operator(*, by: Actor, at: datetime) -> User:
    """The platform's operator, in the public schema; enter the platform first."""
    operator = operators.create(email=OPERATOR, name="Platform operator", by=by, at=at).operator
    sign_ins.set_password(user=operator, password=PASSWORD, by=by, at=at)
    TOTP.activate(operator, demo_secret(OPERATOR))
    return operator


def demo_secret(email: str) -> str:
    """A second factor that stays the same when the demo begins again."""
    seed = f"{settings.SECRET_KEY}:{current_schema()}:{email}".encode()
    return base64.b32encode(hashlib.sha256(seed).digest()[:20]).decode()
