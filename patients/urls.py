"""Addresses below `/patients/`."""

from django.urls import path

from patients.views import (
    accesses,
    care_team,
    directory,
    emergency,
    history,
    identity,
    mail,
    particulars,
    patient,
    registration,
    restriction,
    standing,
    warnings,
)

app_name = "patients"
urlpatterns = [
    path("", directory.index, name="directory"),
    path("new/", registration.new, name="registration"),
    path("<uuid:patient_id>/", patient.page, name="patient"),
    path("<uuid:patient_id>/identity/edit/", identity.edit, name="identity"),
    path("<uuid:patient_id>/accesses/", accesses.page, name="accesses"),
    path("<uuid:patient_id>/care-team/", care_team.index, name="care_team"),
    path("<uuid:patient_id>/care-team/<uuid:member_id>/removal/", care_team.removal, name="care_team_removal"),
    path("<uuid:patient_id>/emergency/", emergency.emergency, name="emergency"),
    path("<uuid:patient_id>/restriction/", restriction.restriction, name="restriction"),
    path("<uuid:patient_id>/history/", history.page, name="history"),
    path("<uuid:patient_id>/inactivity/", standing.inactivity, name="inactivity"),
    path("<uuid:patient_id>/error/", standing.error, name="error"),
    path("<uuid:patient_id>/contacts/new/", particulars.new_contact, name="new_contact"),
    path("<uuid:patient_id>/contacts/<uuid:row_id>/", particulars.contact, name="contact"),
    path("<uuid:patient_id>/contacts/<uuid:row_id>/removal/", particulars.contact_removal, name="contact_removal"),
    path("<uuid:patient_id>/contacts/<uuid:row_id>/mail/", mail.release, name="contact_mail"),
    path("<uuid:patient_id>/mail/", mail.wishes, name="mail"),
    path("<uuid:patient_id>/addresses/new/", particulars.new_address, name="new_address"),
    path("<uuid:patient_id>/addresses/<uuid:row_id>/", particulars.address, name="address"),
    path("<uuid:patient_id>/addresses/<uuid:row_id>/removal/", particulars.address_removal, name="address_removal"),
    path("<uuid:patient_id>/identifiers/new/", particulars.new_identifier, name="new_identifier"),
    path("<uuid:patient_id>/identifiers/<uuid:row_id>/", particulars.identifier, name="identifier"),
    path(
        "<uuid:patient_id>/identifiers/<uuid:row_id>/removal/",
        particulars.identifier_removal,
        name="identifier_removal",
    ),
    path("<uuid:patient_id>/relationships/new/", particulars.new_relationship, name="new_relationship"),
    path("<uuid:patient_id>/relationships/search/", particulars.choose_relative, name="choose_relative"),
    path("<uuid:patient_id>/relationships/<uuid:row_id>/", particulars.relationship, name="relationship"),
    path(
        "<uuid:patient_id>/relationships/<uuid:row_id>/removal/",
        particulars.relationship_removal,
        name="relationship_removal",
    ),
    path("<uuid:patient_id>/alerts/new/", warnings.new_alert, name="new_alert"),
    path("<uuid:patient_id>/alerts/<uuid:alert_id>/end/", warnings.alert_end, name="alert_end"),
    path("<uuid:patient_id>/allergies/new/", warnings.new_allergy, name="new_allergy"),
    path("<uuid:patient_id>/allergies/none-known/", warnings.none_known, name="no_allergies"),
    path("<uuid:patient_id>/allergies/<uuid:allergy_id>/", warnings.allergy, name="allergy"),
]
