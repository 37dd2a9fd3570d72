"""Every key and what it does, to read and to print."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.home import keys
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.HOME)
@require_safe
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "home/keyboard/index.html", {"groups": keys.of_all_pages(request.actor)})
