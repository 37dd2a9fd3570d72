"""A date typed as three numbers, for dates people know by heart such as a birth date.

Day, month and year follow the language's own order. A pasted whole date is spread by the page's script.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

PARTS = {
    "day": (_("Day"), "2", "bday-day"),
    "month": (_("Month"), "2", "bday-month"),
    "year": (_("Year"), "4", "bday-year"),
}


class DatePartsWidget(forms.Widget):
    """Three number boxes named `<name>_day`, `<name>_month`, `<name>_year`."""

    template_name = "django/forms/widgets/date_parts.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, of_birth: bool = False) -> None:
        super().__init__(attrs)
        self.of_birth = of_birth

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = _split(value)
        widget = context["widget"]
        described = widget["attrs"].get("aria-describedby")
        widget["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{widget['attrs'].get('id', name)}_{part}",
                "label": PARTS[part][0],
                "width": PARTS[part][1],
                "autocomplete": PARTS[part][2] if self.of_birth else "off",
                "value": typed.get(part, ""),
                "invalid": widget["attrs"].get("aria-invalid"),
                "described": described,
            }
            for part in _order()
        ]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str | None:
        """`YYYY-MM-DD` as typed (perhaps no real date), None when nothing was typed."""
        if data.get(name):
            return str(data[name])
        typed = [str(data.get(f"{name}_{part}") or "").strip() for part in ("year", "month", "day")]
        return "-".join(typed) if any(typed) else None

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in PARTS) and name not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{_order()[0]}" if id_ else ""


class DatePartsField(forms.Field):
    """A real date or a sentence saying which part is missing."""

    widget = DatePartsWidget
    default_error_messages = {
        "missing_day": _("The date must include a day."),
        "missing_month": _("The date must include a month."),
        "missing_year": _("The date must include a year with four digits."),
        "unreal": _("This is not a real date. Check day, month and year."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        typed = _split(value)
        for part in PARTS:
            text = typed.get(part, "")
            if not text or (part == "year" and len(text) != 4):
                raise forms.ValidationError(self.error_messages[f"missing_{part}"], f"missing_{part}")
        try:
            return date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
        except (ValueError, OverflowError):
            raise forms.ValidationError(self.error_messages["unreal"], "unreal") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True


def _split(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {"year": f"{value.year:04}", "month": str(value.month), "day": str(value.day)}
    typed = str(value or "").split("-")
    return dict(zip(("year", "month", "day"), typed, strict=False)) if len(typed) == 3 else {}


def _order() -> list[str]:
    """The parts in the order the active language writes a short date."""
    pattern = str(get_format("SHORT_DATE_FORMAT"))
    letters = {"j": "day", "d": "day", "n": "month", "m": "month", "M": "month", "Y": "year", "y": "year"}
    found = [letters[letter] for letter in pattern if letter in letters]
    return found if len(set(found)) == 3 else ["day", "month", "year"]
