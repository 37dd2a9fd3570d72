"""Third-party apps as we use them."""

from django.apps import AppConfig
from django.contrib.auth.apps import AuthConfig as DjangoAuthConfig
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    """Commands and pages that belong to the installation as a whole."""

    name = "config"
    label = "config"

    def ready(self) -> None:
        from clinics.kit.starting import CHECKS
        from config import celery  # so that shared tasks find their application
        from config.postgres.pooler import refuse_shared_sessions

        assert celery.app
        CHECKS.append(refuse_shared_sessions)


class AuthConfig(DjangoAuthConfig):
    """Django's passwords and sign-in without its permission rows: roles grant, see clinics.staff."""

    def ready(self) -> None:
        super().ready()
        post_migrate.disconnect(create_permissions, dispatch_uid="django.contrib.auth.management.create_permissions")
