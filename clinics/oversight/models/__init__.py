"""What verifications found, what the clinic wants watched, and what in the trail needs a look."""

from clinics.oversight.models.anomaly import Anomaly, AnomalyKind, Outcome
from clinics.oversight.models.verification import Verification
from clinics.oversight.models.watch_policy import WatchPolicy

__all__ = ["Anomaly", "AnomalyKind", "Outcome", "Verification", "WatchPolicy"]
