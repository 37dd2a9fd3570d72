"""Sealing and opening files while they stream, in constant memory (a few MB each).

The format is Tink's AES256-GCM-HKDF streaming with 1 MB segments: 56 bytes and 16 for each further MB are added. A
file opens only for its clinic, label and row, and a cut, extended or reordered one raises `CannotOpen` at that place.
"""

import io
from contextlib import ExitStack
from typing import BinaryIO, Protocol
from uuid import UUID

import tink

from clinics.encryption.keyring import CannotOpen, Keyring

_BLOCK = 128 * 1024


class Readable(Protocol):
    """Django's `File`, an upload, an open file, a storage's stream."""

    def read(self, size: int = -1, /) -> bytes: ...


class _Pool(io.RawIOBase):
    """Holds what Tink has written until it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, block: bytes) -> int:  # type: ignore[override]
        self.held += block
        return len(block)


class _Sealing(io.RawIOBase):
    def __init__(self, source: Readable, keyring: Keyring, associated: bytes) -> None:
        super().__init__()
        self._source = source
        self._pool = _Pool()
        self._tink = keyring.files.new_encrypting_stream(self._pool, associated)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._pool.held and not self._tink.closed:
            if block := self._source.read(_BLOCK):
                self._tink.write(block)
            else:
                self._tink.close()
        size = min(len(buffer), len(self._pool.held))
        buffer[:size] = self._pool.held[:size]
        del self._pool.held[:size]
        return size


class _Source(io.RawIOBase):
    """Passes a source to Tink and keeps what went wrong there, which Tink would turn into an error of its own."""

    def __init__(self, source: Readable) -> None:
        super().__init__()
        self._source = source
        self.failure: Exception | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            return self._source.read(size)
        except Exception as error:  # whatever a storage raises; handed on by _Opening
            self.failure = error
            raise

    def close(self) -> None:
        if not self.closed and hasattr(self._source, "close"):
            self._source.close()
        super().close()


class _Opening(io.RawIOBase):
    def __init__(self, source: Readable, keyring: Keyring, *, label: str, row: UUID) -> None:
        super().__init__()
        self._source = _Source(source)
        self._label, self._row = label, row
        self._tink = keyring.files.new_decrypting_stream(self._source, keyring.associated(label=label, row=row))

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            block = self._tink.read(min(len(buffer), _BLOCK))
        except tink.TinkError as error:
            raise (self._source.failure or CannotOpen(label=self._label, row=self._row)) from error
        buffer[: len(block)] = block
        return len(block)

    def close(self) -> None:
        if not self.closed:
            self._tink.close()
        super().close()


def sealing_reader(source: Readable, keyring: Keyring, *, label: str, row: UUID) -> BinaryIO:
    """Read `source` sealed, for `storage.save()`; not seekable. What `source.read` raises goes to the reader."""
    sealing = _Sealing(source, keyring, keyring.associated(label=label, row=row))
    return io.BufferedReader(sealing, _BLOCK)


def opening_reader(source: Readable, keyring: Keyring, *, label: str, row: UUID) -> BinaryIO:
    """Read a sealed `source` opened, for `FileResponse`; closing it closes `source`. Needs no clinic to be entered.

    The first block is read at once, so that a file of another clinic, label or row raises `CannotOpen` here, before an
    answer has begun; one damaged further on raises it while being read.
    """
    opening = _Opening(source, keyring, label=label, row=row)
    reader = io.BufferedReader(opening, _BLOCK)
    with ExitStack() as unread:
        unread.callback(reader.close)  # the caller gets no reader to close
        reader.peek(1)
        unread.pop_all()
    return reader
