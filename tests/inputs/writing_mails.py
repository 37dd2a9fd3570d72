"""One message of every kind that a clinic writes, each made as the product makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from appointments.actions.writing import write_notice
from appointments.models import NoticeKind
from billing.actions import links
from clinics.operators.actions import visits
from clinics.operators.models import Visit
from clinics.oversight.actions import anomalies, officers, verifications
from clinics.staff.actions import invitations
from clinics.webhooks.actions import notices
from clinics.webhooks.models import StopReason
from patients.models import ContactPoint
from tests.access.world import Place
from tests.conftest import client_at
from tests.factories.billing import BILLER
from tests.factories.staff import Role, acting
from tests.inputs.poison import breaking

Writer = Callable[[Place], object]
ADDRESS = "o'hara+tag@example.org"


def _appointment(kind: NoticeKind) -> Writer:
    def write(place: Place) -> object:
        booked = place.fresh("booked")
        reachable(booked.patient)
        return write_notice(booked, kind=kind, at=place.at)

    return write


def _officers(purpose: str, said: dict[str, object]) -> Writer:
    return lambda place: officers.tell_officers(purpose, said, page="/settings/audit/", at=place.at)


def _invoice(place: Place) -> object:
    invoice = place.fresh("invoice")
    reachable(invoice.patient)
    return links.send(invoice=invoice, to=ADDRESS, by=BILLER, at=place.at + timedelta(days=3))


def _invitation(place: Place) -> object:
    asked = {"email": "o'new@example.org", "name": breaking(120, 1), "roles": ("front_desk",)}
    return invitations.invite(**asked, by=acting(Role.OWNER), at=place.at)  # type: ignore[arg-type]


def reachable(patient: object) -> None:
    """Give somebody an address that mail could go to."""
    field = ContactPoint._meta.get_field("value")
    for contact in ContactPoint.objects.filter(patient=patient, system="email"):
        ContactPoint.objects.filter(pk=contact.pk).update(value=field.seal(ADDRESS, row=contact.pk))


def _visit(place: Place) -> object:
    visit = Visit(operator_name=breaking(120, 3), ticket_number=breaking(40, 4), until=place.at)
    return visits._tell(visit, at=place.at)  # what comes before it needs a whole platform


WRITERS: dict[str, Writer] = {
    "appointment_booked": _appointment(NoticeKind.BOOKED),
    "appointment_moved": _appointment(NoticeKind.MOVED),
    "appointment_cancelled": _appointment(NoticeKind.CANCELLED),
    "appointment_reminder": _appointment(NoticeKind.REMINDER),
    links.PURPOSE: _invoice,
    "invitation": _invitation,
    "password_reset_key": lambda place: client_at(place.clinic).post(
        "/accounts/password/reset/", {"email": place.fresh("linked").email}
    ),
    notices.PURPOSE: lambda place: notices.tell_that_it_stopped(place.fresh("webhook"), StopReason.GONE, at=place.at),
    anomalies.ANOMALIES_MAIL: _officers(anomalies.ANOMALIES_MAIL, {"count": 2}),
    anomalies.BROKEN_GLASS_MAIL: _officers(anomalies.BROKEN_GLASS_MAIL, {"who": breaking(120, 2)}),
    visits.BEGAN_MAIL: _visit,
    verifications.BROKEN_TRAIL_MAIL: _officers(verifications.BROKEN_TRAIL_MAIL, {"faults": 3}),
}
"""By the purpose of the message. A kind that is not here fails its test."""
