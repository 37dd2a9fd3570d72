"""One's own account."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

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
        theme = form.cleaned_data["theme"]
        if theme:
            answer.set_cookie("theme", theme, max_age=31_536_000, secure=request.is_secure(), samesite="Lax")
        else:
            answer.delete_cookie("theme")
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
    return ask(request, question, lambda: people.sign_out_everywhere(user=user, by=request.actor, at=request.at))
