"""Model fields that are encrypted at rest, and the only value the database layer takes from them: `Sealed`.

An instance's attribute reads and takes plain values. Below the instance (`.values()`, `update()`, expressions) there
are `Sealed` values only; anything plain that gets there raises `SealedError` instead of being written readable.
The one thing stored unencrypted is that a text is empty.
"""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.core import checks, validators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clinics.encryption import keyring
from clinics.encryption.sealed_checks import check_sealed_field


class SealedError(TypeError):
    """A plain value where only a sealed one may go, or a sealed one in the wrong place. Never holds the value."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How a plain value becomes bytes and back. `encode` raises TypeError on a value of another type."""

    encode: Callable[[Any], bytes]
    decode: Callable[[bytes], Any]
    keeps_empty: bool = False
    """Whether no bytes stand for the empty value, unencrypted."""


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """Encrypted value of one field of one row, as stored; equal when the bytes are equal.

    Printing and formatting show nothing of it, and pickling keeps it encrypted.
    """

    ciphertext: bytes
    label: str = field(compare=False)
    codec: Codec = field(compare=False)

    def open(self, *, row: UUID | None, label: str = "") -> Any:
        """Plain value, for rows of `.values()`; `row` is the id of the row it was read from.

        Raises `CannotOpen` when it was sealed for another clinic, field or row.
        """
        if self.codec.keeps_empty and not self.ciphertext:
            return self.codec.decode(b"")
        label = label or self.label
        return self.codec.decode(keyring.current().open(self.ciphertext, label=label, row=_row(row, label)))

    def __repr__(self) -> str:
        return f"<Sealed {self.label}>"

    __str__ = __repr__


class SealedAttribute(DeferredAttribute):
    """Keeps only `Sealed` or None on the instance; opens on each read, seals for the instance's id on each set."""

    field: "SealedField"

    def __get__(self, instance: models.Model | None, owner: type[models.Model] | None = None) -> Any:
        value = super().__get__(instance, owner)
        return value.open(row=instance.pk) if instance and isinstance(value, Sealed) else value

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, Sealed):
            self.field.get_prep_value(value)
        elif value is not None:
            value = self.field.seal(value, row=instance.pk)
        instance.__dict__[self.field.attname] = value


class SealedField(models.Field):
    """Base of the sealed fields: `bytea`, readable only in its own clinic, field and row.

    `label` names the field inside the ciphertext, as "app.Model.field", and must never change again, not even when the
    field is renamed. The model's primary key is a UUID and its first field. The only lookup is `isnull`.
    """

    empty_strings_allowed = False
    descriptor_class = SealedAttribute
    non_db_attrs = (*models.Field.non_db_attrs, "label", "max_length")
    codec: Codec

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label = label

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "label": self.label}

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *check_sealed_field(self)]

    def get_internal_type(self) -> str:
        return "BinaryField"

    def seal(self, value: Any, *, row: UUID | None) -> Sealed:
        """Seal a plain value for this field of the row with this id, for instance for `update()` of that row."""
        try:
            plain = self.codec.encode(value)
        except TypeError:
            raise SealedError(f"{self.label} does not take a {type(value).__name__}.") from None
        if plain or not self.codec.keeps_empty:
            plain = keyring.for_sealing().seal(plain, label=self.label, row=_row(row, self.label))
        return Sealed(plain, self.label, self.codec)

    def from_db_value(self, value: bytes | None, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value), self.label, self.codec)

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None:
            return None
        if isinstance(value, Sealed):
            if value.label != self.label:
                raise SealedError(f"What was sealed as {value.label} does not open as {self.label}.")
            return value.ciphertext
        if self.codec.keeps_empty and value in ("", b""):
            return b""
        raise SealedError(
            f"{self.label} takes only sealed values here, not a {type(value).__name__}: "
            "set it on the instance and save(), or seal it for the row's id with the field's seal()."
        )

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = value if prepared else self.get_prep_value(value)
        return value if value is None else connection.Database.Binary(value)

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        # Django asks this of every value of an UPDATE, expressions included, which never pass get_prep_value.
        if hasattr(value, "as_sql"):
            raise SealedError(f"{self.label} cannot be computed in the database: open, change and save() each row.")
        return "%s"

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise SealedError(f"{self.label} is sealed and cannot be searched: use a search token, or isnull.")

    def get_transform(self, name: str) -> Any:
        raise SealedError(f"{self.label} is sealed: nothing can be taken out of it in the database.")

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        """The sealed value, once proved to open in this row of this clinic; raises `SealedError` otherwise."""
        if self.attname not in model_instance.__dict__:
            getattr(model_instance, self.attname)
        sealed = model_instance.__dict__[self.attname]
        if sealed is not None:
            try:
                sealed.open(row=model_instance.pk)
            except keyring.CannotOpen:
                raise SealedError(
                    f"{self.label} was sealed for another row or clinic than {model_instance.pk}: "
                    "set the id first and the plain value after it."
                ) from None
        return sealed

    def value_to_string(self, obj: models.Model) -> str:
        raise SealedError(f"{self.label} is not written out by serializers.")


def _encode_text(value: Any) -> bytes:
    if not isinstance(value, str | Promise):
        raise TypeError
    return str(value).encode()


def _decode_text(plain: bytes) -> str:
    return plain.decode()


class SealedTextField(SealedField):
    """Text. `max_length` in characters is held by forms and `full_clean()`; without it the widget has many lines."""

    empty_strings_allowed = True
    codec = Codec(_encode_text, _decode_text, keeps_empty=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(validators.MaxLengthValidator(self.max_length))

    def to_python(self, value: Any) -> str | None:
        return value if value is None else str(value)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        defaults: dict[str, Any] = {"form_class": forms.CharField, "max_length": self.max_length}
        if self.max_length is None:
            defaults["widget"] = forms.Textarea
        if self.null:
            defaults["empty_value"] = None
        return super().formfield(**{**defaults, **kwargs})


def _encode_date(value: Any) -> bytes:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise TypeError
    return value.isoformat().encode()


def _decode_date(plain: bytes) -> dt.date:
    return dt.date.fromisoformat(plain.decode())


class SealedDateField(SealedField):
    """A `datetime.date`, stored as sealed ISO 8601 text."""

    codec = Codec(_encode_date, _decode_date)

    def to_python(self, value: Any) -> dt.date | None:
        if value is None or isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValidationError(_("Enter a date as YYYY-MM-DD."), code="invalid") from None

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return super().formfield(**{"form_class": forms.DateField, "widget": widget, **kwargs})


def _encode_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _decode_json(plain: bytes) -> Any:
    return json.loads(plain)


class SealedJSONField(SealedField):
    """Anything `json.dumps` takes; None is stored as NULL.

    Each read gives a fresh copy: change it, then assign it back.
    """

    codec = Codec(_encode_json, _decode_json)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": forms.JSONField, **kwargs})


def _row(row: UUID | str | None, label: str) -> UUID:
    if row is None:
        raise SealedError(f"{label} needs the row's id before its value.")
    return row if isinstance(row, UUID) else UUID(row)
