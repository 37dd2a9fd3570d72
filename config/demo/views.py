"""The demo's mailbox: mail that was kept instead of sent, on the platform's host."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from clinics.staff.access import public
from config.demo import mailboxes as kept

REASON = "Demo only, on the person's own machine: the mail would otherwise have reached its addressee"


@public(REASON)
def mailboxes(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/mailboxes.html", {"mailboxes": kept.mailboxes()})


@public(REASON)
def message(request: HttpRequest, schema: str, mail_id: UUID) -> HttpResponse:
    found = kept.message(schema=schema, mail_id=mail_id)
    if found is None:
        raise Http404
    return render(request, "demo/message.html", {"clinic": found.clinic, "mail": found.messages[0]})
