"""Pages are compressed, documents and streams are not."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from config.middleware.compression import CompressionMiddleware

LONG = "Long enough to be worth it. " * 40


@pytest.fixture
def answered(rf):
    return lambda response: CompressionMiddleware(lambda _: response)(rf.get("/", HTTP_ACCEPT_ENCODING="gzip"))


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json", "image/svg+xml"])
def test_text_is_sent_compressed(answered, kind):
    response = answered(HttpResponse(LONG, content_type=kind))
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content).decode() == LONG


@pytest.mark.parametrize("kind", ["application/pdf", "image/png"])
def test_files_are_left_alone(answered, kind):
    assert "Content-Encoding" not in answered(HttpResponse(LONG, content_type=kind)).headers


def test_streams_are_left_alone(answered):
    assert "Content-Encoding" not in answered(StreamingHttpResponse([LONG], content_type="text/event-stream")).headers
