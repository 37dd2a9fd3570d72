"""Which programs are told what, and what became of each delivery."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from clinics.api import filters, pages
from clinics.api.endpoint import Endpoint
from clinics.api.operations import operation, parameter
from clinics.api.requests import ApiRequest
from clinics.events.registry import event_kinds
from clinics.staff.permissions import Permission
from clinics.webhooks.api import shapes
from clinics.webhooks.models import DeliveryState
from clinics.webhooks.queries import deliveries, endpoints

STATES = [state.value for state in DeliveryState]
PARAMETERS = (
    parameter("state", says="Only those that stand so.", among=STATES),
    parameter("event", says="Only those of this event, such as `patient.registered`."),
    parameter("at_from", says="Only those since this moment."),
    parameter("at_before", says="Only those before this moment."),
)
SEES = Permission.WEBHOOK_VIEW


class Webhooks(Endpoint):
    @operation("List webhooks", needs=SEES, gives=shapes.WebhookRecord, many=True)
    def get(self, request: ApiRequest) -> Response:
        return pages.answer(request, pages.page_of(request, endpoints.in_order()), shapes.webhook)


class OneWebhook(Endpoint):
    @operation("Read a webhook", needs=SEES, gives=shapes.WebhookRecord)
    def get(self, request: ApiRequest, endpoint_id: UUID) -> Response:
        return Response(shapes.webhook(get_object_or_404(endpoints.in_order(), pk=endpoint_id)))


class Deliveries(Endpoint):
    @operation(
        "List deliveries of a webhook",
        needs=SEES,
        gives=shapes.DeliveryRecord,
        many=True,
        parameters=PARAMETERS,
        says="The latest first, over the last 30 days.",
    )
    def get(self, request: ApiRequest, endpoint_id: UUID) -> Response:
        endpoint = get_object_or_404(endpoints.in_order(), pk=endpoint_id)
        kinds = [*(kind.name for kind in event_kinds), deliveries.TEST]
        found = deliveries.of(
            endpoint,
            state=filters.one_of(request, "state", STATES) or "",
            kind=filters.one_of(request, "event", kinds) or "",
            since=filters.moment(request, "at_from"),
            before=filters.moment(request, "at_before"),
        )
        return pages.answer(request, pages.page_of(request, found), shapes.delivery)


class OneDelivery(Endpoint):
    @operation("Read a delivery", needs=SEES, gives=shapes.DeliveryInFull, says="With each try.")
    def get(self, request: ApiRequest, endpoint_id: UUID, delivery_id: UUID) -> Response:
        row = get_object_or_404(deliveries.in_full(), pk=delivery_id, endpoint=endpoint_id)
        return Response(shapes.delivery_in_full(row))
