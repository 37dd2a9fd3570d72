"""The keys of one clinic, ready for use: sealing, opening, search tokens.

`current()` is the keyring of the clinic at work. Associated data of everything sealed is
`schema NUL label NUL row id (16 bytes)`, so that a sealed value opens in its own place only.
"""

import threading
from collections import OrderedDict
from typing import Protocol
from uuid import UUID

import tink
from django.conf import settings
from tink import aead, prf, streaming_aead

from clinics.encryption.keysets import Purpose, WrappedKey, primitive
from clinics.encryption.wrapping import KeysUnavailable
from clinics.kit.current import current_clinic

_KEPT_KEYRINGS = 512
PREFIX_BYTES = 5


class CannotOpen(Exception):
    """Sealed bytes that are damaged, or that belong to another clinic, field or row. Never holds a value."""

    def __init__(self, *, label: str, row: UUID) -> None:
        super().__init__(f"What is stored as {label} of {row} is damaged or was sealed elsewhere; it cannot be opened.")


class KeyedClinic(Protocol):
    """A clinic with the wrapped keysets it was loaded with."""

    @property
    def schema_name(self) -> str: ...

    @property
    def wrapped_keys(self) -> tuple[WrappedKey, ...]: ...

    def renew_keys(self, *, older_than: float) -> None: ...


class Keyring:
    """Holds key material in memory: never log, pickle or keep it beside a request. Safe to share between threads."""

    def __init__(self, schema: str, keys: tuple[WrappedKey, ...]) -> None:
        newest = {key.purpose: key for key in sorted(keys, key=lambda key: key.version)}
        if missing := [str(purpose) for purpose in Purpose if purpose not in newest]:
            raise KeysUnavailable(f"The clinic {schema} has no {', '.join(missing)} keyset.")
        self.schema = schema
        self.version = newest[Purpose.SEARCH].version
        """Version of the search key, to be stored beside the tokens it made."""
        self.files = primitive(newest[Purpose.FILE], streaming_aead.StreamingAead, schema=schema)
        self._fields = primitive(newest[Purpose.FIELD], aead.Aead, schema=schema)
        self._search = primitive(newest[Purpose.SEARCH], prf.PrfSet, schema=schema).primary()
        self._prefix = schema.encode() + b"\0"
        self.seal_prefix = self._fields.encrypt(b"", b"")[:PREFIX_BYTES]
        """How all begins that this keyring seals now: Tink's mark of the key."""

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("A keyring does not leave its process.")

    def associated(self, *, label: str, row: UUID) -> bytes:
        """What ties sealed bytes to their place in this clinic."""
        return self._prefix + label.encode() + b"\0" + row.bytes

    def seal(self, plain: bytes, *, label: str, row: UUID) -> bytes:
        """Encrypt; 33 bytes longer than `plain`, and different each time."""
        return self._fields.encrypt(plain, self.associated(label=label, row=row))

    def open(self, sealed: bytes, *, label: str, row: UUID) -> bytes:
        """Decrypt what `seal` gave for the same clinic, label and row; else raises `CannotOpen`."""
        try:
            return self._fields.decrypt(sealed, self.associated(label=label, row=row))
        except tink.TinkError:
            # Not chained: nothing of what failed should reach a log.
            raise CannotOpen(label=label, row=row) from None

    def token64(self, kind: str, text: str) -> int:
        """Search token that fits a `bigint` (signed). Equal for equal kind and text in this clinic only.

        `text` is taken as it is; callers normalise. Different texts may share a token: check hits once opened.
        """
        return int.from_bytes(self._token(kind, text, 8), "big", signed=True)

    def token128(self, kind: str, text: str) -> UUID:
        """Token for uniqueness, in the shape of a UUID; two texts share one with negligible chance."""
        return UUID(bytes=self._token(kind, text, 16))

    def _token(self, kind: str, text: str, length: int) -> bytes:
        return self._search.compute(kind.encode() + b"\0" + text.encode(), length)


_keyrings: OrderedDict[tuple[str, tuple[WrappedKey, ...]], Keyring] = OrderedDict()
_lock = threading.Lock()
_latest = threading.local()  # (keys, generation, keyring) of this thread: a page opens hundreds of fields of one clinic
_generation = 0


def of(clinic: KeyedClinic) -> Keyring:
    """Keyring of this clinic, kept per process until its wrapped keys change; raises `KeysUnavailable`.

    The least recently used of more than 512 is dropped.
    """
    keys, generation = clinic.wrapped_keys, _generation
    latest = getattr(_latest, "kept", None)
    if latest and latest[0] is keys and latest[1] == generation and latest[2].schema == clinic.schema_name:
        return latest[2]
    keyring = _kept(clinic.schema_name, keys)
    _latest.kept = (keys, generation, keyring)
    return keyring


def _kept(schema: str, keys: tuple[WrappedKey, ...]) -> Keyring:
    key = (schema, keys)
    with _lock:
        if (keyring := _keyrings.get(key)) is not None:
            _keyrings.move_to_end(key)
            return keyring
    # Unwrapped outside the lock, as it may call KMS; two threads doing it at once do no harm.
    keyring = Keyring(*key)
    with _lock:
        _keyrings[key] = keyring
        if len(_keyrings) > _KEPT_KEYRINGS:
            _keyrings.popitem(last=False)
    return keyring


def current() -> Keyring:
    """Keyring of the clinic at work; raises `NoClinic` outside of one, `KeysUnavailable` without its keys."""
    return of(current_clinic())


def for_sealing() -> Keyring:
    """As `current`, of keys that no rotation can have replaced since they were read.

    Raises SwitchInsideTransaction in a transaction that has gone on for longer than keys may seal.
    """
    clinic = current_clinic()
    clinic.renew_keys(older_than=settings.SEALING_KEYS_SECONDS)
    return of(clinic)


def forget() -> None:
    """Drop every key kept in this process; the next use unwraps again."""
    global _generation
    with _lock:
        _keyrings.clear()
        _generation += 1
    _latest.__dict__.clear()
