"""What is asked about appointment types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.numbers import get_currency_precision
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from appointments.forms.fields import StepsField
from appointments.models import Provider, Tone


class TypeForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("As patients read it."))
    minutes = StepsField(label=_("Length in minutes"), min_value=5, max_value=1440, step_size=5)
    tone = forms.ChoiceField(label=_("Colour in the calendar"), choices=Tone.choices, initial=Tone.BLUE)
    fee = forms.DecimalField(required=False)
    needs_room = forms.BooleanField(
        label=_("Needs a room"), required=False, initial=True, help_text=_("It is booked only while a room is free.")
    )
    equipment_kind = forms.ChoiceField(label=_("Needs equipment"), required=False)
    preparation = forms.CharField(
        label=_("How to prepare"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Told to the patient with the booking, such as: come fasting."),
    )
    books_online = forms.BooleanField(label=_("Patients may book it themselves"), required=False)
    offered_by = forms.ModelMultipleChoiceField(
        Provider.objects.none(),
        label=_("Who provides it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody ticked: everybody."),
    )

    def __init__(
        self, *args: Any, kinds: Iterable[str], providers: QuerySet[Provider], currency: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = self.initial.get("equipment_kind")
        offered = sorted({*kinds, *([known] if known else [])})
        self.fields["equipment_kind"].choices = [("", _("None")), *((kind, kind) for kind in offered)]  # type: ignore[attr-defined]
        self.fields["offered_by"].queryset = providers  # type: ignore[attr-defined]
        self._count_in(currency)

    def _count_in(self, currency: str) -> None:
        """Ask the fee in this currency, to its smallest coin."""
        fee = forms.DecimalField(
            label=_("Fee in %(currency)s") % {"currency": currency},
            required=False,
            min_value=0,
            max_digits=14,
            decimal_places=get_currency_precision(currency),
            localize=True,
            help_text=_("Proposed when the visit is charged. Empty: none."),
        )
        self.fields["fee"] = fee
