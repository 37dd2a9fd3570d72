"""Today: what is happening now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from clinics.staff.access import requires
from clinics.staff.permissions import Permission


@requires(Permission.HOME)
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "home/today/index.html")
