"""Every field that can hold text or bytes is sealed or declared: on our models in `plain_fields`, others in a table.

class Note(models.Model):
    plain_fields = ("status",)
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField, RangeField
from django.db import models

from clinics.encryption.sealed import SealedField

Declarations = Mapping[str, Mapping[str, str]]
"""'app_label.Model' to field name to 'plain: why' or 'sensitive: how it is protected'."""

_SILENT = (
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.DurationField,
    models.FloatField,
    models.IntegerField,
    models.TimeField,
    models.UUIDField,
    RangeField,
    SealedField,
)


def undeclared_fields(model: type[models.Model], elsewhere: Declarations) -> list[str]:
    """Names of the fields that tell something, are not sealed, and are declared neither on the model nor elsewhere."""
    declared = _declared_names(model, elsewhere)
    return [name for name in _telling_names(model) if name not in declared]


def stale_declarations(model: type[models.Model], elsewhere: Declarations) -> list[str]:
    """Declared names that are no longer, or never were, fields that need it."""
    return sorted(_declared_names(model, elsewhere) - set(_telling_names(model)))


def _declared_names(model: type[models.Model], elsewhere: Declarations) -> set[str]:
    return {*getattr(model, "plain_fields", ()), *elsewhere.get(model._meta.label, {})}


def _telling_names(model: type[models.Model]) -> Iterator[str]:
    return (field.name for field in model._meta.local_fields if not field.remote_field and _tells(field))


def _tells(field: Any) -> bool:
    # Anything not known to be silent tells something, so that a new kind of field has to be thought about.
    if isinstance(field, ArrayField):
        return _tells(field.base_field)
    if isinstance(field, models.GeneratedField):
        return _tells(field.output_field)
    return not isinstance(field, _SILENT)
