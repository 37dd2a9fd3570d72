"""Setting up the second factor one must have."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinics.staff import second_factor
from clinics.staff.access import Proof, Stage, asks, requires
from clinics.staff.permissions import Permission


@requires(Permission.OWN_ACCOUNT, opens_at=Stage.SETTING_UP)
@require_safe
@asks("next")
def choose(request: HttpRequest) -> HttpResponse:
    """Where people without a factor are led: an app on the telephone, or a passkey."""
    if second_factor.is_set_up_by(request.user):  # type: ignore[arg-type]
        return redirect("mfa_index")
    return render(request, "staff/second_factor/choose.html")


class RemovePasskey(RemoveWebAuthnView):
    """allauth asks whether an app may be removed, but not whether a passkey may."""

    def form_valid(self, form: object) -> HttpResponse:
        if not get_factor_adapter().can_delete_authenticator(self.get_object()):
            sentence = _("This is your last second factor. Add another one first, then remove this one.")
            get_adapter().add_message(self.request, messages.ERROR, message=sentence)
            return redirect("mfa_index")
        return super().form_valid(form)


remove_passkey = requires(Permission.OWN_ACCOUNT, proof=Proof.RECENT)(RemovePasskey.as_view())
