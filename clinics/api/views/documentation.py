"""The OpenAPI document, a page to read it on, and the answer at addresses that are not there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularAPIView

from clinics.api import problems, reading
from clinics.staff.access import public
from clinics.staff.request import ClinicRequest


class Schema(SpectacularAPIView):
    """OpenAPI 3.1, as JSON or YAML; the same for every clinic."""

    public_reason = "It describes the API and holds no data"


@require_safe
@public("It describes the API and holds no data")
def reader(request: ClinicRequest) -> HttpResponse:
    base_url = request.clinic.base_url
    context = {"groups": reading.groups(), "base_url": base_url, "token_url": base_url + reverse("idp:oidc:token")}
    return render(request, "api/documentation/reader.html", context)


@csrf_exempt
@public("It only says that nothing is there")
def lost(request: HttpRequest) -> JsonResponse:
    """Nothing has this address."""
    return problems.response(404, detail=_("There is no such address. See /api/docs/."))
