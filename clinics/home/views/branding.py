"""The clinic's name, colours and logo: seen by everyone, decided by those who configure it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from clinics.home import brand
from clinics.home.actions import brand as brands
from clinics.home.forms import BrandForm
from clinics.hosts import LOOK_AGAIN
from clinics.kit import cookies
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import asks, public, requires
from clinics.staff.permissions import Permission

KEPT = "public, max-age=31536000, immutable"
ASKED_AGAIN = "no-cache"


def _etag(request: HttpRequest) -> str:
    return f'"{brand.version(request.clinic)}"'  # type: ignore[attr-defined]


@public("Colours and logo of the sign-in page")
@require_safe
@condition(etag_func=_etag)
@asks("v")
def style_sheet(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(brand.style_sheet(request.clinic.accent), content_type="text/css")  # type: ignore[attr-defined]
    return _kept(request, answer)


@public("Colours and logo of the sign-in page")
@require_safe
@condition(etag_func=_etag)
@asks("v")
def logo(request: HttpRequest) -> HttpResponse:
    content = bytes(request.clinic.logo)  # type: ignore[attr-defined]
    kind = brand.picture_type(content)
    if not kind:
        raise Http404
    return _kept(request, HttpResponse(content, content_type=kind))


def _kept(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """For good when the address carries the version, else with a question each time."""
    is_versioned = request.GET.get("v") == brand.version(request.clinic)  # type: ignore[attr-defined]
    answer.headers["Cache-Control"] = KEPT if is_versioned else ASKED_AGAIN
    return answer


@requires(Permission.CLINIC_CONFIGURE)
def edit(request: Any) -> HttpResponse:
    clinic = request.clinic
    known = {"name": clinic.name, "accent": clinic.accent, "support_contact": clinic.support_contact}
    form = BrandForm(request.POST or None, request.FILES or None, initial=known)
    if request.method == "POST" and form.is_valid():
        decided = {field: form.cleaned_data[field] for field in known}
        try:
            brands.change(by=request.actor, at=request.at, logo=form.logo_bytes(), **decided)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            answer = redirect("home:branding_edit")
            cookies.keep(answer, request, LOOK_AGAIN, "1", seconds=int(settings.HOST_CACHE_SECONDS) + 1)
            return answer
    accent = form["accent"].value()
    shown = {"form": form, "accent": accent, "shades": brand.shades(accent)}
    return render(request, "home/branding/edit.html", shown)


@requires(Permission.CLINIC_CONFIGURE)
@require_safe
@asks("accent")
def preview(request: HttpRequest) -> HttpResponse:
    """How a colour that is not saved yet would look."""
    accent = request.GET.get("accent", "")
    return render(request, "home/branding/_preview.html", {"accent": accent, "shades": brand.shades(accent)})


@requires(Permission.CLINIC_CONFIGURE)
@require_safe
@asks("accent")
def preview_style_sheet(request: HttpRequest) -> HttpResponse:
    accent = request.GET.get("accent", "")
    return HttpResponse(brand.style_sheet(accent, ".brand-preview-theme"), content_type="text/css")
