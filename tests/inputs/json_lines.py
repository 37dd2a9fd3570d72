"""The settings of tests, with lines as production writes them; for servers that tests start."""

from config.observability.logging import logging_settings
from config.settings.test import *  # noqa: F403  settings of servers are all settings

LOGGING = logging_settings(readable=False)
