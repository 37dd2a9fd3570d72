"""One's own account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from clinics.kit import cookies
from clinics.staff import queries
from clinics.staff.access import requires
from clinics.staff.actions import people
from clinics.staff.forms import AccountForm
from clinics.staff.permissions import Permission
from clinics.staff.views.confirmation import Question, ask


@requires(Permission.OWN_ACCOUNT)
def edit(request: Any) -> HttpResponse:
    user = queries.own_account(request.user.pk)
    initial = {"language": user.language or request.LANGUAGE_CODE}
    form = AccountForm(request.POST or None, instance=user, initial=initial)
    if request.method == "POST" and form.is_valid():
        people.describe(user=user, by=request.actor, at=request.at, **form.cleaned_data)
        messages.success(request, _("Saved."))
        answer = redirect("staff:account")
        cookies.keep(answer, request, "theme", form.cleaned_data["theme"], seconds=31_536_000)
        return answer
    return render(request, "staff/account/edit.html", {"form": form})


@requires(Permission.OWN_ACCOUNT)
def sign_out_everywhere(request: Any) -> HttpResponse:
    question = Question(
        title=_("Sign out everywhere?"),
        text=_("Every session on every device ends, this one too."),
        button=_("Sign out everywhere"),
        done=_("You are signed out everywhere."),
        back=reverse("account_login"),
    )
    user = queries.own_account(request.user.pk)

    def leave() -> None:
        people.sign_out_everywhere(user=user, by=request.actor, at=request.at)
        logout(request)

    return ask(request, question, leave)
