"""Where bills go."""

from __future__ import annotations

from clinics.kit.current import current_clinic
from patients.models import Patient


def address_lines(patient: Patient) -> list[str]:
    """The billing address, else the home one, else any; a line each. None where none is known."""
    known = [address for address in patient.addresses.all() if not address.is_old]
    known.sort(key=lambda address: (address.use != "billing", address.use != "home"))
    return known[0].lines_in(current_clinic().country) if known else []
