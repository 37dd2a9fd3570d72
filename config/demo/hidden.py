"""A chart that few may see, and the evening on which somebody needed it: for the pages of sight and of reviews."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from clinics.kit.actor import Origin
from clinics.staff.actors import actor_of
from clinics.staff.models import User
from patients.actions import care, glass
from patients.models import Ground, Part, Patient

SINCE, NEEDED = timedelta(days=30), timedelta(days=1)
ORIGIN = Origin(channel="page")


def add_hidden_chart(*, hidden_by: str, cared_for_by: str, needed_by: str, at: datetime) -> Patient:
    """In the current clinic; colleagues are named by their addresses."""
    patient = Patient.objects.order_by("pk")[3]
    people = {user.email: user for user in User.objects.with_roles()}
    by = actor_of(people[hidden_by], ORIGIN)
    with transaction.atomic():
        care.join(patient=patient, user=people[cared_for_by], part=Part.RESPONSIBLE, by=by, at=at - SINCE)
        care.restrict(
            patient=patient,
            ground=Ground.PROMINENT,
            reason=_("Reads the evening news; asked us to be careful."),
            by=by,
            at=at - SINCE,
        )
        glass.break_glass(
            patient=patient,
            reason=_("Called in with swelling after an extraction; I had to know the allergies at once."),
            by=actor_of(people[needed_by], ORIGIN),
            at=at - NEEDED,
        )
    return patient
