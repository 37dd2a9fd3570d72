"""Fields that several forms of the calendar have."""

from __future__ import annotations

from typing import Any

from django import forms

LARGEST = 10**9


class StepsField(forms.IntegerField):
    """A whole number in steps. Django's check of the step fails on numbers that no float holds."""

    def to_python(self, value: Any) -> int | None:
        number = super().to_python(value)
        if number is not None and abs(number) > LARGEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return number
