from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Where a clinic works: its sites, their departments and rooms."""

    name = "clinics.places"
    label = "places"
    changeable: dict[str, str] = {
        "places_location": "UPDATE",
        "places_openinghours": "DELETE",
        "places_workplace": "DELETE",
    }
