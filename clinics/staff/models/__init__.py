"""People who work in a clinic; in the public schema, the platform's operators."""

from clinics.staff.models.invitation import Invitation
from clinics.staff.models.policy import Policy
from clinics.staff.models.role_assignment import RoleAssignment
from clinics.staff.models.sight_policy import SightPolicy
from clinics.staff.models.user import User

__all__ = ["Invitation", "Policy", "RoleAssignment", "SightPolicy", "User"]
