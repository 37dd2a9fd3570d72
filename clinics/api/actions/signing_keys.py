"""The issuer's keys: made, used once everybody can know them, retired when nothing they signed is good. (Actions.)"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from allauth.core.internal.jwkkit import load_jwk_from_pem
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import transaction

from clinics.api.models import SigningKey
from clinics.audit import actions as audit
from clinics.events.actions import wake
from clinics.kit.actor import Actor

BITS = 2048
PEM = serialization.Encoding.PEM
TURN_TASK = "api.turn_signing_keys"
SIGNS_FOR = timedelta(days=90)
PUBLISHED_AHEAD = timedelta(hours=2)  # programs keep the list of keys for an hour
VERIFIES_AFTER = timedelta(days=1)  # no token lives as long


def signing(*, at: datetime) -> SigningKey | None:
    """The newest key that programs can know by now; the clinic's first signs at once."""
    living = list(SigningKey.objects.filter(retired_at=None))
    if living and is_due(living[0], at=at):
        wake(task=TURN_TASK, at=at)  # its own wake-up was lost, or it is older than they are
    known = [key for key in living if key.created_at <= at - PUBLISHED_AHEAD]
    return next(iter([*known, *reversed(living)]), None)


def is_due(newest: SigningKey, *, at: datetime) -> bool:
    return newest.created_at <= at - SIGNS_FOR


def make(*, at: datetime) -> SigningKey:
    """A new key pair. The older ones go on verifying until they are retired."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = private.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    public = private.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    jwk, _key = load_jwk_from_pem(pem)
    with transaction.atomic():
        key = SigningKey.objects.create(kid=jwk["kid"], public_pem=public, private_pem=pem, created_at=at)
        wake(task=TURN_TASK, at=at + SIGNS_FOR)
    return key


def turn(*, by: Actor, at: datetime) -> list[SigningKey]:
    """Make the next key when the newest is old; retire those whose successors have long signed.

    The living ones, newest first. Doing it twice changes nothing. Of a retired key only the public half is kept.
    """
    with transaction.atomic():
        living = list(SigningKey.objects.select_for_update(no_key=True).filter(retired_at=None))
        if living and is_due(living[0], at=at):
            living.insert(0, make(at=at))
            audit.record(event="issuer_key.made", by=by, at=at, subject=living[0])
        for successor, key in pairwise(living):
            over_at = successor.created_at + PUBLISHED_AHEAD + VERIFIES_AFTER
            if over_at > at:
                wake(task=TURN_TASK, at=over_at)
                continue
            key.retired_at, key.private_pem = at, ""
            key.save(update_fields=["retired_at", "private_pem"])
            audit.record(event="issuer_key.retired", by=by, at=at, subject=key)
    return [key for key in living if key.retired_at is None]
