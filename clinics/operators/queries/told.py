"""Who hears at once that an operator came in."""

from __future__ import annotations

from clinics.oversight.queries.seals import privacy_officers
from clinics.staff.models import User


def who_is_told() -> list[User]:
    """Every owner, and the privacy officer where the clinic named one."""
    owners = User.objects.active().owners().order_by("name", "pk")
    return list({person.pk: person for person in (*owners, *privacy_officers())}.values())
