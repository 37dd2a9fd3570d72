"""Ending mail of one kind by the link in it: on a page, or by one request of the mail program (RFC 8058)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from clinics.kit.pace import paced
from clinics.staff.access import public
from patients.actions import mail_wishes
from patients.models import MailPurpose
from patients.queries.mail import unsubscribing

A_MINUTE = 30
AGAIN = "again"  # the button that takes it back


@public("Patients have no account; the link's signature is the key, and the page names nobody")
@csrf_exempt  # mail programs post here without having seen the page; the link is the key
@paced(A_MINUTE)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: Any, purpose: str, token: str) -> HttpResponse:
    """Opening the page changes nothing: programs that check mail open every link."""
    patient = unsubscribing(token, purpose)
    if patient is None:
        raise Http404
    kind = MailPurpose(purpose)
    if request.method == "POST":
        patient = mail_wishes.choose(
            patient=patient, purpose=kind, is_wanted=AGAIN in request.POST, by=request.actor, at=request.at
        )
    shown = {"purpose": kind, "is_wanted": patient.wants(kind), "has_changed": request.method == "POST"}
    return render(request, "patients/unsubscription/page.html", shown)
