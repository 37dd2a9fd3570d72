"""A clinic in which every text that somebody could have typed tries to be something else: markup, a formula, a line
of a mail or of a calendar, a command of the program that sets papers.

A new field is poisoned without being named; what only the product writes is named in `OURS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from psycopg import sql

from clinics.encryption.sealed import SealedJSONField, SealedTextField
from clinics.kit import roles
from clinics.kit.current import entering
from clinics.models import Clinic
from clinics.onboarding.schema import owner_connection
from config.middleware.clinic import host_cache
from tests.inputs.strings import MARK

BREAKING = (
    (
        f'={MARK} \'"></script></textarea></title><img id={MARK} src={MARK} onerror={MARK}()>{{{{7|add:7}}}} #link("https://{MARK}.example")[x]\r\n'
        f"ATTENDEE:mailto:{MARK}@x.example\r\nBcc: {MARK}@x.example\r\n\r\nevent: {MARK}\r\ndata: 1;,\\"
    ),
    f"={MARK}'\"></title><img id={MARK} src=x onerror={MARK}()>\r\nX-{MARK}:1",
    f'="><b id={MARK}>\r\nX:1',
    f"=<b id={MARK}>",
)
"""From long to short; a field takes the longest that it can hold, with a number of its own behind it."""
OWN_APPS = ("clinics.", "patients", "appointments", "billing")
OURS = {
    *("schema_name", "subdomain", "domain", "country", "currency", "language", "time_zone", "accent", "theme", "brand"),
    *("password", "token_hash", "key", "kid", "public_pem", "private_pem", "secret", "old_secret", "client_secret"),
    *("event", "actor_kind", "subject_type", "reason_code", "channel", "change", "by_kind", "kind", "purpose", "task"),
    *("ids", "failure", "started_by", "asked_by", "reviewed_by", "findings", "reaches", "route", "answer", "url"),
    *(
        "calendar",
        "calendar_method",
        "unsubscribe",
        "html",
        "to",
        "digest",
        "storage_key",
        "preview_key",
        "content_type",
    ),
    *(
        "software",
        "answers",
        "plan",
        "targets",
        "problems",
        "search_values",
        "issuer",
        "role_values",
        "number",
        "system",
    ),
    *("country", "code_of_country", "severity", "token"),
}
"""Fields that the product writes by itself, or that take nothing but codes, addresses and names of hosts."""
WORDS_TOO = {"appointments.Equipment.kind", "appointments.AppointmentType.equipment_kind"}
LEFT = {"billing.Series.name", "events.UndeliverableAddress.address", "webhooks.Attempt.answer"}
"""A part of numbers, chosen from a list; an address; what the other side said, kept and shown nowhere but sealed."""
CODE = re.compile(r"[\d.:+TZ-]*|[a-z_-]{2,20}|[0-9a-f-]{36}|true|false")
"""What in a text of several parts is no word of a person."""


def breaking(longest: int | None, number: int) -> str:
    """The longest text that fits, one of a kind."""
    ending = str(number)
    return next(text for text in BREAKING if len(text) + len(ending) <= (longest or 10_000)) + ending


def fields_of(model: type[models.Model]) -> Iterator[models.Field]:
    """What somebody could have typed into rows of this kind."""
    for field in model._meta.local_fields:
        name = f"{model._meta.label}.{field.name}"
        typed = isinstance(field, models.CharField | models.TextField | SealedTextField | SealedJSONField)
        machines = isinstance(field, models.EmailField | models.SlugField | models.URLField)
        if not typed or machines or field.choices or field.primary_key or name in LEFT:
            continue
        if (field.name in OURS or field.name.endswith("_id")) and name not in WORDS_TOO:
            continue
        yield field


def models_of_a_clinic() -> list[type[models.Model]]:
    """Our own, as far as clinics have them, and what the administration keeps of itself."""
    there = {app.removesuffix("Config") for app in settings.TENANT_APPS}
    own = {
        config.label for config in apps.get_app_configs() if config.name in there and config.name.startswith(OWN_APPS)
    }
    return [model for model in apps.get_models() if model._meta.app_label in {*own, "admin"}]


def poison(clinic: Clinic) -> dict[str, int]:
    """Put breaking text wherever there is text; how many texts of each field."""
    owner_connection().execute(
        sql.SQL("GRANT UPDATE ON ALL TABLES IN SCHEMA {} TO {}").format(
            sql.Identifier(clinic.schema_name), sql.Identifier(roles.clinic_role(clinic.schema_name))
        )
    )
    owner_connection().execute(
        "UPDATE public.clinics_clinic SET name = %s, support_contact = %s, address = %s, phone = %s"
        " WHERE schema_name = %s",
        [*(breaking(longest, 0) for longest in (120, 200, 300, 40)), clinic.schema_name],
    )
    host_cache.clear()
    numbers, done = count(1), {}
    with entering(clinic):
        for model in models_of_a_clinic():
            for field in fields_of(model):
                changed = sum(_break(model, field, row, numbers) for row in model._base_manager.all())
                if changed:
                    done[f"{model._meta.label}.{field.name}"] = changed
    return done


def _break(model: type[models.Model], field: models.Field, row: models.Model, numbers: Iterator[int]) -> int:
    """Replace the text of one field of one row, or put one where there is none and one may be."""
    held = getattr(row, field.attname)
    if held is None:
        return 0
    text = _broken(held, numbers) if isinstance(field, SealedJSONField) else breaking(field.max_length, next(numbers))
    sealed = field.seal(text, row=row.pk) if hasattr(field, "seal") else text
    try:
        with transaction.atomic():
            return model._base_manager.filter(pk=row.pk).update(**{field.attname: sealed})
    except IntegrityError:
        return 0


def _broken(held: Any, numbers: Iterator[int]) -> Any:
    if isinstance(held, dict):
        return {name: _broken(each, numbers) for name, each in held.items()}
    if isinstance(held, list):
        return [_broken(each, numbers) for each in held]
    return breaking(60, next(numbers)) if isinstance(held, str) and not CODE.fullmatch(held) else held
