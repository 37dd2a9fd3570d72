"""The addresses of a clinic."""

from django.urls import include, path

from clinics.api.views.consent import ConsentView
from clinics.single_sign_on.views.entrance import SignInView
from config.admin import clinic as _clinic  # noqa: F401  registers its models
from config.admin.sites import clinic_site

urlpatterns = [
    path("admin/", clinic_site.urls),
    path("", include("clinics.home.urls")),
    path("", include("clinics.staff.urls")),
    path("", include("clinics.single_sign_on.urls")),
    path("", include("clinics.operators.urls")),
    path("accounts/login/", SignInView.as_view(), name="account_login"),
    path("patients/", include("patients.urls")),
    path("patients/<uuid:patient_id>/notes/", include("patients.charts.urls")),
    path("patients/<uuid:patient_id>/documents/", include("patients.documents.urls")),
    path("calendar/", include("appointments.urls_calendar")),
    path("appointments/", include("appointments.urls")),
    path("mail/events/", include("clinics.mail.urls_service")),
    path("mail/unsubscribe/", include("patients.urls_mail")),
    path("mail/appointments/", include("appointments.urls_told")),
    path("billing/", include("billing.urls")),
    path("settings/audit/", include("clinics.oversight.urls")),
    path("settings/", include("appointments.urls_settings")),
    path("", include("billing.urls_public")),
    path("settings/fees/", include("billing.urls_fees")),
    path("settings/desks/", include("billing.urls_desks")),
    path("settings/letterhead/", include("billing.urls_letterhead")),
    path("settings/sight/", include("patients.urls_sight")),
    path("settings/import/", include("patients.imports.urls")),
    path("settings/api-clients/", include("clinics.api.urls")),
    path("settings/mail/", include("clinics.mail.urls")),
    path("settings/webhooks/", include("clinics.webhooks.urls")),
    path("settings/account/programs/", include("clinics.api.urls_programs")),
    path("identity/o/authorize", ConsentView.as_view(), name="consent"),
    path("accounts/", include("config.urls_accounts")),
    path("api/", include("config.api")),
    path("", include("allauth.idp.urls")),
]
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.failed"
