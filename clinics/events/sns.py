"""Notifications of Amazon SNS: proved to be SNS's own, and of a topic of ours, before anybody reads them."""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime
from functools import lru_cache
from typing import Any

import requests
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from django.conf import settings

LARGEST = 512 * 1024  # SNS itself sends 256 KiB at most
PATIENCE = 10  # seconds
HOST = r"https://sns\.[a-z0-9-]{1,40}\.amazonaws\.com(?:\.cn)?"
CERTIFICATE = re.compile(rf"{HOST}/SimpleNotificationService-[0-9a-f]{{1,64}}\.pem")
SUBSCRIBE = re.compile(rf"{HOST}/\?[\w=&:.%-]{{1,2000}}")
HASHES = {"1": SHA1, "2": SHA256}
SIGNED = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
    "UnsubscribeConfirmation": ("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"),
}


class NotFromSns(Exception):
    """Not something SNS sent about a topic of ours; its text names the check that failed, for the log."""


def verified(body: bytes, *, at: datetime) -> dict[str, str]:
    """The notification in this body. Raises NotFromSns, without asking the network about topics that are not ours."""
    notice = _read(body)
    if notice.get("TopicArn") not in settings.MAIL_EVENTS_TOPICS:
        raise NotFromSns("topic")
    address = notice.get("SigningCertURL", "")
    if not CERTIFICATE.fullmatch(address):
        raise NotFromSns("certificate-address")
    algorithm = HASHES.get(notice.get("SignatureVersion", ""))
    if algorithm is None:
        raise NotFromSns("signature-version")
    certificate = certificate_at(address)
    key = certificate.public_key()
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise NotFromSns("certificate-dates")
    if not isinstance(key, rsa.RSAPublicKey):
        raise NotFromSns("certificate-key")
    try:
        signature = base64.b64decode(notice.get("Signature", ""), validate=True)
        key.verify(signature, signed_text(notice), padding.PKCS1v15(), algorithm())
    except (ValueError, InvalidSignature) as wrong:
        raise NotFromSns("signature") from wrong
    return notice


def signed_text(notice: dict[str, str]) -> bytes:
    """What SNS signs: names and values of these fields, those that are there, in this order."""
    names = (name for name in SIGNED[notice["Type"]] if name in notice)
    return "".join(f"{name}\n{notice[name]}\n" for name in names).encode()


@lru_cache(maxsize=16)
def certificate_at(address: str) -> x509.Certificate:
    """The certificate SNS signs with, over verified TLS from Amazon's own host; kept, failures not."""
    try:
        answer = requests.get(address, timeout=PATIENCE, allow_redirects=False)
        answer.raise_for_status()
        return x509.load_pem_x509_certificate(answer.content)
    except (requests.RequestException, ValueError) as failure:
        raise NotFromSns("certificate") from failure


def confirm(notice: dict[str, str]) -> None:
    """Answer SNS that we do want this topic's notifications. Raises NotFromSns for an address that is not SNS's."""
    address = notice.get("SubscribeURL", "")
    if not SUBSCRIBE.fullmatch(address):
        raise NotFromSns("subscribe-address")
    requests.get(address, timeout=PATIENCE, allow_redirects=False).raise_for_status()


def _read(body: bytes) -> dict[str, str]:
    try:
        found: Any = json.loads(body) if len(body) <= LARGEST else None
    except ValueError as wrong:
        raise NotFromSns("body") from wrong
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise NotFromSns("body")
    if found.get("Type") not in SIGNED or "MessageId" not in found:
        raise NotFromSns("type")
    return found
