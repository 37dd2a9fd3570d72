"""deploy/cryptography.toml names every use of cryptography, and every secret that is drawn has 128 bits or more."""

from __future__ import annotations

import ast
import base64
import json
import math
import secrets
import tomllib
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.idp.oidc.internal.oauthlib.server import generate_opaque_token
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret
from argon2 import extract_parameters
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.middleware.csrf import _get_new_csrf_string
from django.utils.crypto import get_random_string
from oauthlib.common import generate_token
from tink.proto import aes_gcm_hkdf_streaming_pb2, aes_gcm_pb2, hmac_prf_pb2

from clinics.api.actions import signing_keys
from clinics.encryption.keysets import Purpose, new_keyset
from clinics.kit.current import entering
from clinics.single_sign_on import protocol
from clinics.single_sign_on.protocol import Begun
from clinics.single_sign_on.refusals import NotTrusted
from clinics.webhooks import signing
from tests.clinics.single_sign_on.test_protocol import CLIENT, ISSUER, NONCE, published, token

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("config", "clinics", "patients", "appointments", "billing")
USES = tomllib.loads((ROOT / "deploy" / "cryptography.toml").read_text(encoding="utf-8"))
SAID = {"what", "algorithm", "key", "owner", "lasts", "replaced", "files"}
CRYPTOGRAPHIC = ("hashlib", "hmac", "secrets", "jwt", "tink", "cryptography", "argon2", "ssl")
OF_DJANGO = ("django.core.signing", "django.utils.crypto", "django.contrib.auth.hashers")
BITS = 128
NAMES_ONLY = {
    ("clinics/encryption/wrapping.py", 8): "the name of a file while it is written",
    ("config/observability/probes.py", 4): "a word that is written and read back, to see whether the cache answers",
}


def imported(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


def touches(source: str) -> bool:
    return any(name.split(".")[0] in CRYPTOGRAPHIC or name in OF_DJANGO for name in imported(source))


def sources() -> Iterator[tuple[str, str]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def test_the_list_names_every_file_that_touches_cryptography_and_no_other():
    touching = {name for name, source in sources() if touches(source)}

    assert {name for use in USES.values() for name in use["files"]} == touching


def test_each_use_says_what_it_is_for_by_what_and_how_it_would_be_replaced():
    assert {name: SAID ^ set(use) for name, use in USES.items() if SAID ^ set(use)} == {}
    assert all(use[word].strip() for use in USES.values() for word in SAID - {"files"})


@pytest.mark.parametrize(
    "source",
    [
        "import hashlib",
        "from cryptography.hazmat.primitives import hashes",
        "from django.core import signing as s\nimport ssl",
    ],
)
def test_a_file_that_is_not_listed_is_found(source):
    assert touches(source)
    assert not touches("import json\nfrom clinics.kit import ids")


# --- sizes


def key_of(purpose: Purpose) -> tuple[str, bytes]:
    [key] = json.loads(new_keyset(purpose))["key"]
    return key["keyData"]["typeUrl"].rpartition(".")[2], base64.b64decode(key["keyData"]["value"])


def test_fields_are_sealed_by_aes_256_gcm():
    kind, value = key_of(Purpose.FIELD)

    assert kind == "AesGcmKey"
    assert len(aes_gcm_pb2.AesGcmKey.FromString(value).key_value) * 8 == 256


def test_files_are_sealed_by_aes_256_gcm_in_segments():
    kind, value = key_of(Purpose.FILE)
    key = aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingKey.FromString(value)

    assert kind == "AesGcmHkdfStreamingKey"
    assert (len(key.key_value) * 8, key.params.derived_key_size * 8) == (256, 256)


def test_search_tokens_are_made_by_hmac_of_256_bits():
    kind, value = key_of(Purpose.SEARCH)

    assert kind == "HmacPrfKey"
    assert len(hmac_prf_pb2.HmacPrfKey.FromString(value).key_value) * 8 == 256


def test_the_issuer_signs_with_rsa_of_2048_bits(db, alder, at):
    with entering(alder):
        public = load_pem_public_key(signing_keys.make(at=at).public_pem.encode())

    assert isinstance(public, rsa.RSAPublicKey)
    assert public.key_size >= 2048


def test_a_provider_that_signs_with_a_short_key_is_not_believed():
    short = rsa.generate_private_key(public_exponent=65537, key_size=1024)

    with pytest.raises(NotTrusted):
        protocol.verified(token(short), keys=[published(short)], issuer=ISSUER, client_id=CLIENT, nonce=NONCE)


def test_passwords_are_hashed_by_argon2id_as_slowly_as_the_list_says():
    encoded = Argon2PasswordHasher().encode("four unrelated words here", Argon2PasswordHasher().salt())
    found = extract_parameters(encoded.removeprefix("argon2"))

    assert (found.memory_cost, found.time_cost, found.parallelism, found.type.name) == (102400, 2, 8, "ID")
    assert found.hash_len * 8 >= BITS


# --- chance

DRAWN: dict[str, Callable[[], str]] = {
    "secret of a webhook": signing.new_secret,
    "nonce of a sign-in": lambda: Begun.now().nonce,
    "verifier of a sign-in": lambda: Begun.now().verifier,
    "code of a program": generate_token,
    "refresh token": lambda: generate_opaque_token(None),
    "key of a session": lambda: get_random_string(32, VALID_KEY_CHARS),
    "token of a form": _get_new_csrf_string,
    "secret of an authenticator app": generate_totp_secret,
    "seed of recovery codes": RecoveryCodes.generate_seed,
}


def measured(draw: Callable[[], str], draws: int = 256) -> float:
    """Bits of chance in one draw, at least: what differs from draw to draw, place by place."""
    drawn = [draw() for _each in range(draws)]
    places = zip(*drawn, strict=False)
    return sum(-sum(n / draws * math.log2(n / draws) for n in Counter(place).values()) for place in places)


@pytest.mark.parametrize("kind", DRAWN)
def test_each_kind_of_secret_has_enough_chance(kind):
    assert measured(DRAWN[kind]) >= BITS


def test_secrets_with_too_little_chance_are_found():
    told = iter(range(10_000))

    assert measured(lambda: f"{next(told):064d}") < BITS
    assert measured(lambda: str(uuid.uuid1())) < BITS
    assert measured(lambda: secrets.token_hex(8)) < BITS


def short_draws(name: str, source: str) -> list[str]:
    """Calls of `secrets` that draw too little, or an amount that cannot be read."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if not isinstance(node.func.value, ast.Name) or node.func.value.id != "secrets":
            continue
        if not node.func.attr.startswith("token_"):
            continue
        amount = node.args[0] if node.args else ast.Constant(32)
        drawn = amount.value if isinstance(amount, ast.Constant) else KNOWN.get(ast.unparse(amount), 0)
        if drawn * 8 < BITS and (name, drawn) not in NAMES_ONLY:
            found.append(f"{name} draws {drawn} bytes")
    return found


KNOWN = {"BYTES": signing.BYTES}


def test_whatever_is_drawn_here_is_long_enough():
    assert [fault for name, source in sources() for fault in short_draws(name, source)] == []


def test_a_short_draw_is_found():
    assert short_draws("x.py", "import secrets\nx = secrets.token_urlsafe(15)") == ["x.py draws 15 bytes"]
    assert short_draws("x.py", "import secrets\nx = secrets.token_bytes(n)") == ["x.py draws 0 bytes"]
    assert short_draws("x.py", "import secrets\nx = secrets.token_urlsafe(16)") == []
