"""The addresses of the platform, for its operators."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("config.urls_accounts")),
]

if settings.IS_DEMO:
    from config.demo import views

    urlpatterns += [
        path("mail/", views.mailboxes, name="demo_mail"),
        path("mail/<str:schema>/<uuid:mail_id>/", views.message, name="demo_message"),
    ]
