"""Answering an invitation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinics.staff.access import public


@public("The person has no account yet; the link's token is the key")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "staff/invitation/accept.html")
