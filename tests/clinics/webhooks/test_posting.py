"""Requests to addresses that others chose go to public addresses only, and end in time."""

import asyncio
import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from clinics.kit.destinations import RefusedAddress, is_allowed, resolved
from clinics.webhooks.models import Failing
from clinics.webhooks.posting import Message, post_all
from tests.receivers import Answer, receiving


def post(url: str, deadline: float = 5.0):
    [outcome] = post_all([Message(url, b"{}", {"webhook-id": "evt_1"})], deadline=deadline)
    return outcome


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "168.63.129.16",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.0.192",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a00:1::",
    ],
)
def test_addresses_inside_networks_and_clouds_are_refused(address):
    assert not is_allowed(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_public_addresses_are_allowed(address):
    assert is_allowed(address)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_loopback_is_allowed_only_where_settings_say_so(address, settings):
    assert is_allowed(address)
    settings.OUTGOING_REACHES_LOOPBACK = False
    assert not is_allowed(address)


def test_a_name_is_judged_by_what_it_leads_to(settings):
    settings.OUTGOING_REACHES_LOOPBACK = False

    with pytest.raises(RefusedAddress):
        asyncio.run(resolved("localhost", 443))


def test_nothing_arrives_where_nothing_may_go(settings):
    with receiving() as receiver:
        settings.OUTGOING_REACHES_LOOPBACK = False
        outcome = post(receiver.url)

    assert outcome.failing == Failing.REFUSED_ADDRESS
    assert receiver.heard == []


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_is_followed_with_the_same_message(status):
    with receiving() as first, receiving() as second:
        first.answer = Answer(status, {"Location": second.url})
        outcome = post(first.url)

    assert (outcome.failing, outcome.status) == ("", 204)
    assert second.heard[0].body == b"{}"
    assert second.heard[0].headers["host"] == f"localhost:{second.port}"


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/",
        "https://10.0.0.1/",
        "http://example.com/",
        "file:///etc/passwd",
        "//[::",
        "https://[a",
    ],
)
def test_a_redirect_leads_nowhere_that_could_not_be_given(location):
    with receiving() as receiver:
        receiver.answer = Answer(307, {"Location": location})
        outcome = post(receiver.url)

    assert outcome.failing in {Failing.REFUSED_ADDRESS, Failing.BROKEN}
    assert len(receiver.heard) == 1


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_redirect_that_would_change_the_request_is_a_failure(status):
    with receiving() as receiver:
        receiver.answer = Answer(status, {"Location": receiver.url})
        outcome = post(receiver.url)

    assert (outcome.failing, outcome.status) == (Failing.MOVED, status)
    assert len(receiver.heard) == 1


def test_redirects_in_a_circle_end():
    with receiving() as receiver:
        receiver.answer = Answer(307, {"Location": "/again"})
        outcome = post(receiver.url)

    assert outcome.failing == Failing.MOVED
    assert len(receiver.heard) == 4


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, after=5),
        Answer(500, {"Content-Type": "text/plain"}, b"x" * 100, drip=0.3),
    ],
    ids=["late", "drop by drop"],
)
def test_the_deadline_is_for_all_of_it(answer):
    with receiving() as receiver:
        receiver.answer = answer
        outcome = post(receiver.url, deadline=0.8)

    assert outcome.failing == Failing.TIMEOUT
    assert outcome.milliseconds < 2500


def test_little_is_kept_of_an_answer_and_only_of_an_error_in_words():
    with receiving() as receiver:
        receiver.answers = [
            Answer(500, {"Content-Type": "text/html"}, "é".encode() * 5000),
            Answer(500, {"Content-Type": "image/png"}, b"PNG"),
            Answer(200, {"Content-Type": "text/plain"}, b"Thank you, Ana"),
        ]
        kept = [post(receiver.url).answer for _number in range(3)]

    assert [len(each) for each in kept] == [500, 0, 0]


def test_a_host_nobody_knows_is_said_to_be_unknown():
    assert post("https://nobody.invalid/").failing == Failing.UNKNOWN_HOST


@pytest.fixture
def certificate(tmp_path, monkeypatch) -> ssl.SSLContext:
    """A server's certificate for `localhost`, which senders trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    written, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    written.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(written, secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(written))
    return context


def test_the_certificate_is_checked_for_the_name_though_the_connection_goes_to_the_address(certificate):
    with receiving(certificate) as receiver:
        by_name = post(receiver.url)
        by_number = post(receiver.url.replace("localhost", "127.0.0.1"))

    assert (by_name.failing, by_name.status) == ("", 204)
    assert by_number.failing == Failing.TLS
    assert [each.headers["host"] for each in receiver.heard] == [f"localhost:{receiver.port}"]


def test_a_certificate_nobody_vouches_for_is_refused(certificate, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with receiving(certificate) as receiver:
        assert post(receiver.url).failing == Failing.TLS
        assert receiver.heard == []
