"""What the platform's administration holds: clinics, their hosts and state, usage counts, work that is due."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from clinics.events.models import Job
from clinics.kit.refusal import Refusal
from clinics.models import Clinic, ClinicState, Domain, OperatorEntry, Wakeup
from clinics.onboarding import states
from clinics.usage.models import UsageCount
from config.admin import entry, usage
from config.admin.base import ReadOnly
from config.admin.sites import platform_site

CHANGES: dict[str, tuple[Callable[..., Clinic], Any, Any, frozenset[str]]] = {
    "suspension": (
        states.suspend,
        _("Suspend"),
        _("Pages, programs and background work of this clinic stop at once. Nothing is lost."),
        frozenset({ClinicState.ACTIVE}),
    ),
    "reactivation": (
        states.reactivate,
        _("Reactivate"),
        _("The clinic works again as before."),
        frozenset({ClinicState.SUSPENDED}),
    ),
    "closing": (
        states.close,
        _("Close for good"),
        _("The clinic ends. Its data stays until it is exported and dropped by command."),
        frozenset({ClinicState.ACTIVE, ClinicState.SUSPENDED}),
    ),
}


class DomainInline(admin.TabularInline):
    model = Domain
    fields = readonly_fields = ("domain", "is_primary")
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    has_change_permission = has_add_permission


@admin.register(Clinic, site=platform_site)
class ClinicAdmin(ReadOnly):
    fields = (
        *("name", "subdomain", "schema_name", "state", "state_changed_at", "created_at"),
        *("country", "currency", "language", "time_zone", "support_contact"),
    )
    list_display = ("name", "subdomain", "state", "country", "created_at")
    list_filter = ("state",)
    search_fields = ("name", "subdomain", "schema_name")
    inlines = (DomainInline,)

    def get_urls(self) -> list[Any]:
        own = [
            path(
                f"<int:pk>/{kind}/",
                self.admin_site.admin_view(self.state_view),
                {"kind": kind},
                name=f"clinics_clinic_{kind}",
            )
            for kind in CHANGES
        ]
        entry_view = self.admin_site.admin_view(entry.view)
        return [*own, path("<int:pk>/entry/", entry_view, name="clinics_clinic_entry"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        clinic = get_object_or_404(Clinic, pk=object_id)
        offered = [
            (reverse(f"admin:clinics_clinic_{kind}", args=[clinic.pk]), label)
            for kind, (_act, label, _text, among) in CHANGES.items()
            if clinic.state in among
        ]
        if clinic.is_active:
            offered.insert(0, (reverse("admin:clinics_clinic_entry", args=[clinic.pk]), _("Enter this clinic")))
        extra = {"state_changes": offered, "usage": usage.of(clinic)}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def state_view(self, request: Any, pk: int, kind: str) -> HttpResponse:
        """A change of state at an address of its own: GET asks, POST does it."""
        act, label, text, _among = CHANGES[kind]
        clinic = get_object_or_404(Clinic, pk=pk)
        back = reverse("admin:clinics_clinic_change", args=[pk])
        if request.method == "POST":
            try:
                act(clinic=clinic, by=request.actor.through("admin"), at=request.at)
            except Refusal as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                self.message_user(request, translation.gettext("Done."), messages.SUCCESS)
            return HttpResponseRedirect(back)
        shown = {**self.admin_site.each_context(request), "title": label, "text": text, "asked": clinic, "back": back}
        return render(request, "admin/clinics/clinic/state.html", shown)


@admin.register(Domain, site=platform_site)
class DomainAdmin(ReadOnly):
    list_display = ("domain", "tenant", "is_primary")
    search_fields = ("domain",)


@admin.register(UsageCount, site=platform_site)
class UsageCountAdmin(ReadOnly):
    list_display = ("day", "clinic", "meter", "number", "counted_at")
    list_filter = ("meter",)
    search_fields = ("clinic__name", "clinic__subdomain")
    list_select_related = ("clinic",)


@admin.register(OperatorEntry, site=platform_site)
class OperatorEntryAdmin(ReadOnly):
    """Only looked at: rows can be added by entering, and changed or removed by nobody."""

    list_display = ("at", "operator_name", "clinic_name", "minutes", "ticket_number")
    search_fields = ("operator_name", "clinic_name", "ticket_number")


@admin.register(Wakeup, site=platform_site)
class WakeupAdmin(ReadOnly):
    list_display = ("schema_name", "task", "at")
    ordering = ("at",)


@admin.register(Job, site=platform_site)
class JobAdmin(ReadOnly):
    list_display = ("kind", "state", "done", "total", "created_at", "finished_at")
    list_filter = ("state", "kind")
