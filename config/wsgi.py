from config import env

env.choose_settings()

from django.core.wsgi import get_wsgi_application  # noqa: E402  settings are chosen first

from clinics.kit.starting import check_before_serving  # noqa: E402
from config.whole_body import refusing_cut_bodies  # noqa: E402

application = refusing_cut_bodies(get_wsgi_application())
check_before_serving()
