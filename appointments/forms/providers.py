"""What is asked about providers and their time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.forms.locations import ORDER_HINT, ClosureForm
from appointments.models import Tone
from clinics.places.models import Location
from clinics.staff.models import User


class RoomChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {obj.parent.name}"


class ProviderForm(forms.Form):
    user = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Colleague"),
        required=False,
        empty_label=gettext_lazy("Somebody who does not sign in"),
        help_text=gettext_lazy("Whose own appointments these are when they sign in."),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("As patients know them. Empty: the colleague's own name."),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=60, required=False)
    tone = forms.ChoiceField(label=gettext_lazy("Colour in the calendar"), choices=Tone.choices, initial=Tone.BLUE)
    usual_room = RoomChoice(
        Location.objects.none(),
        label=gettext_lazy("Usual room"),
        required=False,
        empty_label=gettext_lazy("None"),
        help_text=gettext_lazy("Taken first when an appointment needs a room and it is free."),
    )
    order = forms.IntegerField(
        label=gettext_lazy("Place in the order"), min_value=0, max_value=999, initial=100, help_text=ORDER_HINT
    )

    def __init__(self, *args: Any, among: QuerySet[User], rooms: QuerySet[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = among  # type: ignore[attr-defined]
        self.fields["usual_room"].queryset = rooms  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        user = values.get("user")
        if not values.get("name"):
            if user is None:
                self.add_error("name", _("Give the name, or choose a colleague."))
            else:
                values["name"] = user.name
        if user is not None and not values.get("title"):
            values["title"] = user.title
        return values


class ExceptionForm(ClosureForm):
    """Away, or there beyond the weekly hours."""

    is_closed = forms.TypedChoiceField(
        label=gettext_lazy("What is it?"),
        choices=[("1", gettext_lazy("Away")), ("0", gettext_lazy("Works extra hours"))],
        coerce=lambda value: value == "1",
        initial="1",
        widget=forms.RadioSelect,
    )
    location = forms.ModelChoiceField(
        Location.objects.none(), label=gettext_lazy("Where"), required=False, empty_label=gettext_lazy("Everywhere")
    )

    def __init__(self, *args: Any, sites: QuerySet[Location], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["location"].queryset = sites  # type: ignore[attr-defined]
        self.only_site = sites[0] if len(sites) == 1 else None
        if self.only_site:
            del self.fields["location"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("is_closed") is False:
            if values.get("starts") is None and values.get("ends") is None:
                self.add_error("starts", _("Say from when until when."))
            values["location"] = values.get("location") or self.only_site
            if values["location"] is None:
                self.add_error("location", _("Say where the extra hours are."))
        return values
