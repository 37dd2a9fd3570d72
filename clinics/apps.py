from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClinicsConfig(AppConfig):
    """The floor: clinics, their hosts, keys and wake-ups, in the public schema."""

    name = "clinics"
    label = "clinics"
    default_auto_field = "django.db.models.BigAutoField"
    changeable = {
        "clinics_clinic": "UPDATE, DELETE",
        "clinics_domain": "UPDATE, DELETE",
        "clinics_datakey": "UPDATE, DELETE",
        "clinics_wakeup": "UPDATE, DELETE",
    }

    def ready(self) -> None:
        from clinics.home.registry import NavItem, nav_items
        from clinics.staff.permissions import Permission

        nav_items.register(
            NavItem(
                name="today",
                label=_("Today"),
                url_name="home:today",
                icon="home",
                permission=Permission.HOME,
                shortcut="g t",
                order=10,
            )
        )
        nav_items.register(
            NavItem(
                name="staff",
                label=_("Staff"),
                url_name="staff:directory",
                icon="identification",
                permission=Permission.STAFF_VIEW,
                shortcut="g s",
                order=90,
            )
        )
