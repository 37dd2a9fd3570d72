"""Contacts, addresses, identifiers and related people of one person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from clinics.kit.refusal import Refusal
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.actions import lookup, particulars
from patients.forms import particulars as forms
from patients.forms.fields import VersionForm
from patients.models import Address, ContactPoint, Identifier, Patient, Relationship
from patients.queries import listings
from patients.queries.banner import banner_of
from patients.queries.care import rows_in_sight
from patients.views.editing import form_page

Words = str | Promise
RELATIONSHIP = "patients/particulars/relationship.html"
FORMS: dict[type, tuple[type[VersionForm], str, Words, Words]] = {
    ContactPoint: (forms.ContactForm, "contact", gettext_lazy("Add a contact"), gettext_lazy("Change contact")),
    Address: (forms.AddressForm, "address", gettext_lazy("Add an address"), gettext_lazy("Change address")),
    Identifier: (
        forms.IdentifierForm,
        "identifier",
        gettext_lazy("Add an identifier"),
        gettext_lazy("Change identifier"),
    ),
    Relationship: (
        forms.RelationshipForm,
        "relationship",
        gettext_lazy("Add a related person"),
        gettext_lazy("Change related person"),
    ),
}


def _patient(request: ClinicRequest, patient_id: UUID) -> Patient:
    return get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)


def _add(request: ClinicRequest, patient_id: UUID, model: type[Any]) -> HttpResponse:
    patient = _patient(request, patient_id)
    form_class, _name, title, _change = FORMS[model]
    form = form_class(request.POST or None)

    def save(values: dict[str, Any]) -> object:
        row = model(patient=patient)
        for name, value in values.items():
            setattr(row, name, value)
        return particulars.add(patient=patient, row=row, by=request.actor, at=request.at)

    return form_page(request, patient=patient, form=form, title=str(title), save=save, may_hide=model is ContactPoint)


def _change(request: ClinicRequest, patient_id: UUID, row_id: UUID, model: type[Any]) -> HttpResponse:
    patient = _patient(request, patient_id)
    row = get_object_or_404(rows_in_sight(model, to=request.actor), pk=row_id, patient=patient)
    form_class, name, _add_title, title = FORMS[model]
    initial = {field: getattr(row, field) for field in form_class.base_fields if field != "version"}
    form = form_class(request.POST or None, initial={**initial, "version": patient.version})

    def save(values: dict[str, Any]) -> object:
        version = form.cleaned_data["version"] or 0
        return particulars.change(row=row, version=version, values=values, by=request.actor, at=request.at)

    more: dict[str, Any] = {"removal_url": reverse(f"patients:{name}_removal", args=[patient.pk, row.pk])}
    if model is Relationship:
        _leave_out_what_the_other_says(form, row.other)
        more |= _shown_other(request, row.other)
    return form_page(
        request, patient=patient, form=form, title=str(title), save=save, may_hide=model is ContactPoint, **more
    )


def _leave_out_what_the_other_says(form: Form, other: Patient | None) -> None:
    """Name and telephone of a patient stand on their own chart; of anybody else the name is needed."""
    if other is not None:
        del form.fields["name"], form.fields["phone"]
    else:
        form.fields["name"].required = True


def _remove(request: ClinicRequest, patient_id: UUID, row_id: UUID, model: type[Any]) -> HttpResponse:
    patient = _patient(request, patient_id)
    row = model(pk=row_id, patient=patient)
    try:
        particulars.remove(row=row, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Removed. The history keeps it."))
    return redirect("patients:patient", patient_id=patient.pk)


@requires(Permission.PATIENT_EDIT)
def new_contact(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    return _add(request, patient_id, ContactPoint)


@requires(Permission.PATIENT_EDIT)
def contact(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    return _change(request, patient_id, row_id, ContactPoint)


@requires(Permission.PATIENT_EDIT)
@require_POST
def contact_removal(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    return _remove(request, patient_id, row_id, ContactPoint)


@requires(Permission.PATIENT_EDIT)
def new_address(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    return _add(request, patient_id, Address)


@requires(Permission.PATIENT_EDIT)
def address(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    return _change(request, patient_id, row_id, Address)


@requires(Permission.PATIENT_EDIT)
@require_POST
def address_removal(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    return _remove(request, patient_id, row_id, Address)


@requires(Permission.PATIENT_EDIT)
def new_identifier(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    return _add(request, patient_id, Identifier)


@requires(Permission.PATIENT_EDIT)
def identifier(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    return _change(request, patient_id, row_id, Identifier)


@requires(Permission.PATIENT_EDIT)
@require_POST
def identifier_removal(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    return _remove(request, patient_id, row_id, Identifier)


@requires(Permission.PATIENT_EDIT)
@asks("other")
def new_relationship(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Somebody new, by name and telephone; or a patient, found by `?who=` and chosen by `other`."""
    patient = _patient(request, patient_id)
    other = _other(request)
    form = forms.RelationshipForm(request.POST or None)
    _leave_out_what_the_other_says(form, other)

    def save(values: dict[str, Any]) -> object:
        row = Relationship(patient=patient, other=other)
        for name, value in values.items():
            setattr(row, name, value)
        return particulars.add(patient=patient, row=row, by=request.actor, at=request.at)

    title = _("Add a related person")
    return form_page(request, patient=patient, form=form, title=title, save=save, **_shown_other(request, other))


def _shown_other(request: ClinicRequest, other: Patient | None) -> dict[str, Any]:
    """What the page of a relation shows of the patient on its other side."""
    shown = listings.row_of(other, at=request.at) if other else None
    return {"template": RELATIONSHIP, "other": shown, "others": [other.pk] if other else []}


def _other(request: ClinicRequest) -> Patient | None:
    """The patient chosen as the related person."""
    chosen = request.POST.get("other") or request.GET.get("other") or ""
    try:
        other_id = UUID(chosen)
    except ValueError:
        return None
    return get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=other_id)


@requires(Permission.PATIENT_EDIT, Permission.PATIENT_SEARCH)
@require_safe
@asks("q")
def choose_relative(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """Find the patient who is related to this one."""
    patient = _patient(request, patient_id)
    query = request.GET.get("q", "").strip()
    rows: list[listings.Row] = []
    if query:
        results = lookup.search(text=query, by=request.actor, at=request.at, limit=10)
        rows = [row for row in listings.found_rows(results.hits, at=request.at) if row.id != patient.pk]
    context = {"patient": patient, "rows": rows, "query": query}
    if request.htmx:
        return render(request, "patients/particulars/_relatives.html", context)
    lookup.record_view(patient=patient, by=request.actor, at=request.at, page="form")
    context["banner"] = banner_of(patient, at=request.at)
    return render(request, "patients/particulars/choose_relative.html", context)


@requires(Permission.PATIENT_EDIT)
def relationship(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    return _change(request, patient_id, row_id, Relationship)


@requires(Permission.PATIENT_EDIT)
@require_POST
def relationship_removal(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    return _remove(request, patient_id, row_id, Relationship)
