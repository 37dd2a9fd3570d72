"""What pages that change a record have in common: the form, the refusal, and two people typing at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from clinics.kit.refusal import Refusal, tell
from clinics.staff.request import ClinicRequest
from patients.actions import lookup
from patients.actions.keeping import ChangedMeanwhile
from patients.models import Patient
from patients.queries import care
from patients.queries.banner import banner_of

TEMPLATE = "patients/editing/page.html"


@dataclass(frozen=True)
class Difference:
    """One field that two people changed."""

    name: str
    label: str | Promise
    theirs: str
    yours: str


def form_page(
    request: ClinicRequest,
    *,
    patient: Patient,
    form: forms.Form,
    title: str,
    save: Callable[[dict[str, Any]], object],
    template: str = TEMPLATE,
    others: Iterable[UUID] = (),
    may_hide: bool = False,
    **context: Any,
) -> HttpResponse:
    """Show the form; when it comes back valid, `save` its values and return to the chart.

    `others` are further people who can be recognised on the page. What `may_hide` can restrict the record.
    """
    differences: list[Difference] = []
    if request.method == "POST" and form.is_valid():
        try:
            save(_chosen(request, form))
        except ChangedMeanwhile as refusal:
            form, differences = _compared(form, refusal)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            if may_hide and care.was_hidden_from(patient, request.actor):
                messages.info(request, _("This person works here, so only those who care for them see the record now."))
                return redirect("patients:directory")
            return redirect("patients:patient", patient_id=patient.pk)
    lookup.record_view(patient=patient, by=request.actor, at=request.at, page="form", others=others)
    shown = {"form": form, "patient": patient, "title": title, "differences": differences}
    status = 409 if differences else 422 if form.errors else 200
    return render(request, template, {**shown, "banner": banner_of(patient, at=request.at), **context}, status=status)


def _chosen(request: ClinicRequest, form: forms.Form) -> dict[str, Any]:
    """The values typed; where somebody ticked "take theirs", what stood on the page as theirs."""
    values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    taken = {name: form.initial.get(name) for name in request.POST.getlist("take") if name in values}
    return {**values, **taken}


def _compared(form: forms.Form, refusal: ChangedMeanwhile) -> tuple[forms.Form, list[Difference]]:
    """The form again over what stands now, with this person's own values in it, and both beside each other."""
    again = type(form)(initial={**refusal.merged, "version": refusal.version})
    differences = [
        Difference(name, field.label or name, shown(field, theirs), shown(field, refusal.merged[name]))
        for name, theirs in refusal.theirs.items()
        for field in [form.fields.get(name) or form.fields["language"]]
    ]
    return again, differences


def shown(field: forms.Field | None, value: Any) -> str:
    """A value in words: the label of a choice, a date as people write it."""
    if isinstance(value, list | tuple):
        return ", ".join(shown(field, each) for each in value)
    if value is None or value == "":
        return _("Not recorded")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    labels: Mapping[Any, Any] = dict(getattr(field, "choices", ()))
    return str(labels.get(value, value))
