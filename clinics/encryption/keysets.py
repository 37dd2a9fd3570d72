"""A clinic's three keysets: one each for fields, search tokens and files.

Sources: Tink key templates `AES256_GCM`, `HMAC_SHA256` (PRF) and `AES256_GCM_HKDF_1MB` (streaming AEAD).
"""

from enum import StrEnum
from typing import NamedTuple, TypeVar

import tink
from tink import aead, json_proto_keyset_format, prf, secret_key_access, streaming_aead

from clinics.encryption.wrapping import KeysUnavailable, current_wrapper

aead.register()
prf.register()
streaming_aead.register()

Primitive = TypeVar("Primitive")


class Purpose(StrEnum):
    FIELD = "field"
    SEARCH = "search"
    FILE = "file"


_TEMPLATES = {
    Purpose.FIELD: aead.aead_key_templates.AES256_GCM,
    Purpose.SEARCH: prf.prf_key_templates.HMAC_SHA256,
    Purpose.FILE: streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB,
}


class WrappedKey(NamedTuple):
    """One wrapped keyset of a clinic. `version` counts from 1 within a purpose.

    A later version replaces the earlier; while keys are rotated it holds the earlier key too (see `rotation`).
    A named tuple, because each read of a sealed field hashes it and a tuple does that twice as fast as a dataclass.
    """

    purpose: str
    version: int
    wrapped: bytes


def new_wrapped_keysets(schema: str) -> dict[str, bytes]:
    """Make a new clinic's keysets: purpose to wrapped JSON keyset (about 0.5 KB each).

    Raises `KeysUnavailable` when the wrapping key cannot be used.
    """
    wrapper = current_wrapper()
    return {str(purpose): wrapper.wrap(new_keyset(purpose), clinic=schema) for purpose in _TEMPLATES}


def new_keyset(purpose: Purpose) -> bytes:
    """A keyset of one new key, readable: it leaves this process only wrapped."""
    return _serialized(tink.new_keyset_handle(_TEMPLATES[purpose]))


def primitive(key: WrappedKey, kind: type[Primitive], *, schema: str) -> Primitive:
    """Unwrap a keyset of the clinic `schema` (a KMS call, or 0.1 ms) and give its Tink primitive of this kind.

    Raises `KeysUnavailable` also when the keyset is not of that kind.
    """
    plain = current_wrapper().unwrap(key.wrapped, clinic=schema)
    try:
        return json_proto_keyset_format.parse(plain.decode("ascii"), secret_key_access.TOKEN).primitive(kind)
    except (tink.TinkError, UnicodeDecodeError) as error:
        message = f"Version {key.version} of the {key.purpose} keys of {schema} is damaged."
        raise KeysUnavailable(message) from error


def _serialized(handle: tink.KeysetHandle) -> bytes:
    return json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN).encode("ascii")
