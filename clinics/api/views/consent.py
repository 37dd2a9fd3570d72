"""Whether a program may act for the person who is signed in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.idp.oidc.views import AuthorizationView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinics.api.models.program_session import LASTS
from clinics.api.queries import own_programs


class ConsentView(AuthorizationView):
    """allauth's, with a page of ours.

    Whoever is sent back to the program is moved on by a page instead of being redirected: a browser applies
    `form-action` to every redirect that follows a form, and would stay here.
    """

    template_name = "api/consent/ask.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _moved_on(request, super().get(request, *args, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return _moved_on(request, super().post(request, *args, **kwargs))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = super().get_context_data(**kwargs)
        back = urlsplit(self._request_info["redirect_uri"])
        return {
            **found,
            "program": own_programs.program(found["client"].pk),
            "host": back.hostname,
            "until": self.request.at + LASTS,
            "who": self.request.user,
        }


def _moved_on(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    address = answer.get("Location", "")
    if urlsplit(address).netloc in ("", request.get_host()):
        return answer
    return render(request, "api/consent/going.html", {"address": address, "host": urlsplit(address).hostname})
