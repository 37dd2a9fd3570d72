"""The public schema: which clinics there are, their hosts, wrapped keys and wake-ups."""

from clinics.models.clinic import Clinic, ClinicState
from clinics.models.data_key import DataKey
from clinics.models.domain import Domain
from clinics.models.operator_entry import OperatorEntry
from clinics.models.wakeup import Wakeup

__all__ = ["Clinic", "ClinicState", "DataKey", "Domain", "OperatorEntry", "Wakeup"]
