"""Documents in a bucket, by the real AWS client against a local AWS server."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

from patients.documents import checking, storage
from patients.documents.actions import documents, previews
from patients.documents.models import Document
from tests.factories import documents as made
from tests.factories import files

BUCKET = "clinic-documents"


@pytest.fixture(scope="module")
def aws_server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield "http://{}:{}".format(*server.get_host_and_port())
    server.stop()


@pytest.fixture(autouse=True)
def bucket(folder, aws_server, monkeypatch, settings):
    """An empty bucket that the documents' storage writes to, as production's settings say it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws_server)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    client = boto3.session.Session().client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {
            "BACKEND": "patients.documents.storage.BucketStorage",
            "OPTIONS": {"bucket_name": BUCKET, "signature_version": "s3v4"},
        },
    }
    yield client
    for key in keys(client):
        client.delete_object(Bucket=BUCKET, Key=key)
    client.delete_bucket(Bucket=BUCKET)


def keys(client):
    return [row["Key"] for row in client.list_objects_v2(Bucket=BUCKET).get("Contents", [])]


def test_the_bucket_holds_sealed_bytes_only(ana, dana, at, bucket):
    content = files.pdf() + b"%" + b"x" * 12_000_000

    document = made.add(ana, by=dana, content=content)

    assert keys(bucket) == [document.storage_key]
    stored = bucket.get_object(Bucket=BUCKET, Key=document.storage_key)
    body = stored["Body"].read()
    assert len(body) > len(content)
    for readable in (files.MARKER.encode(), b"%PDF", b"x" * 32):
        assert readable in content
        assert readable not in body
    assert stored["ContentType"] == "application/octet-stream"
    assert stored["Metadata"] == {}
    with documents.open_content(document=document, by=dana, at=at) as reader:
        assert reader.read() == content


def test_a_preview_is_drawn_from_the_bucket_and_kept_there(ana, dana, at, bucket):
    document = made.add(ana, by=dana)

    previews.open_preview(document=document, by=dana, at=at).close()

    stored = Document.objects.get(pk=document.pk)
    assert keys(bucket) == sorted([stored.storage_key, stored.preview_key])


def test_a_file_refused_half_way_leaves_nothing_in_the_bucket(ana, dana, bucket):
    with pytest.raises(checking.KindNotKept):
        made.add(ana, by=dana, content=b"words " * 3_000_000 + b"\0", file_name="long.txt")

    assert keys(bucket) == []
    assert bucket.list_multipart_uploads(Bucket=BUCKET).get("Uploads", []) == []


def test_a_missing_object_is_told_as_such(ana, dana, at, bucket):
    document = made.add(ana, by=dana)
    bucket.delete_object(Bucket=BUCKET, Key=document.storage_key)

    with pytest.raises(storage.StorageFailed):
        documents.open_content(document=document, by=dana, at=at)


def test_a_bucket_that_does_not_answer_refuses_in_words(ana, dana, settings):
    options = settings.STORAGES["documents"]["OPTIONS"]
    settings.STORAGES = {
        **settings.STORAGES,
        "documents": {**settings.STORAGES["documents"], "OPTIONS": {**options, "bucket_name": "not-there"}},
    }

    with pytest.raises(storage.StorageFailed, match="does not answer"):
        made.add(ana, by=dana)

    assert not Document.objects.exists()
