"""Where a clinic works."""

from clinics.places.models.location import Location, LocationKind
from clinics.places.models.opening import OpeningHours
from clinics.places.models.workplace import Workplace

__all__ = ["Location", "LocationKind", "OpeningHours", "Workplace"]
