"""The addresses of the platform, for its operators."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from config.admin import platform as _platform  # noqa: F401  registers its models
from config.admin.sites import platform_site
from config.home import to_administration

urlpatterns: list[URLPattern | URLResolver] = [
    path("", to_administration),
    path("admin/", platform_site.urls),
    path("mail/events/", include("clinics.mail.urls_service")),
    path("accounts/", include("config.urls_accounts")),
]

if settings.IS_DEMO:
    from config.demo import views

    urlpatterns += [
        path("mail/", views.mailboxes, name="demo_mail"),
        path("mail/<str:schema>/<uuid:mail_id>/", views.message, name="demo_message"),
    ]
