"""Endpoints and deliveries as programs read them: no secret, no key, no id of a patient."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clinics.api.bodies import moment
from clinics.webhooks import signing
from clinics.webhooks.models import Delivery, DeliveryState, Endpoint, Failing, StopReason


class WebhookRecord(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    host = serializers.CharField(help_text="The host of its address; the rest may hold a key.")
    events = serializers.ListField(child=serializers.CharField(), help_text="What it hears of.")
    is_enabled = serializers.BooleanField()
    stop_reason = serializers.ChoiceField([each.value for each in StopReason], allow_null=True)
    created_at = serializers.DateTimeField()
    stopped_at = serializers.DateTimeField(allow_null=True)
    failing_since = serializers.DateTimeField(allow_null=True)


class DeliveryRecord(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    webhook = serializers.UUIDField()
    message_id = serializers.CharField(help_text="What was sent as `webhook-id`.")
    event = serializers.CharField()
    state = serializers.ChoiceField([each.value for each in DeliveryState])
    tries = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True, help_text="When it is tried next.")
    finished_at = serializers.DateTimeField(allow_null=True)


class AttemptRecord(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    milliseconds = serializers.IntegerField()
    status = serializers.IntegerField(allow_null=True, help_text="What was answered; null when nobody did.")
    failure = serializers.ChoiceField([each.value for each in Failing], allow_null=True)


class DeliveryInFull(DeliveryRecord):
    attempts = AttemptRecord(many=True)


def webhook(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "id": str(endpoint.pk),
        "name": endpoint.name,
        "host": endpoint.host,
        "events": endpoint.kinds,
        "is_enabled": endpoint.is_enabled,
        "stop_reason": endpoint.stop_reason or None,
        "created_at": moment(endpoint.created_at),
        "stopped_at": moment(endpoint.stopped_at),
        "failing_since": moment(endpoint.failing_since),
    }


def delivery(row: Delivery) -> dict[str, Any]:
    is_waiting = row.state == DeliveryState.WAITING
    return {
        "id": str(row.pk),
        "webhook": str(row.endpoint_id),
        "message_id": signing.message_id(row.event_id),
        "event": row.kind,
        "state": row.state,
        "tries": row.tries,
        "created_at": moment(row.created_at),
        "due_at": moment(row.due_at) if is_waiting else None,
        "finished_at": moment(row.finished_at),
    }


def delivery_in_full(row: Delivery) -> dict[str, Any]:
    attempts = [
        {
            "at": moment(each.at),
            "milliseconds": each.milliseconds,
            "status": each.status,
            "failure": each.failing or None,
        }
        for each in row.attempts.all()
    ]
    return {**delivery(row), "attempts": attempts}
