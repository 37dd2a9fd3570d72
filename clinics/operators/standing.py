"""Whether who came from the platform still has a place there: asked of the platform's own tables, each time."""

from __future__ import annotations

from clinics.kit.current import entering_platform
from clinics.models import Clinic
from clinics.operators.models import Visit
from clinics.staff.models import User
from clinics.staff.permissions import Role


def stands(visit: Visit, *, clinic: Clinic) -> bool:
    """The account is as it was when the visit was asked for, and the clinic was not closed since. Two statements.

    Outside a transaction: the platform is another schema.
    """
    with entering_platform():
        operators = User.objects.active().in_role(Role.OPERATOR)
        if not operators.filter(pk=visit.operator_id, session_epoch=visit.operator_epoch).exists():
            return False
        changed = Clinic.objects.filter(pk=clinic.pk).values_list("state_changed_at", flat=True).first()
    return changed is None or changed < visit.asked_at
