"""What middleware puts on a request, for the types of views."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from clinics.kit.actor import Actor
from clinics.models import Clinic


class ClinicRequest(HttpRequest):
    """A request at a clinic's host: who asks, when (UTC, read once), of which clinic, whether htmx asks, and
    the operator's visit it belongs to."""

    actor: Actor
    at: datetime
    clinic: Clinic
    htmx: HtmxDetails
    visit: object | None
