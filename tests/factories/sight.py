"""A clinic's policy of who sees whom, decided through the real action."""

from __future__ import annotations

from datetime import datetime

from clinics.kit.sight import Reach
from clinics.staff.actions import sight_policies
from clinics.staff.permissions import SEES_PATIENTS, Role
from patients.actions import care
from patients.models import CareTeamMember, Ground, Part, Patient, RestrictedChart
from tests.factories import patients
from tests.factories.patients import AT
from tests.factories.staff import acting, person


def decide(reach: Reach, *roles: Role, at: datetime = AT) -> None:
    """From now on these roles, or all, see as far as this."""
    reaches = dict.fromkeys(roles or SEES_PATIENTS, reach)
    sight_policies.change(reaches=reaches, glass_minutes=60, restricts_staff=True, by=acting(Role.OWNER), at=at)


def restrict(patient: Patient) -> RestrictedChart:
    return care.restrict(patient=patient, ground=Ground.PROMINENT, reason="", by=acting(Role.OWNER), at=AT)


def join(patient: Patient, role: Role, part: str = Part.MEMBER) -> CareTeamMember:
    """The person of this role in the patient's care team."""
    return care.join(patient=patient, user=person(role), part=part, by=patients.REGISTRAR, at=AT)
