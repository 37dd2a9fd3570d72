"""Production: refuses to start on a missing or weak value, and says which."""

from django.core.exceptions import ImproperlyConfigured

from config import transport
from config.settings.base import *

DEBUG = False
REQUIRED = (
    "DATABASE_URL",
    "BASE_DOMAIN",
    "DJANGO_SECRET_KEY",
    "CELERY_BROKER_URL",
    "CACHE_URL",
    "DOCUMENTS_BUCKET",
    "KMS_KEY_ID",
    "MAIL_TRANSPORT",
    "DEFAULT_FROM_EMAIL",
)


def weaknesses() -> list[str]:
    """Name every value that is missing or too weak for patients who exist."""
    found = [f"{name} is missing" for name in REQUIRED if not env.text(name)]
    secret = env.text("DJANGO_SECRET_KEY")
    if secret and (len(secret) < 50 or len(set(secret)) < 10):
        found.append("DJANGO_SECRET_KEY is weak: use at least 50 random characters")
    found.extend(transport.unprotected(env.text))
    if env.text("MAIL_TRANSPORT") not in ("", "ses"):
        found.append("MAIL_TRANSPORT must be ses")
    return found


if problems := weaknesses():
    raise ImproperlyConfigured("Polyclinic does not start: " + "; ".join(problems) + ".")

SECRET_KEY = env.text("DJANGO_SECRET_KEY")
DATABASES = {"default": database("DATABASE_URL", owner=False, pool=True)}
if env.text("MIGRATION_DATABASE_URL"):  # a process that serves is not told how to become the owner
    DATABASES["owner"] = database("MIGRATION_DATABASE_URL", owner=True, pool=False)
LOGGING = logging_settings(readable=False)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "config.static_storage.StaticStorage"}}
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # believed from TRUSTED_PROXIES only
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-language"
SILENCED_SYSTEM_CHECKS = ["security.W002"]  # config/middleware/headers.py sends X-Frame-Options, by page
