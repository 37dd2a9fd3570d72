"""What a clinic's administration holds: exactly configuration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clinics.kit.actor import Actor
from clinics.staff.actions import people, policies, roles
from clinics.staff.forms import role_choices
from clinics.staff.models import Invitation, Policy, User
from config.admin.base import ByAction, ReadOnly
from config.admin.sites import clinic_site


class PersonForm(forms.ModelForm):
    by: Actor  # each request has a subclass of its own
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = role_choices(self.by)  # type: ignore[attr-defined]
        self.fields["roles"].initial = list(self.instance.roles)


@admin.register(User, site=clinic_site)
class PersonAdmin(ByAction):
    may_change = True
    form = PersonForm
    fields = ("email", "name", "title", "roles", "is_active", "last_login")
    readonly_fields = ("email", "last_login")
    list_display = ("name", "email", "role_names", "is_active")
    search_fields = ("name", "email")

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        return ", ".join(user.role_labels)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return User.objects.with_roles().order_by("name")

    def get_form(self, request: Any, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type:
        form = super().get_form(request, obj, change=change, **kwargs)
        return type(form.__name__, (form,), {"by": request.actor})

    def act(self, request: Any, obj: Model, form: Any, *, by: Actor, is_new: bool) -> None:
        given = form.cleaned_data
        if {"name", "title"} & set(form.changed_data):
            people.describe(user=form.instance, name=given["name"], title=given["title"], by=by, at=request.at)
        if "roles" in form.changed_data:
            roles.change(user=form.instance, roles=given["roles"], by=by, at=request.at)
        if "is_active" in form.changed_data:
            act = people.enable if given["is_active"] else people.disable
            act(user=form.instance, by=by, at=request.at)


@admin.register(Invitation, site=clinic_site)
class InvitationAdmin(ReadOnly):
    fields = ("email", "name", "roles", "invited_at", "expires_at", "accepted_at", "withdrawn_at")
    list_display = ("email", "invited_at", "expires_at", "accepted_at", "withdrawn_at")


@admin.register(Policy, site=clinic_site)
class PolicyAdmin(ByAction):
    may_change = True
    fields = ("second_factor_required", "idle_minutes", "longest_hours", "proof_minutes", "operator_access")
    list_display = ("__str__", "second_factor_required", "idle_minutes", "longest_hours", "proof_minutes")

    def act(self, request: Any, obj: Model, form: Any, *, by: Actor, is_new: bool) -> None:
        policies.change(by=by, at=request.at, **form.cleaned_data)
