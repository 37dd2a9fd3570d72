"""Where the clinic's provider tells that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)."""

from __future__ import annotations

import structlog
from django.http import HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from clinics.kit.pace import paced
from clinics.single_sign_on import round_trip
from clinics.single_sign_on.actions import sign_outs
from clinics.single_sign_on.queries import providers
from clinics.single_sign_on.refusals import NotTrusted, SignInRefused
from clinics.staff.access import public
from clinics.staff.request import ClinicRequest

A_MINUTE = 600
log = structlog.get_logger(__name__)


@public("The provider has no account here; what it says is signed, and checked as identity tokens are")
@csrf_exempt
@paced(A_MINUTE)
@require_POST
def hear(request: ClinicRequest) -> HttpResponse:
    provider = providers.in_use()
    try:
        if provider is None:
            raise NotTrusted
        told = round_trip.signed_out(provider, request.POST.get("logout_token", ""), at=request.at)
        sign_outs.sign_out(provider=provider, told=told, by=request.actor, at=request.at)
    except SignInRefused as refused:
        log.warning("single_sign_on.sign_out_refused", code=refused.code)
        status = 503 if refused.status == 503 else 400
        return JsonResponse({"error": "invalid_request"}, status=status)
    return HttpResponse(status=200, content_type="text/plain")
