"""What building the image needs: static files as production names them; no secret, no database."""

from config.settings.base import *

DEBUG = False
SECRET_KEY = "signs nothing: only while an image is built"  # noqa: S105
DATABASES = {"default": database("DATABASE_URL", owner=False, pool=False)}
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "config.static_storage.StaticStorage"}}
