"""Foreign keys never climb: not from a lower app to a higher one, and never out of a clinic's schema."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from clinics.onboarding.schema import owner_connection

ORDER = ("clinics", "patients", "appointments", "billing", "config")  # lowest first
LEAVING = """
    SELECT r.conrelid::regclass::text || '.' || r.conname FROM pg_constraint r
    JOIN pg_class own ON own.oid = r.conrelid JOIN pg_class other ON other.oid = r.confrelid
    JOIN pg_namespace n ON n.oid = own.relnamespace
    WHERE r.contype = 'f' AND own.relnamespace <> other.relnamespace ORDER BY 1
"""


def climbing(found: Iterable[type[models.Model]]) -> list[str]:
    """Foreign keys from one of our apps to one above it, or to an app nested inside it."""
    return sorted(
        f"{model._meta.label}.{field.name}"
        for model in found
        for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and (field.concrete or isinstance(field, models.ManyToManyField)) and field.related_model
        if climbs(_package(model), _package(field.related_model))
    )


def climbs(own: str, other: str) -> bool:
    mine, theirs = own.partition(".")[0], other.partition(".")[0]
    if mine not in ORDER or theirs not in ORDER:
        return False  # packages know nothing of us but the staff's own model
    if mine == theirs and mine != "clinics":
        return other.startswith(f"{own}.")
    return ORDER.index(theirs) > ORDER.index(mine)


def _package(model: type[models.Model]) -> str:
    return apps.get_app_config(model._meta.app_label).name


def test_no_foreign_key_climbs():
    assert climbing(apps.get_models(include_auto_created=True)) == []


@pytest.mark.parametrize(
    ("own", "other", "climbs_"),
    [
        ("patients", "clinics.staff", False),
        ("patients.charts", "patients", False),
        ("patients.charts", "patients.documents", False),
        ("billing", "appointments", False),
        ("allauth.account", "clinics.staff", False),
        ("clinics.staff", "patients", True),
        ("patients", "patients.charts", True),
        ("appointments", "billing", True),
    ],
)
def test_lower_and_nested_apps_are_known(own, other, climbs_):
    assert climbs(own, other) is climbs_


def test_a_planted_climbing_key_is_found():
    class Bill(models.Model):
        class Meta:
            app_label = "billing"
            apps = Apps()

    class Person(models.Model):
        bill = models.ForeignKey(Bill, models.CASCADE)

        class Meta:
            app_label = "patients"
            apps = Apps()

    assert climbing([Person, Bill]) == ["patients.Person.bill"]


def test_no_foreign_key_leaves_its_schema(django_db_setup, django_db_blocker):
    """One from a clinic to `public` makes each delete there ask every clinic."""
    with django_db_blocker.unblock():
        assert owner_connection().execute(LEAVING).fetchall() == []


def test_a_planted_key_to_public_is_found(alder, django_db_blocker):
    with django_db_blocker.unblock():
        owner = owner_connection()
        with owner.transaction(force_rollback=True):
            owner.execute(f"SET LOCAL search_path = {alder.schema_name}")
            owner.execute("ALTER TABLE events_job ADD clinic bigint CONSTRAINT out REFERENCES public.clinics_clinic")

            assert owner.execute(LEAVING).fetchall() == [("events_job.out",)]


def test_no_model_has_a_generic_foreign_key():
    generic = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.private_fields
    ]

    assert generic == []
