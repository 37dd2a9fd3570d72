"""What verifications found, and what the clinic wants watched."""

from clinics.oversight.models.verification import Verification
from clinics.oversight.models.watch_policy import WatchPolicy

__all__ = ["Verification", "WatchPolicy"]
