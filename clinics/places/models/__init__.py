"""Where a clinic works."""

from clinics.places.models.location import Location, LocationKind

__all__ = ["Location", "LocationKind"]
