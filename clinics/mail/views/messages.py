"""What was sent to whom, what became of it, and sending it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as toasts
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from clinics.kit.filters import page_of
from clinics.kit.refusal import Refusal
from clinics.mail import actions
from clinics.mail.forms import LogFilterForm
from clinics.mail.queries import messages
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest

ON_A_PAGE = 50


@requires(Permission.MAIL_VIEW)
@require_safe
@asks("state", "purpose", "page")
def index(request: ClinicRequest) -> HttpResponse:
    form = LogFilterForm(request.GET)
    found = messages.log(to=request.actor, **form.cleaned_data) if form.is_valid() else messages.nothing()
    page = page_of(found, request.GET, size=ON_A_PAGE)
    rows = list(page.object_list)
    actions.record_list(mails=rows, by=request.actor, at=request.at)
    query = request.GET.copy()
    query.pop("page", None)
    shown = {
        "form": form,
        "page": page,
        "messages_shown": [messages.in_words(row) for row in rows],
        "query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "mail/messages/index.html", shown, status=422 if form.errors else 200)


@requires(Permission.MAIL_VIEW)
@require_safe
def show(request: ClinicRequest, mail_id: UUID) -> HttpResponse:
    mail = get_object_or_404(messages.visible_to(request.actor), pk=mail_id)
    actions.record_view(mail=mail, by=request.actor, at=request.at)
    return render(request, "mail/messages/show.html", {"page": messages.page_of(mail, at=request.at), "mail": mail})


@requires(Permission.MAIL_VIEW)
@require_POST
def release(request: ClinicRequest, mail_id: UUID) -> HttpResponse:
    """Write again to the address of this message, which mail came back from."""
    mail = get_object_or_404(messages.visible_to(request.actor), pk=mail_id)
    actions.release(mail=mail, by=request.actor, at=request.at)
    toasts.success(request, _("The address gets mail again."))
    return redirect("mail:message", mail_id=mail.pk)


@requires(Permission.MAIL_VIEW)
@require_POST
def repetition(request: ClinicRequest, mail_id: UUID) -> HttpResponse:
    mail = get_object_or_404(messages.visible_to(request.actor), pk=mail_id)
    try:
        mail = actions.send_again(mail=mail, by=request.actor, at=request.at)
    except Refusal as refusal:
        toasts.error(request, str(refusal))
    else:
        toasts.success(request, _("It is on its way once more."))
    return redirect("mail:message", mail_id=mail.pk)
