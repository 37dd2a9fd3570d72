"""Each probe tells a part that answers from one that does not."""

import pytest
from botocore.exceptions import EndpointConnectionError
from kombu.exceptions import OperationalError

from config.observability import probes

NOBODY = "127.0.0.1:9"


def test_the_parts_of_this_machine_answer(db, settings):
    settings.CELERY_BROKER_URL = "memory://"
    assert probes.database()
    assert probes.migrations()
    assert probes.shared_cache()
    assert probes.broker()
    assert probes.document_storage()


def test_a_queue_that_is_away_is_noticed(settings):
    settings.CELERY_BROKER_URL = f"redis://{NOBODY}/0"
    with pytest.raises(OperationalError):
        probes.broker()


def test_a_bucket_that_is_away_is_noticed(settings, monkeypatch):
    for name, value in (("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "x"), ("MAX_ATTEMPTS", "1")):
        monkeypatch.setenv(f"AWS_{name}", value)
    bucket = {
        "BACKEND": "patients.documents.storage.BucketStorage",
        "OPTIONS": {"bucket_name": "b", "region_name": "eu-central-1", "endpoint_url": f"http://{NOBODY}"},
    }
    settings.STORAGES = {**settings.STORAGES, "documents": bucket}
    with pytest.raises(EndpointConnectionError):
        probes.document_storage()
