"""The log: what was sent to whom, each try, and sending it again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from clinics.kit.filters import page_of
from clinics.kit.refusal import Refusal, tell
from clinics.staff.access import asks, requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest
from clinics.webhooks import signing
from clinics.webhooks.actions import replaying
from clinics.webhooks.forms import LogFilterForm, SinceForm
from clinics.webhooks.models import Delivery
from clinics.webhooks.queries import deliveries, endpoints

ON_A_PAGE = 50


@require_safe
@requires(Permission.WEBHOOK_VIEW)
@asks("endpoint", "state", "kind", "page")
def index(request: ClinicRequest) -> HttpResponse:
    form = LogFilterForm(request.GET, endpoints=endpoints.in_order())
    found = deliveries.log(**form.cleaned_data) if form.is_valid() else deliveries.nothing()
    page = page_of(found, request.GET, size=ON_A_PAGE)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "shown": [deliveries.shown(each) for each in page.object_list],
        "query": f"{query.urlencode()}&" if query else "",
    }
    return render(request, "webhooks/deliveries/index.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Permission.WEBHOOK_VIEW)
def show(request: ClinicRequest, delivery_id: UUID) -> HttpResponse:
    delivery = _delivery(delivery_id)
    context = {
        "delivery": delivery,
        "label": deliveries.label_of(delivery.kind),
        "message_id": signing.message_id(delivery.event_id),
        "body": signing.body_of(delivery.event).decode(),
        "attempts": [(each, deliveries.outcome_of(each.status, each.failing)) for each in delivery.attempts.all()],
    }
    return render(request, "webhooks/deliveries/show.html", context)


@require_POST
@requires(Permission.WEBHOOK_MANAGE)
def replay(request: ClinicRequest, delivery_id: UUID) -> HttpResponse:
    delivery = _delivery(delivery_id)
    try:
        replaying.replay(delivery=delivery, by=request.actor, at=request.at)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is sent again."))
    return redirect("webhooks:delivery", delivery_id=delivery.pk)


@requires(Permission.WEBHOOK_MANAGE)
def replay_since(request: ClinicRequest, endpoint_id: UUID) -> HttpResponse:
    """Ask since when, then send all of it again."""
    endpoint = get_object_or_404(endpoints.in_order(), pk=endpoint_id)
    form = SinceForm(request.POST or None, initial={"since": request.at - timedelta(days=1)})
    if request.method == "POST" and form.is_valid():
        try:
            count = replaying.replay_since(
                endpoint=endpoint, since=form.cleaned_data["since"], by=request.actor, at=request.at
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            told = ngettext("%(count)s event is sent again.", "%(count)s events are sent again.", count)
            messages.success(request, told % {"count": count})
            return redirect("webhooks:endpoint", endpoint_id=endpoint.pk)
    context = {"form": form, "endpoint": endpoint}
    return render(request, "webhooks/deliveries/replay.html", context, status=422 if form.errors else 200)


def _delivery(delivery_id: UUID) -> Delivery:
    return get_object_or_404(deliveries.in_full(), pk=delivery_id)
