"""The Standard Webhooks scheme, held against the examples of its specification."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime

from clinics.webhooks import signing


def test_the_signature_is_that_of_the_specifications_example():
    signed = signing.signature(
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
    )

    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_is_signed_once_for_each_secret():
    first, second = signing.new_secret(), signing.new_secret()
    at = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)

    headers = signing.headers((first, second), id="evt_1", at=at, body=b"{}")

    assert headers["webhook-timestamp"] == str(int(at.timestamp()))
    expected = []
    for secret in (first, second):
        key = base64.b64decode(secret.removeprefix("whsec_"))
        assert len(key) == 32
        signed = f"evt_1.{int(at.timestamp())}.{{}}".encode()
        expected.append("v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode())
    assert headers["webhook-signature"].split(" ") == expected
