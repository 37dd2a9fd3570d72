"""What is asked about webhooks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.events.registry import event_kinds
from clinics.kit.filters import refuse_unknown
from clinics.webhooks.models import DeliveryState, Endpoint

Choices = list[tuple[Any, Any]]


def kinds_by_group() -> Choices:
    return [
        (group, [(kind.name, kind.label) for kind in kinds])
        for group, kinds in groupby(event_kinds, key=lambda kind: kind.group)
    ]


class EndpointForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("The program and whose it is, such as “Laboratory, Dr. Chen”.")
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Where it listens. It begins with https:// and can be reached from the internet."),
        widget=forms.URLInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("It is told when"), choices=kinds_by_group, widget=forms.CheckboxSelectMultiple
    )


class SinceForm(forms.Form):
    since = forms.DateTimeField(
        label=_("Since"),
        help_text=_("In the clinic's time zone. What was delivered is sent again with the same id, too."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class LogFilterForm(forms.Form):
    """Which deliveries the log shows; what is not given narrows nothing."""

    endpoint = forms.ChoiceField(label=_("Webhook"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *DeliveryState.choices])
    kind = forms.ChoiceField(label=_("Event"), required=False)

    def __init__(self, data: Any, *, endpoints: Iterable[Endpoint]) -> None:
        refuse_unknown(data, known=[*self.base_fields, "page"])
        super().__init__(data)
        everything: Choices = [("", _("All"))]
        self.fields["endpoint"].choices = everything + [(str(each.pk), each.name) for each in endpoints]  # type: ignore[attr-defined]
        self.fields["kind"].choices = everything + kinds_by_group()  # type: ignore[attr-defined]
