"""System checks of models with sealed fields."""

import re
from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.db import models

_LABEL = re.compile(r"[a-z_]+\.[A-Za-z]+\.[a-z0-9_]+")


def check_sealed_field(field: Any) -> Iterator[checks.CheckMessage]:
    """What a sealed field cannot work with: no UUID before it, a meaningless index, an unreadable label."""
    if not _LABEL.fullmatch(field.label):
        yield checks.Error("The label must read app.Model.field.", obj=field, id="encryption.E001")
    if field.primary_key or field.unique or field.db_index or field.has_db_default():
        yield checks.Error("It cannot be a key, unique, indexed or defaulted in SQL.", obj=field, id="encryption.E002")
    options = field.model._meta
    if not _is_uuid(options.pk) or options.fields.index(options.pk) > options.fields.index(field):
        yield checks.Error("The model's first field must be its UUID primary key.", obj=field, id="encryption.E003")
    named = [name for item in (*options.indexes, *options.constraints) for name in getattr(item, "fields", ())]
    if field.name in [str(name).removeprefix("-") for name in (*named, *options.ordering)]:
        yield checks.Error("It cannot order, index or make rows unique.", obj=field, id="encryption.E004")


def _is_uuid(key: Any) -> bool:
    while key.remote_field:
        key = key.target_field
    return isinstance(key, models.UUIDField)
