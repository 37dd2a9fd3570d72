"""The addresses of the platform, for its operators."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
]
