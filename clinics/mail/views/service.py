"""Where the mail service tells what became of messages."""

from __future__ import annotations

from typing import Any

import structlog
from django.http import Http404, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from clinics.events import reports, sns
from clinics.kit.pace import paced
from clinics.staff.access import public

A_MINUTE = 1200
log = structlog.get_logger(__name__)


@public("Amazon's notification service has no account here; its signature and our topics are checked")
@csrf_exempt
@paced(A_MINUTE)
@require_POST
def events(request: Any) -> HttpResponse:
    """Whatever cannot be proved to be ours is answered as an address that is not there."""
    try:
        notice = sns.verified(request.body, at=request.at)
        if notice["Type"] == "SubscriptionConfirmation":
            sns.confirm(notice)
            log.info("mail.events_subscribed")
        elif notice["Type"] == "Notification":
            report = reports.read(notice["Message"], notice_id=notice["MessageId"])
            if report is not None:
                reports.take(report, at=request.at, only=request.clinic)
    except sns.NotFromSns as refused:
        log.warning("mail.events_refused", code=str(refused))
        raise Http404 from refused
    return HttpResponse(status=204)
