"""The Celery application. Its tasks run inside a clinic; see `clinics.events.background`."""

import importlib
from pathlib import Path

from celery import Celery
from celery.signals import setup_logging, worker_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from clinics.kit.starting import check_before_serving
from config import env

env.choose_settings()

app = Celery("polyclinic")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def make_queue_folders() -> None:
    """The laptop's queue is folders, and Celery expects to find them."""
    options = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    for name, folder in options.items():
        if name.endswith(("_in", "_out", "_folder")):
            Path(folder).mkdir(parents=True, exist_ok=True, mode=0o700)


make_queue_folders()


@app.on_after_finalize.connect
def _watch(**_kwargs: object) -> None:
    """Connect what counts and tells of tasks, once the settings and the apps are there."""
    importlib.import_module("config.observability.worker")


@worker_init.connect
def _check(**_kwargs: object) -> None:
    """Celery logs what a signal's receiver raises and goes on, so what must stop it has to say so itself."""
    try:
        check_before_serving()
    except ImproperlyConfigured as refused:
        raise SystemExit(str(refused)) from refused


@setup_logging.connect
def _keep_our_logging(**_kwargs: object) -> None:
    """Workers log as the web does; Celery would set up its own format."""
