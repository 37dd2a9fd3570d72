"""What the demo holds: two clinics that differ in all that may differ, and people to sign in as."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.db import transaction
from django.utils import translation

from clinics.home.actions import brand, details
from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic, ClinicState
from clinics.onboarding import samples
from clinics.onboarding.actions import Order, open_clinic
from clinics.staff.models import User
from clinics.staff.permissions import Role
from clinics.usage.actions import counting
from config.demo import hidden, people, visits

BY = Actor.operator_command("demo")
PATIENTS = 240
AS_SOMEBODY_LEFT_IT = (ClinicState.SUSPENDED, ClinicState.CLOSED)
Tell = Callable[[str], None]


@dataclass(frozen=True)
class DemoClinic:
    order: Order
    seed: int
    team: tuple[people.DemoPerson, ...]
    accent: str
    support_contact: str
    address: str
    phone: str


CLINICS = (
    DemoClinic(
        Order(
            subdomain="demo",
            name="Harbour Street Clinic",
            admin_email="owner@demo.example",
            time_zone="America/New_York",
            currency="USD",
            country="US",
            language="en",
        ),
        1,
        people.HARBOUR,
        "#1d4ed8",
        "Olivia Hart, (555) 010-0100",
        "12 Harbour Street\nPortland, ME 04101",
        "(207) 555-0100",
    ),
    DemoClinic(
        Order(
            subdomain="riverside",
            name="Clínica Ribera",
            admin_email="owner@riverside.example",
            time_zone="Europe/Madrid",
            currency="EUR",
            country="ES",
            language="es",
        ),
        2,
        people.RIBERA,
        "#9d174d",
        "Lucía Ferrer, 910 000 100",
        "Paseo de la Ribera 8\n46002 Valencia",
        "960 000 100",
    ),
)


def ensure_clinics(*, at: datetime, tell: Tell) -> None:
    """Open and fill the demo clinics that are not there yet, and add the platform's operator."""
    ensure_operator(at=at)
    for wanted in CLINICS:
        with entering_platform():
            known = Clinic.objects.filter(subdomain=wanted.order.subdomain).first()
        if known is not None and (known.state in AS_SOMEBODY_LEFT_IT or (known.is_active and has_people(known))):
            continue
        tell(f"Opening {wanted.order.name}")
        clinic = (
            known if known is not None and known.is_active else open_clinic(order=wanted.order, by=BY, at=at).clinic
        )
        with entering(clinic):
            clinic = brand.change(
                by=BY, at=at, name=clinic.name, accent=wanted.accent, support_contact=wanted.support_contact
            )
        with entering(clinic):
            clinic = details.change(
                by=BY,
                at=at,
                address=wanted.address,
                phone=wanted.phone,
                language=clinic.language,
                time_zone=clinic.time_zone,
                week_start=clinic.week_start,
                unused_identifiers=clinic.unused_identifiers,
            )
        with entering(clinic):  # as it looks now: letterheads are written in its colours
            fill(wanted, at=at, tell=tell)
            counting.count(at=at)
            if wanted is CLINICS[0]:
                visits.add_past_visit(by=BY, at=at)
                hidden.add_hidden_chart(
                    hidden_by="owner@demo.example",
                    cared_for_by="doctor@demo.example",
                    needed_by="dentist@demo.example",
                    at=at,
                )


def fill(wanted: DemoClinic, *, at: datetime, tell: Tell) -> None:
    """Give the current clinic its team and its patients, all or nothing."""
    with transaction.atomic():
        with translation.override(wanted.order.language):
            team = people.add_team(wanted.team, by=BY, at=at)
        samples.fill(samples.SampleOrder(patients=PATIENTS, seed=wanted.seed, by=BY, at=at, tell=tell, team=team))


def ensure_operator(*, at: datetime) -> None:
    with entering_platform():
        if not User.objects.filter(email=people.OPERATOR).exists():
            people.add_operator(by=BY, at=at)


def has_people(clinic: Clinic) -> bool:
    """A clinic whose filling was interrupted has no team: it comes and goes with the patients."""
    with entering(clinic):
        return User.objects.exists()


def sign_ins(*, at: datetime) -> str:
    """A table of who may sign in where, with the code that holds right now."""
    lines = [f"Password for everyone: {people.PASSWORD}", ""]
    for wanted in CLINICS:
        with entering_platform():
            clinic = Clinic.objects.filter(subdomain=wanted.order.subdomain).first()
        if clinic is not None:
            people_there = rows_of(clinic, at) if clinic.is_active else [f"  {clinic.get_state_display()}"]
            lines += [f"{clinic.name}  {clinic.base_url}/", *people_there, ""]
    lines.append(f"Platform  {settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}/admin/")
    with entering_platform():
        lines += [row_of(user, at) for user in User.objects.with_roles().filter(email=people.OPERATOR)]
    return "\n".join([*lines, ""])


def rows_of(clinic: Clinic, at: datetime) -> Iterator[str]:
    with entering(clinic):
        for user in User.objects.with_roles():
            yield row_of(user, at)


def row_of(user: User, at: datetime) -> str:
    """One person with the code of this half minute; enter their clinic or the platform first."""
    enrolled = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    code = "      "
    if enrolled is not None:
        secret = totp.decrypt(enrolled.data["secret"])
        code = totp.format_hotp_value(totp.hotp_value(secret, int(at.timestamp()) // 30))
    roles = ", ".join(str(Role(role).label) for role in user.roles)
    return f"  {code}  {user.email:34} {user.name} ({roles})"


def welcome(*, at: datetime) -> str:
    """What a person needs to go on: addresses, sign-ins, where mail can be read."""
    base = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}"
    return (
        f"{sign_ins(at=at)}\n"
        "The six digits are each person's second factor; they change every 30 seconds:\n"
        f"  {os.path.relpath(sys.executable)} manage.py demo --codes   prints them again, in another terminal.\n"
        f"Mail is kept, not sent: read it at {base}/mail/\n"
        "Ctrl-C stops everything and keeps it.\n"
    )
