"""How configuration is edited here: by the same actions as on the pages, and nothing is deleted."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal


class ByAction(admin.ModelAdmin):
    """Saving calls `act`, which ends in an action and its audit event; a refusal is shown on the form's page.

    Whoever may enter the site may look; `may_change` and `may_add` open more. The audit trail is the history, so
    Django's own log, which would hold names, is not written.
    """

    actions = None
    may_change: ClassVar[bool] = False
    may_add: ClassVar[bool] = False

    def act(self, request: Any, obj: Model, form: Any, *, by: Actor, is_new: bool) -> None:
        raise NotImplementedError

    def save_model(self, request: Any, obj: Model, form: Any, change: bool) -> None:
        self.act(request, obj, form, by=request.actor.through("admin"), is_new=not change)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_change

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_add

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        raise Http404

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Nothing: see the class."""

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        """Nothing: see the class."""


class ReadOnly(ByAction):
    """To be looked at."""

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [field.name for field in self.model._meta.fields]
