"""A laptop: embedded PostgreSQL, local key file, no TLS. Never for patients who exist."""

from config.settings.base import *

DEBUG = env.boolean("DEBUG", default=False)
SECRET_KEY = env.text("DJANGO_SECRET_KEY", "for-laptops-only-" + "0" * 40)
PUBLIC_SCHEME = "http"
DATABASES = {
    "default": database("DATABASE_URL", owner=False, pool=True),
    "owner": database("MIGRATION_DATABASE_URL", owner=True, pool=False),
}
SHOW_GALLERY = True
IS_DEMO = True
OUTGOING_REACHES_LOOPBACK = True
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # files as they stand, without collecting
