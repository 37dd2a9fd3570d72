"""Passkeys as a browser registers them, without a browser."""

from __future__ import annotations

import hashlib
import json
from secrets import token_bytes

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from clinics.staff.models import User

FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT


def add(user: User, name: str, *, host: str) -> Authenticator:
    """A passkey of this person, registered at this host."""
    key, credential_id = ec.generate_private_key(ec.SECP256R1()), token_bytes(16)
    held = AttestedCredentialData.create(Aaguid.NONE, credential_id, ES256.from_cryptography_key(key.public_key()))
    data = AuthenticatorData.create(hashlib.sha256(host.encode()).digest(), FLAGS, 0, held)
    said = json.dumps({"type": "webauthn.create", "challenge": "eHh4eA", "origin": f"https://{host}"}).encode()
    attested = AttestationObject.create("none", data, {})
    credential = {
        "id": websafe_encode(credential_id),
        "rawId": websafe_encode(credential_id),
        "type": "public-key",
        "response": {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(bytes(attested))},
        "clientExtensionResults": {"credProps": {"rk": True}},
    }
    return WebAuthn.add(user, name, credential).instance
