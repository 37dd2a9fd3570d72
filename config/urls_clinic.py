"""The addresses of a clinic."""

from django.urls import include, path

urlpatterns = [
    path("", include("clinics.home.urls")),
    path("", include("clinics.staff.urls")),
    path("accounts/", include("config.urls_accounts")),
]
