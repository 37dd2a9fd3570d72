"""The sites: who enters, and through which door."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.logout import logout
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django_otp.admin import OTPAdminSite

from clinics.staff.permissions import Permission


class Site(OTPAdminSite):
    """For those with the site's permission who have shown a second factor in this session.

    Signing in, out and changing passwords happen on allauth's pages, with their limits.
    """

    permission: Permission
    site_url: str | None = "/"

    def has_permission(self, request: Any) -> bool:
        return request.actor.may(self.permission) and request.user.is_verified()

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied
        back = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({REDIRECT_FIELD_NAME: back})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "POST":
            logout(request)
        return HttpResponseRedirect(reverse("account_login" if request.method == "POST" else "account_logout"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))


class ClinicSite(Site):
    permission = Permission.CLINIC_CONFIGURE
    site_title = site_header = _("Configuration")
    index_title = _("What this clinic works with")


class PlatformSite(Site):
    permission = Permission.PLATFORM_OPERATE
    site_title = site_header = _("Platform")
    index_title = _("Clinics of this installation")
    site_url = None


clinic_site = ClinicSite(name="admin")
platform_site = PlatformSite(name="admin")
