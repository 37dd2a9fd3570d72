"""Wrapping a clinic's keysets by a key that is not in the database: AWS KMS, or a local master key file.

A wrapped keyset opens only for the clinic it was wrapped for. There is no plaintext fallback: without the wrapping
key nothing opens and no clinic can be made (`KeysUnavailable`).
"""

import json
import os
import secrets
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

import boto3
import tink
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from tink import aead, json_proto_keyset_format, secret_key_access

from clinics.kit.durable import sync_folder

aead.register()


class KeysUnavailable(Exception):
    """The wrapping key cannot be used for this clinic; the message says why and never holds key material."""


class Wrapper(Protocol):
    """Both methods raise `KeysUnavailable`. `clinic` is the schema name, bound into the wrapped bytes."""

    def wrap(self, plain: bytes, *, clinic: str) -> bytes: ...

    def unwrap(self, wrapped: bytes, *, clinic: str) -> bytes: ...


class LocalFileWrapper:
    """AES-256-GCM under a master key kept in a file of mode 0600; for the demo and tests, not for production.

    The first `wrap` creates the file. `unwrap` never does: a lost master key must not be replaced silently.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def wrap(self, plain: bytes, *, clinic: str) -> bytes:
        if not self._path.exists():
            _create_master_key(self._path)
        return self._master().encrypt(plain, clinic.encode())

    def unwrap(self, wrapped: bytes, *, clinic: str) -> bytes:
        try:
            return self._master().decrypt(wrapped, clinic.encode())
        except tink.TinkError as error:
            raise KeysUnavailable(
                f"The master key {self._path} does not open the keys of {clinic}: "
                "they belong to another clinic or were wrapped by another master key."
            ) from error

    def unwrap_nothing(self) -> None:
        """Raise `KeysUnavailable` when the file is not there, damaged or open to others."""
        self._master()

    def _master(self) -> aead.Aead:
        try:
            mode = self._path.stat().st_mode
            serialized = self._path.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise KeysUnavailable(f"The master key {self._path} cannot be read: restore it from its backup.") from error
        if mode & 0o077:
            raise KeysUnavailable(f"The master key {self._path} is open to other users: set its mode to 0600.")
        try:
            return json_proto_keyset_format.parse(serialized, secret_key_access.TOKEN).primitive(aead.Aead)
        except tink.TinkError as error:
            raise KeysUnavailable(f"The master key {self._path} is damaged: restore it from its backup.") from error


class KmsWrapper:
    """AWS KMS with the encryption context `{"clinic": schema}`, so that its log names the clinic of each call.

    Tink's own KMS client sends its context under a fixed name in hexadecimal, hence boto3 here. Region, credentials
    and `AWS_ENDPOINT_URL` are read by boto3.
    """

    _ATTEMPTS = Config(connect_timeout=3, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3})

    def __init__(self, key_id: str, previous_key_id: str = "") -> None:
        self._key_id, self._previous_key_id = key_id, previous_key_id

    def wrap(self, plain: bytes, *, clinic: str) -> bytes:
        return self._call("encrypt", clinic, self._key_id, Plaintext=plain)["CiphertextBlob"]

    def unwrap(self, wrapped: bytes, *, clinic: str) -> bytes:
        """Also what the previous key wrapped, while everything is being wrapped anew."""
        try:
            return self._call("decrypt", clinic, self._key_id, CiphertextBlob=wrapped)["Plaintext"]
        except KeysUnavailable as refused:
            if not self._previous_key_id:
                raise
            try:
                return self._call("decrypt", clinic, self._previous_key_id, CiphertextBlob=wrapped)["Plaintext"]
            except KeysUnavailable:
                raise refused from None

    @cached_property
    def _client(self) -> Any:
        # A session of its own: boto3's default session is not safe to share between threads, a client is.
        return boto3.session.Session().client("kms", config=self._ATTEMPTS)

    def _call(self, operation: str, clinic: str, key_id: str, **blob: bytes) -> dict[str, Any]:
        try:
            return getattr(self._client, operation)(KeyId=key_id, EncryptionContext={"clinic": clinic}, **blob)
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "unknown error")
            raise KeysUnavailable(f"AWS KMS refused to {operation} the keys of {clinic}: {code}.") from error
        except BotoCoreError as error:
            raise KeysUnavailable(f"AWS KMS did not {operation} the keys of {clinic}: {error}") from error


def current_wrapper() -> Wrapper:
    """KMS when `settings.KMS_KEY_ID` is set, else the file `settings.MASTER_KEY_FILE`."""
    if settings.KMS_KEY_ID:
        return _kms_wrapper(settings.KMS_KEY_ID, settings.KMS_PREVIOUS_KEY_ID)
    if settings.MASTER_KEY_FILE:
        return LocalFileWrapper(Path(settings.MASTER_KEY_FILE))
    raise KeysUnavailable("Neither KMS_KEY_ID nor MASTER_KEY_FILE is set: there is no key to wrap a clinic's keys.")


@lru_cache(maxsize=4)
def _kms_wrapper(key_id: str, previous_key_id: str) -> KmsWrapper:
    # Kept, because making a client costs about 50 ms and opens connections.
    return KmsWrapper(key_id, previous_key_id)


def add_master_key(path: Path) -> None:
    """Give the file a new key that wraps from now on; the earlier ones go on unwrapping. Raises `KeysUnavailable`.

    A file that has two already is left as it is: a rotation was begun.
    """
    keyset = _master_keyset(path)
    if len(keyset["key"]) > 1:
        return
    [made] = json.loads(_new_master_keyset())["key"]
    _write_master_keyset(path, {"primaryKeyId": made["keyId"], "key": [*keyset["key"], made]})


def drop_earlier_master_keys(path: Path) -> None:
    """Keep only the key that wraps. What the others wrapped cannot be opened any more."""
    keyset = _master_keyset(path)
    kept = [key for key in keyset["key"] if key["keyId"] == keyset["primaryKeyId"]]
    _write_master_keyset(path, {**keyset, "key": kept})


def _master_keyset(path: Path) -> dict[str, Any]:
    LocalFileWrapper(path).unwrap_nothing()
    return json.loads(path.read_text(encoding="ascii"))


def _write_master_keyset(path: Path, keyset: dict[str, Any]) -> None:
    """Whole or not at all: a half-written master key would lose every clinic."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write_durably(draft, json.dumps(keyset))
        draft.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise KeysUnavailable(f"The master key {path} cannot be changed: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _new_master_keyset() -> str:
    handle = tink.new_keyset_handle(aead.aead_key_templates.AES256_GCM)
    return json_proto_keyset_format.serialize(handle, secret_key_access.TOKEN)


def _write_durably(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _create_master_key(path: Path) -> None:
    """Create the file whole or not at all; of several creators at once, one wins and all use its key."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_durably(draft, _new_master_keyset())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        sync_folder(path.parent)
    except OSError as error:
        raise KeysUnavailable(f"The master key {path} cannot be created: {error.strerror}.") from error
