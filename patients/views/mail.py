"""Which mail a patient wants, and whether it arrives."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from clinics.events import addresses
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask
from patients.actions import mail_wishes
from patients.forms.mail import MailWishesForm
from patients.models import MailPurpose, Patient
from patients.views.editing import form_page


@requires(Permission.PATIENT_EDIT)
def wishes(request: ClinicRequest, patient_id: UUID) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    wanted = [purpose.value for purpose in MailPurpose if patient.wants(purpose)]
    form = MailWishesForm(request.POST or None, initial={"wanted": wanted})

    def save(values: dict[str, Any]) -> object:
        return mail_wishes.decide(patient=patient, wanted=values["wanted"], by=request.actor, at=request.at)

    return form_page(request, patient=patient, form=form, title=_("Mail to this person"), save=save)


@requires(Permission.PATIENT_EDIT)
def release(request: ClinicRequest, patient_id: UUID, row_id: UUID) -> HttpResponse:
    """Ask, then write again to an address that mail came back from."""
    patient = get_object_or_404(Patient.objects.visible_to(request.actor).correct(), pk=patient_id)
    contact = get_object_or_404(patient.contacts, pk=row_id)
    mark = addresses.mark_on(contact.value)
    if mark is None:
        raise Http404
    question = Question(
        title=_("Write to this address again?"),
        text=_("Do this when the patient says that the address is right and that they want our mail."),
        button=_("Write to it again"),
        done=_("The address gets mail again."),
        back=reverse("patients:patient", args=[patient.pk]),
    )
    return ask(
        request,
        question,
        lambda: addresses.lift(mark=mark, patient_id=patient.pk, by=request.actor, at=request.at),
    )
