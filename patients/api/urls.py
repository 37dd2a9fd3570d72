"""Addresses below `/api/v1/patients/`."""

from django.urls import path

from patients.api import particulars, patients

urlpatterns = [
    path("", patients.Patients.as_view(), name="patients"),
    path("<uuid:patient_id>/", patients.OnePatient.as_view(), name="patient"),
    path("<uuid:patient_id>/inactivity/", patients.Inactivity.as_view(), name="patient_inactivity"),
    path("<uuid:patient_id>/error/", patients.EntryInError.as_view(), name="patient_error"),
    path("<uuid:patient_id>/contacts/", particulars.Contacts.as_view(), name="patient_contacts"),
    path("<uuid:patient_id>/contacts/<uuid:row_id>/", particulars.OneContact.as_view(), name="patient_contact"),
    path("<uuid:patient_id>/addresses/", particulars.Addresses.as_view(), name="patient_addresses"),
    path("<uuid:patient_id>/addresses/<uuid:row_id>/", particulars.OneAddress.as_view(), name="patient_address"),
    path("<uuid:patient_id>/identifiers/", particulars.Identifiers.as_view(), name="patient_identifiers"),
    path(
        "<uuid:patient_id>/identifiers/<uuid:row_id>/",
        particulars.OneIdentifier.as_view(),
        name="patient_identifier",
    ),
]
