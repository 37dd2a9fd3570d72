"""What events about people are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register
from clinics.oversight.registry import PatientNames, StaffCharts, patient_names, staff_charts
from patients.queries import naming
from patients.queries import staff_charts as charts

S = Sentence

register(
    (
        S(name="patient.viewed", did=_("opened the record of %(about)s"), reads=True, opens=True),
        S(name="patient.listed", did=_("saw %(about)s in a list"), reads=True),
        S(name="patient.searched", did=_("searched, and found %(about)s"), reads=True),
        S(name="patient.compared", did=_("was shown %(about)s as perhaps the same person"), reads=True),
        S(name="patient.accesses_viewed", did=_("saw who opened the record of %(about)s"), reads=True),
        S(name="patient.registered", did=_("registered %(about)s")),
        S(name="patient.changed", did=_("changed the record of %(about)s")),
        S(name="patient.identity_changed", did=_("changed name, birth date or number of %(about)s")),
        S(name="patient.deactivated", did=_("marked %(about)s inactive")),
        S(name="patient.reactivated", did=_("marked %(about)s active again")),
        S(name="patient.withdrawn", did=_("marked the record of %(about)s as entered in error")),
        S(name="patient.mail_chosen", did=_("decided which mail %(about)s gets")),
        S(name="patient.contact_added", did=_("added a way to reach %(about)s")),
        S(name="patient.contact_changed", did=_("changed a way to reach %(about)s")),
        S(name="patient.contact_removed", did=_("removed a way to reach %(about)s")),
        S(name="patient.address_added", did=_("added an address of %(about)s")),
        S(name="patient.address_changed", did=_("changed an address of %(about)s")),
        S(name="patient.address_removed", did=_("removed an address of %(about)s")),
        S(name="patient.identifier_added", did=_("added a number of %(about)s")),
        S(name="patient.identifier_changed", did=_("changed a number of %(about)s")),
        S(name="patient.identifier_removed", did=_("removed a number of %(about)s")),
        S(name="patient.relationship_added", did=_("added a relative of %(about)s")),
        S(name="patient.relationship_changed", did=_("changed a relative of %(about)s")),
        S(name="patient.relationship_removed", did=_("removed a relative of %(about)s")),
        S(name="patient.alert_added", did=_("added an alert about %(about)s")),
        S(name="patient.alert_ended", did=_("ended an alert about %(about)s")),
        S(name="patient.allergy_added", did=_("recorded an allergy of %(about)s")),
        S(name="patient.allergy_changed", did=_("changed an allergy of %(about)s")),
        S(name="patient.no_allergies_stated", did=_("recorded that %(about)s has no known allergies")),
        S(name="care_team.joined", did=_("took somebody into the care team of %(about)s")),
        S(name="care_team.left", did=_("took somebody out of the care team of %(about)s")),
        S(name="chart.restricted", did=_("restricted the record of %(about)s to those who care for them")),
        S(name="chart.unrestricted", did=_("lifted the restriction of the record of %(about)s")),
        S(name="glass.looked", did=_("was asked why they need the hidden record of %(about)s"), reads=True),
        S(name="glass.broken", did=_("opened the hidden record of %(about)s in an emergency")),
    )
)
patient_names.register(PatientNames(name="patients", label=naming.label, find=naming.find))
staff_charts.register(StaffCharts(name="patients", find=charts.find))
