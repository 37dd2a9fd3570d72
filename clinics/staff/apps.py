from django.apps import AppConfig


class StaffConfig(AppConfig):
    """People who work in a clinic (and, in the public schema, platform operators)."""

    name = "clinics.staff"
    label = "staff"
    changeable: dict[str, str] = {
        "staff_user": "UPDATE",
        "staff_roleassignment": "UPDATE, DELETE",
        "staff_invitation": "UPDATE",
        "staff_policy": "UPDATE",
        "staff_sightpolicy": "UPDATE",
    }

    def ready(self) -> None:
        from clinics.staff import (
            receivers,  # noqa: F401  connects them
            resealing,
        )

        resealing.register()
