"""The client's address comes from our own proxies only; a forged header changes nothing."""

import pytest
from django.http import HttpResponse

from config.middleware.proxies import ProxiesMiddleware


@pytest.fixture
def passed(rf, settings):
    settings.TRUSTED_PROXIES = ("10.0.0.0/8", "2001:db8::/32")

    def passed(**meta):
        request = rf.get("/", **meta)
        ProxiesMiddleware(lambda _: HttpResponse())(request)
        return request.META

    return passed


def test_a_stranger_keeps_its_own_address_and_loses_what_it_forwards(passed):
    meta = passed(
        REMOTE_ADDR="203.0.113.9",
        HTTP_X_FORWARDED_FOR="198.51.100.1",
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_HOST="demo.localhost",
        HTTP_X_FORWARDED_PORT="443",
        HTTP_FORWARDED="for=198.51.100.1",
        HTTP_X_REAL_IP="198.51.100.1",
        HTTP_X_REQUEST_ID="abcdefgh",
    )
    assert meta["REMOTE_ADDR"] == "203.0.113.9"
    assert not {name for name in meta if "FORWARDED" in name or name in ("HTTP_X_REAL_IP", "HTTP_X_REQUEST_ID")}


@pytest.mark.parametrize(
    ("peer", "hops", "client"),
    [
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "not an address", "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4, unknown, 10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("2001:db8::1", "2001:4860::8888", "2001:4860::8888"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("", "198.51.100.1", ""),
    ],
)
def test_the_client_is_the_first_stranger_seen_from_our_side(passed, peer, hops, client):
    assert passed(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=hops)["REMOTE_ADDR"] == client


def test_a_trusted_proxy_says_the_scheme_and_the_request_id_but_never_the_host(passed):
    meta = passed(
        REMOTE_ADDR="10.0.0.1",
        HTTP_X_FORWARDED_PROTO="https",
        HTTP_X_FORWARDED_HOST="other.localhost",
        HTTP_X_REQUEST_ID="abcdefgh",
    )
    assert meta["HTTP_X_FORWARDED_PROTO"] == "https"
    assert meta["HTTP_X_REQUEST_ID"] == "abcdefgh"
    assert "HTTP_X_FORWARDED_HOST" not in meta
