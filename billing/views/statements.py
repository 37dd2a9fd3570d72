"""One account over a period, for one person or for one and those they pay for."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from billing.actions import papers, reading
from billing.forms.statement import PeriodForm
from billing.queries.papers import age_in_words
from billing.queries.statements import Statement, statement, those_paid_for
from billing.views.papers import pdf
from clinics.kit.refusal import Refusal
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from patients.models import Patient
from patients.queries.banner import banner_of


@require_safe
@requires(Permission.BILLING_VIEW, Permission.PATIENT_VIEW)
@asks("since", "until", "family")
def show(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient, form, said = _asked(request, patient_id)
    named = [each.pk for each in said.people] if said else [patient.pk]
    reading.record_statement(patients=named, by=request.actor, at=request.at)
    context = {
        "patient": patient,
        "banner": banner_of(patient, at=request.at),
        "form": form,
        "said": said,
        "ages": [(age_in_words(age), age) for age in said.ages if age.count] if said else [],
        "query": request.GET.urlencode(),
    }
    return render(request, "billing/statement/show.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.BILLING_VIEW, Permission.PATIENT_VIEW)
@asks("since", "until", "family")
def file(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    """The same as a PDF."""
    patient, _form, said = _asked(request, patient_id)
    if said is None:
        return redirect("billing:statement", patient_id=patient.pk)
    try:
        made = papers.statement_pdf(statement=said, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("billing:statement", patient_id=patient.pk)
    return pdf(made, name=f"statement-{said.since:%Y%m%d}-{said.until:%Y%m%d}.pdf")


def _asked(request: ClinicRequest, patient_id: UUID) -> tuple[Patient, PeriodForm, Statement | None]:
    """Whose, for which period; no statement where the period cannot be."""
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).with_record(), pk=patient_id)
    day = request.at.astimezone(ZoneInfo(request.clinic.time_zone)).date()
    family = those_paid_for(patient, to=request.actor, day=day)
    form = PeriodForm(request.GET, day=day, with_family=bool(family))
    if not form.is_valid():
        return patient, form, None
    told = form.cleaned_data
    people = [patient, *(family if told.get("family") else [])]
    said = statement(people, since=told["since"], until=told["until"], currency=request.clinic.currency)
    return patient, form, said
