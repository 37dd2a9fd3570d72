"""The test session: real parts, two clinics, a database of its own on the embedded server."""

from config.settings.base import *

DEBUG = False
SECRET_KEY = "for-tests-only-" + "0" * 40
PUBLIC_SCHEME = "http"
BASE_DOMAIN = BASE_HOST = "testserver.example"
BASE_PORT = ""
DATABASES = {
    "default": database("DATABASE_URL", owner=False, pool=bool(env.integer("TEST_POOL_SIZE", 0))),
    "owner": database("MIGRATION_DATABASE_URL", owner=True, pool=False),
}
if "pool" in DATABASES["default"]["OPTIONS"]:
    DATABASES["default"]["OPTIONS"]["pool"]["max_size"] = env.integer("TEST_POOL_SIZE", 0)
for _connection in DATABASES.values():
    _connection["NAME"] = env.text("TEST_DATABASE", _connection["NAME"])  # processes that tests start
SEALING_KEYS_SECONDS = 86_400.0  # the session's clinics are read once
MASTER_KEY_FILE = DATA_DIR / "test" / "master.key"
STORAGES = {
    **STORAGES,
    "documents": {
        "BACKEND": "patients.documents.storage.FolderStorage",
        "OPTIONS": {"location": str(DATA_DIR / "test" / "documents")},
    },
}
SHOW_GALLERY = True
OUTGOING_REACHES_LOOPBACK = True
API_CALLS_KEPT_EVERY = env.integer("TEST_CALLS_KEPT_EVERY", 0)  # tests write them down themselves
CELERY_BROKER_URL = env.text("TEST_BROKER_URL", "memory://")
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # files as they stand, without collecting
