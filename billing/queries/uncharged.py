"""Work that was done and not charged: the list that nothing is forgotten by."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from appointments.models import Appointment, AppointmentStatus
from appointments.models.appointment import AppointmentQuerySet
from billing.models import DraftLine, InvoiceLine
from clinics.kit.actor import Actor
from clinics.staff.permissions import Permission
from patients.models.seeing import in_sight

LOOKED_BACK = timedelta(days=180)


def uncharged(*, to: Actor, at: datetime) -> AppointmentQuerySet:
    """Completed appointments of the last half year that stand on no draft and no invoice, the oldest first."""
    if not to.may(Permission.INVOICE_DRAFT):
        return Appointment.objects.none()
    drafted = DraftLine.objects.filter(appointment=OuterRef("pk"))
    issued = InvoiceLine.objects.filter(
        appointment=OuterRef("pk"), invoice__kind="invoice", invoice__standing__credited=0
    )
    seen = in_sight(Appointment.objects.all(), to)
    done = seen.filter(status=AppointmentStatus.COMPLETED, starts_at__gt=at - LOOKED_BACK)
    return done.exclude(Exists(drafted)).exclude(Exists(issued)).for_day_page()
