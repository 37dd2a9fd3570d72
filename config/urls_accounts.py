"""Signing in, the same on a clinic's host and on the platform's."""

from django.urls import include, path
from django.views.i18n import set_language

from clinics.staff.views import second_factor

urlpatterns = [
    path("language/", set_language, name="set_language"),
    path("second-factor/", second_factor.choose, name="second_factor"),
    path("2fa/webauthn/keys/<int:pk>/remove/", second_factor.remove_passkey, name="mfa_remove_webauthn"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
