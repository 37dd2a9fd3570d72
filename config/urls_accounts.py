"""Signing in, the same on a clinic's host and on the platform's."""

from django.urls import include, path

from clinics.staff.views import second_factor

urlpatterns = [
    path("second-factor/", second_factor.choose, name="second_factor"),
    path("2fa/webauthn/keys/<int:pk>/remove/", second_factor.remove_passkey, name="mfa_remove_webauthn"),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
