"""A database of the benchmark's own, dropped afterwards, with clinics filled by the real actions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

import psycopg
from django.core.management import call_command
from django.db import connections

from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.onboarding.actions import open_clinic
from config.postgres import embedded, local
from patients.actions import registration
from patients.models import Source
from patients.person import ContactDetails, PersonDetails
from patients.sample import sample_people
from tests.database import BY, ORDERS, use
from tests.factories.staff import add_one_person_per_role

AT = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
BATCH = 1_000


@contextmanager
def own_database() -> Iterator[None]:
    server = embedded.ensure_running()
    name = f"bench_{os.getpid()}"
    use(name)
    local.fill_in(connections["owner"].settings_dict)
    call_command("migrate_schemas", "--shared", verbosity=0, interactive=False)
    try:
        yield
    finally:
        connections.close_all()
        with psycopg.connect(server.dsn("postgres"), autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def clinic(subdomain: str, *, people: int) -> Clinic:
    """An open clinic with one member of staff per role and this many patients."""
    order = replace(ORDERS[0], subdomain=subdomain, name=subdomain.title())
    opened = open_clinic(order=order, by=BY, at=AT).clinic
    with entering(opened):
        add_one_person_per_role(at=AT)
        sample = sample_people(country="US", count=people, seed=7, today=AT.date())
        while batch := list(islice(sample, BATCH)):
            told = [details(person) for person in batch]
            registration.register_many(people=told, by=BY, at=AT, source=Source.SAMPLE)
    return opened


def details(person) -> PersonDetails:
    """A sample person with what search looks at."""
    phones = (ContactDetails(system="phone", value=phone.number) for phone in person.phones)
    return PersonDetails(
        given=person.given,
        family=person.family,
        birth_date=person.birth_date,
        gender=person.gender,
        contacts=tuple(phones),
    )
