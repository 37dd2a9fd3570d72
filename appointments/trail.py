"""What events about the calendar are called in the trail."""

from django.utils.translation import gettext_lazy as _

from appointments.queries import related
from clinics.audit.sentences import Sentence, register
from clinics.oversight.registry import Relation, relations

S = Sentence

register(
    (
        S(name="appointment.listed", did=_("saw appointments of %(about)s"), reads=True),
        S(name="appointment.viewed", did=_("opened an appointment of %(about)s"), reads=True, opens=True),
        S(name="appointment.booked", did=_("booked an appointment for %(about)s")),
        S(name="appointment.moved", did=_("moved an appointment of %(about)s")),
        S(name="appointment.moved_back", did=_("moved an appointment of %(about)s back to where it was")),
        S(name="appointment.described", did=_("changed what is written about an appointment of %(about)s")),
        S(name="appointment.cancelled", did=_("cancelled an appointment of %(about)s")),
        S(name="appointment.arrived", did=_("noted that %(about)s arrived")),
        S(name="appointment.started", did=_("began an appointment with %(about)s")),
        S(name="appointment.completed", did=_("finished an appointment with %(about)s")),
        S(name="appointment.missed", did=_("noted that %(about)s did not come")),
        S(name="appointment.stepped_back", did=_("took back the last step of an appointment of %(about)s")),
        S(name="appointment.reinstated", did=_("put an appointment of %(about)s back into the calendar")),
        S(name="appointment.entered_in_error", did=_("marked an appointment of %(about)s as entered in error")),
        S(name="reminders.changed", did=_("changed when patients are reminded")),
        S(name="appointment_type.added", did=_("added a type of appointment")),
        S(name="appointment_type.changed", did=_("changed a type of appointment")),
        S(name="equipment.added", did=_("added equipment")),
        S(name="equipment.changed", did=_("changed equipment")),
        S(name="equipment.closed", did=_("took equipment out of use")),
        S(name="equipment.reopened", did=_("took equipment back into use")),
        S(name="provider.added", did=_("added a provider")),
        S(name="provider.changed", did=_("changed a provider")),
        S(name="provider.hours_set", did=_("set the hours of a provider")),
        S(name="hours_exception.added", did=_("added an exception to somebody's hours")),
        S(name="hours_exception.removed", did=_("removed an exception from somebody's hours")),
    )
)
relations.register(Relation(name="appointments", find=related.find))
