"""Shapes of what goes in and out: serializers that refuse what they do not know."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError


class Body(serializers.Serializer[Any]):
    """What is sent. A name it does not know is an error, not something to pass over."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = {
                name: [serializers.ErrorDetail(str(_("There is no such field.")), code="unknown")]
                for name in data
                if name not in self.fields or self.fields[name].read_only
            }
            if unknown:
                raise ValidationError(unknown)
        return super().to_internal_value(data)


def moment(at: datetime | None) -> str | None:
    """A moment as JSON has it: ISO 8601 in UTC."""
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


class ErrorOfAPart(serializers.Serializer[Any]):
    field = serializers.CharField(help_text="Path of the part, such as `contacts.0.value`; empty for all of it.")
    code = serializers.CharField()
    detail = serializers.CharField()


class Problem(serializers.Serializer[Any]):
    """A problem document (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What is so and what to do, for a person.")
    code = serializers.CharField(help_text="Stable, for programs.")
    errors = ErrorOfAPart(many=True, required=False)  # type: ignore[assignment]  # a field, which DRF takes out of the class


@lru_cache(maxsize=64)
def paged(shape: Any) -> Any:
    """One page of a list of this shape."""
    name = f"{shape.__name__ if isinstance(shape, type) else type(shape).__name__}Page"
    return inline_serializer(
        name,
        {
            "count": serializers.IntegerField(help_text="How many there are; at most 10,000 are counted."),
            "count_is_capped": serializers.BooleanField(help_text="Whether there are more than were counted."),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": serializers.ListSerializer(child=shape() if isinstance(shape, type) else shape),
        },
    )
