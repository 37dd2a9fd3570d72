"""Notifications as SNS signs them, with a certificate of our own that stands at SNS's address."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import uuid4

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from clinics.events import sns
from clinics.events.models import OutgoingMail

TOPIC = "arn:aws:sns:eu-central-1:111122223333:mail-events"
CERTIFICATE_URL = "https://sns.eu-central-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
SUBSCRIBE_URL = f"https://sns.eu-central-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=abc"


@lru_cache
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@lru_cache
def certificate() -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key().public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    return made.not_valid_after(datetime(2096, 1, 1, tzinfo=UTC)).sign(key(), SHA256()).public_bytes(Encoding.PEM)


def signed(kind: str = "Notification", *, version: str = "2", signer: Any = None, **fields: str) -> dict[str, str]:
    notice = {
        "Type": kind,
        "MessageId": str(uuid4()),
        "TopicArn": TOPIC,
        "Timestamp": "2026-11-02T09:31:00.000Z",
        "SignatureVersion": version,
        "SigningCertURL": CERTIFICATE_URL,
        "Message": "",
        **fields,
    }
    algorithm = SHA1() if version == "1" else SHA256()
    signature = (signer or key()).sign(sns.signed_text(notice), padding.PKCS1v15(), algorithm)
    return {**notice, "Signature": base64.b64encode(signature).decode()}


def about(mail: OutgoingMail, schema: str, kind: str, **more: Any) -> str:
    """An event of SES about a message, as event publishing writes it."""
    tags = {"clinic": [schema], "mail": [str(mail.pk)], "ses:from-domain": ["clinics.example"]}
    return json.dumps({"eventType": kind, "mail": {"messageId": "0102", "tags": tags}, **more})


def bounce(mail: OutgoingMail, schema: str, *, type: str = "Permanent", to: str = "pat@example.com") -> str:
    people = [{"emailAddress": to, "status": "5.1.1", "diagnosticCode": "smtp; 550 5.1.1 user unknown"}]
    return about(
        mail, schema, "Bounce", bounce={"bounceType": type, "bounceSubType": "General", "bouncedRecipients": people}
    )


def complaint(mail: OutgoingMail, schema: str, *, to: str = "pat@example.com", feedback: str = "abuse") -> str:
    people = [{"emailAddress": to}]
    return about(
        mail, schema, "Complaint", complaint={"complainedRecipients": people, "complaintFeedbackType": feedback}
    )
