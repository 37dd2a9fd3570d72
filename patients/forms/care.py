"""Who cares for somebody, who sees whom, and why a hidden chart is needed now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinics.kit.sight import Reach
from clinics.places.models import Location
from clinics.staff.models import SightPolicy, User
from clinics.staff.models.sight_policy import LONGEST, SHORTEST
from clinics.staff.permissions import SEES_PATIENTS, Role
from patients.models import Ground, Part


class EmergencyForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you need this record now?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The privacy officer reads it."),
    )


class RestrictionForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Why is the record restricted?"), choices=Ground.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Explanation"), max_length=300, required=False)


class MemberForm(forms.Form):
    user = forms.ModelChoiceField(label=_("Who"), queryset=User.objects.none(), empty_label=_("Choose"))
    part = forms.ChoiceField(label=_("Part"), choices=Part.choices, initial=Part.MEMBER, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        caring = (
            User.objects.active().filter(role_assignments__role__in=SEES_PATIENTS).distinct().order_by("name", "pk")
        )
        self.fields["user"].queryset = caring  # type: ignore[attr-defined]


class SightForm(forms.Form):
    """A choice for each role that sees patients, and for how long an emergency opens a chart."""

    owner = forms.ChoiceField(choices=Reach.choices)
    administrator = forms.ChoiceField(choices=Reach.choices)
    clinician = forms.ChoiceField(choices=Reach.choices)
    assistant = forms.ChoiceField(choices=Reach.choices)
    front_desk = forms.ChoiceField(choices=Reach.choices)
    biller = forms.ChoiceField(choices=Reach.choices)
    caregiver = forms.ChoiceField(choices=Reach.choices)
    restricts_staff = forms.BooleanField(
        label=SightPolicy._meta.get_field("restricts_staff").verbose_name,
        help_text=SightPolicy._meta.get_field("restricts_staff").help_text,
        required=False,
    )
    glass_minutes = forms.IntegerField(
        label=_("Minutes for which an emergency opens a hidden record"),
        help_text=_("Between 5 and 1440."),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"class": "input input-10"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for role in SEES_PATIENTS:
            self.fields[role].label = Role(role).label

    @property
    def decided(self) -> dict[str, Any]:
        reaches = {role: self.cleaned_data[role] for role in SEES_PATIENTS}
        return {"reaches": reaches, **{name: self.cleaned_data[name] for name in ("restricts_staff", "glass_minutes")}}


class WorkplacesForm(forms.Form):
    """At which sites each person works: a field for each, named by their id."""

    def __init__(
        self,
        *args: Any,
        people: Iterable[User],
        sites: Iterable[Location],
        held: Mapping[Any, list[Any]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(people)
        offered = [(str(site.pk), site.name) for site in sites]
        for person in self.people:
            self.fields[str(person.pk)] = forms.MultipleChoiceField(
                label=person.name,
                choices=offered,
                required=False,
                initial=[str(site) for site in held.get(person.pk, ())],
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def decided(self) -> dict[User, list[str]]:
        return {person: self.cleaned_data[str(person.pk)] for person in self.people}
