from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppointmentsConfig(AppConfig):
    """The calendar: who meets whom, where and when."""

    name = "appointments"
    label = "appointments"
    verbose_name = _("Appointments")
    # What an appointment said after each change (appointments_appointmentversion), and what its patient was told of it
    # (appointments_appointmentnotice), are not named: they can only be added.
    changeable: dict[str, str] = {
        "appointments_appointment": "UPDATE",
        "appointments_appointmenttype": "UPDATE",
        "appointments_equipment": "UPDATE",
        "appointments_hoursexception": "UPDATE, DELETE",
        "appointments_offering": "DELETE",
        "appointments_provider": "UPDATE",
        "appointments_reminderpolicy": "UPDATE",
        "appointments_reservation": "UPDATE, DELETE",
        "appointments_resource": "UPDATE",
        "appointments_weeklyhours": "UPDATE, DELETE",
    }

    def ready(self) -> None:
        from appointments import registrations

        registrations.register()
