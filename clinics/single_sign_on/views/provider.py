"""The clinic's identity provider, as its owners decide about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from clinics.kit.refusal import Refusal, tell
from clinics.single_sign_on.actions import admissions
from clinics.single_sign_on.actions import providers as actions
from clinics.single_sign_on.forms import ProviderForm, told_of
from clinics.single_sign_on.queries import providers
from clinics.staff.access import Proof, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.staff.views.confirmation import Question, ask


@requires(Permission.SIGN_IN_CONFIGURE, proof=Proof.RECENT)
@sensitive_post_parameters("client_secret")
def edit(request: ClinicRequest) -> HttpResponse:
    provider = providers.decided()
    form = ProviderForm(request.POST or None, initial=told_of(provider))
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide(**form.decided, by=request.actor, at=request.at)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved. Test the connection before you rely on it."))
            return redirect("single_sign_on:provider")
    context = {
        "form": form,
        "provider": provider,
        "linked": providers.linked_people(),
        "redirect_uri": request.clinic.base_url + reverse("single_sign_on:answer"),
        "sign_out_uri": request.clinic.base_url + reverse("single_sign_on:sign_out"),
    }
    return render(request, "single_sign_on/provider/edit.html", context, status=422 if form.errors else 200)


@require_POST
@requires(Permission.SIGN_IN_CONFIGURE)
def test(request: ClinicRequest) -> HttpResponse:
    provider = providers.decided()
    if provider is None:
        raise Http404
    try:
        count = actions.test(provider=provider, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        told = ngettext(
            "The provider answers and names itself as written here. It signs with %(count)d key.",
            "The provider answers and names itself as written here. It signs with %(count)d keys.",
            count,
        )
        messages.success(request, told % {"count": count})
    return redirect("single_sign_on:provider")


@requires(Permission.SIGN_IN_CONFIGURE, proof=Proof.RECENT)
def removal(request: ClinicRequest) -> HttpResponse:
    if providers.decided() is None:
        raise Http404
    question = Question(
        title=_("Remove the identity provider?"),
        text=_("Everybody signs in with a password or passkey of this clinic. Whoever has none sets one by mail."),
        button=_("Remove"),
        done=_("The identity provider is removed."),
        back=reverse("single_sign_on:provider"),
        is_dangerous=True,
    )
    return ask(request, question, lambda: actions.remove(by=request.actor, at=request.at))


@requires(Permission.SIGN_IN_CONFIGURE, proof=Proof.RECENT)
def unlinking(request: ClinicRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(providers.linked_people(), pk=pk)
    question = Question(
        title=_("Undo the link of %(name)s?") % {"name": user},
        text=_(
            "They are signed out everywhere. The next account of the provider with their e-mail address becomes theirs."
        ),
        button=_("Undo the link"),
        done=_("The link is undone."),
        back=reverse("single_sign_on:provider"),
        is_dangerous=True,
    )
    return ask(request, question, lambda: admissions.unlink(user=user, by=request.actor, at=request.at))
