"""What the clinic says of itself: where it is reached, its language, clock, week and identifiers."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clinics.home.actions import details
from clinics.home.forms import DetailsForm
from clinics.hosts import LOOK_AGAIN
from clinics.kit import cookies
from clinics.kit.countries import country_name
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.CLINIC_CONFIGURE)
def edit(request: ClinicRequest) -> HttpResponse:
    clinic = request.clinic
    form = DetailsForm(request.POST or None, clinic=clinic, today=request.at.date())
    if request.method == "POST" and form.is_valid():
        try:
            details.change(**form.decided(), by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            answer = redirect("home:details_edit")
            cookies.keep(answer, request, LOOK_AGAIN, "1", seconds=int(settings.HOST_CACHE_SECONDS) + 1)
            return answer
    shown = {"form": form, "country": country_name(clinic.country, get_language() or "en")}
    return render(request, "home/details/edit.html", shown, status=422 if form.errors else 200)
