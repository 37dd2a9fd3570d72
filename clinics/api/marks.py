"""What a token carries to be told from others: for whom it is, and under which password it was made."""

from __future__ import annotations

from clinics.kit.current import current_clinic
from clinics.staff.models import User


def audience() -> str:
    """Whom the clinic's access tokens are for: its own API."""
    return f"{current_clinic().base_url}/api/"


def credential_mark(user: User) -> str:
    """Changes with the person's password and when they are signed out everywhere; tells nothing of either."""
    return user.get_session_auth_hash()[:24]
