from config import env

env.choose_settings()

from django.core.asgi import get_asgi_application  # noqa: E402  settings are chosen first

application = get_asgi_application()
