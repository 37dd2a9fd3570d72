"""The first page of the platform's host."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from clinics.staff.access import public


@public("It leads to the platform's administration, which asks who comes")
def to_administration(request: HttpRequest) -> HttpResponse:
    return redirect("admin:index")
