"""Operators of the platform, and their visits to test clinics."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client

from clinics.kit.actor import Actor, ActorKind, Origin
from clinics.kit.current import entering, entering_platform
from clinics.models import Clinic
from clinics.operators.actions import entries, visits
from clinics.operators.actions.entries import Asked
from clinics.operators.models import Visit
from clinics.staff.actions import policies
from clinics.staff.actors import actor_of
from clinics.staff.models import RoleAssignment, User
from clinics.staff.permissions import Role
from tests.factories.staff import acting

REASON = "The calendar shows no openings, Dana asked us to look."
ORIGIN = Origin(request_id="test", ip="127.0.0.1", channel="page")


def now() -> datetime:
    return datetime.now(UTC)


def operator(name: str = "Ann Lee") -> User:
    """The operator of this name, at the platform."""
    with entering_platform():
        email = f"{name.lower().replace(' ', '.')}@platform.example"
        user, _is_new = User.objects.get_or_create(email=email, defaults={"name": name})
        RoleAssignment.objects.get_or_create(user=user, role=Role.OPERATOR, defaults={"assigned_at": now()})
        return User.objects.with_roles().get(pk=user.pk)


def by(user: User) -> Actor:
    with entering_platform():
        found = actor_of(user, ORIGIN)
    assert found.kind == ActorKind.OPERATOR
    return found


def allow(clinic: Clinic, *, allowed: bool = True) -> None:
    with entering(clinic):
        policies.change(operator_access=allowed, by=acting(Role.OWNER), at=now())


def ask(clinic: Clinic, *, at: datetime | None = None, **more: Any) -> Asked:
    user = more.pop("operator", None) or operator()
    told = {"reason": REASON, "minutes": 15, **more}
    return entries.ask(clinic=clinic, operator=user, by=by(user), at=at or now(), **told)


def begun(clinic: Clinic, **more: Any) -> Visit:
    """A visit that goes on, without a browser."""
    ticket = ask(clinic, **more).ticket
    with entering(clinic):
        return visits.begin(ticket=ticket, origin=ORIGIN, at=more.get("at") or now())


def browser(clinic: Clinic) -> Client:
    return Client(SERVER_NAME=clinic.canonical_host, HTTP_HOST=clinic.canonical_host)


def show(client: Client, ticket: str, *, origin: str | None = None) -> Any:
    """Post the ticket as the platform's page does."""
    here = f"{settings.PUBLIC_SCHEME}://{settings.BASE_DOMAIN}" if origin is None else origin
    return client.post("/operators/entry/", {"ticket": ticket}, headers={"Origin": here})


def visiting(clinic: Clinic, **more: Any) -> Client:
    """A browser in which an operator visits a clinic that allows it."""
    allow(clinic)
    client = browser(clinic)
    answer = show(client, ask(clinic, **more).ticket)
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/"), answer.content
    return client


def forget(name: str) -> None:
    """Take an operator of committed tests away again, which nobody who serves a request could."""
    email = f"{name.lower().replace(' ', '.')}@platform.example"
    with connections["owner"].cursor() as cursor:
        mine = "(SELECT id FROM public.staff_user WHERE email = %s)"
        cursor.execute(f"DELETE FROM public.staff_roleassignment WHERE user_id IN {mine}", [email])
        cursor.execute(f"DELETE FROM public.clinics_operatorentry WHERE operator_id IN {mine}", [email])
        cursor.execute("DELETE FROM public.staff_user WHERE email = %s", [email])
