"""Whether the trail is whole, and who is told when it is not."""

from __future__ import annotations

from clinics.audit.models import AuditSeal
from clinics.oversight.models import Verification, WatchPolicy
from clinics.staff.models import User


def privacy_officers() -> list[User]:
    """Who is told: the privacy officer the clinic named, else its owners."""
    named = WatchPolicy.objects.current().privacy_officer
    if named is not None and named.is_active:
        return [named]
    return list(User.objects.active().owners().order_by("name", "pk"))


def newest_verifications(count: int = 20) -> list[Verification]:
    return list(Verification.objects.newest(count))


def newest_seal() -> AuditSeal | None:
    return AuditSeal.objects.head()
