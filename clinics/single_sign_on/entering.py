"""The page that says why somebody was not signed in, and what its button leads to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinics.single_sign_on.queries import providers
from clinics.single_sign_on.refusals import SignInRefused


def refused(request: HttpRequest, refusal: SignInRefused) -> HttpResponse:
    context = {"refusal": refusal, "provider": providers.in_use()}
    return render(request, "single_sign_on/entrance/refused.html", context, status=refusal.status)
