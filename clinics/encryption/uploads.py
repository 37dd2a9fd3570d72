"""Receiving files without ever writing a readable byte to disk.

Django's own handler spills uploads into plain temporary files. Here a file stays in memory up to
1 MB; beyond that it goes, sealed with a key that exists only in this process and for this file,
into a temporary file that has no name, so that nothing is left when the process dies. What is
longer than `UPLOAD_MAX_BYTES` is not kept at all: the form finds `is_too_large` and says so. Nor is what nobody known
sends: the check against forged requests reads every form, also those of strangers.
"""

from __future__ import annotations

import io
import tempfile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from tink import new_keyset_handle, streaming_aead

from clinics.kit.actor import NOBODY, ActorKind

streaming_aead.register()

IN_MEMORY = 1024 * 1024
_BLOCK = 128 * 1024


class _KeptOpen(io.RawIOBase):
    """Hands a file to Tink, which closes what it is given; the file itself stays open."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._file.readinto(buffer)  # type: ignore[attr-defined]

    def write(self, block: Any) -> int:
        return self._file.write(block)


class SealedSpool(io.RawIOBase):
    """Written once, then read from its start, as often as one likes. Not thread safe."""

    def __init__(self) -> None:
        super().__init__()
        self.length = 0
        self._memory: bytearray | None = bytearray()
        self._position = 0
        self._file: IO[bytes] | None = None
        self._sealing: Any = None
        self._opening: Any = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def add(self, block: bytes) -> None:
        """Append; only before the first read."""
        self.length += len(block)
        if self._memory is not None:
            self._memory += block
            if len(self._memory) > IN_MEMORY:
                self._spill()
        else:
            self._sealing.write(block)

    def finish(self) -> None:
        """No more is coming."""
        if self._sealing is not None:
            self._sealing.close()
            self._sealing = None

    def readinto(self, buffer: Any) -> int:
        if self._position >= self.length:
            block = b""
        elif self._memory is not None:
            block = bytes(self._memory[self._position : self._position + len(buffer)])
        else:
            self.finish()
            if self._opening is None:
                self._file.seek(0)  # type: ignore[union-attr]
                self._opening = self._primitive.new_decrypting_stream(_KeptOpen(self._file), b"")  # type: ignore[arg-type]
            block = self._opening.read(min(len(buffer), _BLOCK))
        buffer[: len(block)] = block
        self._position += len(block)
        return len(block)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """To the start, the end or where it stands; elsewhere by reading on from the start."""
        target = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self.length}[whence] + offset
        if self._memory is not None or target == self.length:
            self._position = target
            return target
        if target < self._position or self._opening is None:
            self._opening, self._position = None, 0
        while self._position < target and self.read(min(_BLOCK, target - self._position)):
            pass
        return self._position

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        if not self.closed:
            self._memory = self._opening = self._sealing = None
            if self._file is not None:
                self._file.close()
        super().close()

    def _spill(self) -> None:
        template = streaming_aead.streaming_aead_key_templates.AES256_GCM_HKDF_1MB
        self._primitive = new_keyset_handle(template).primitive(streaming_aead.StreamingAead)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed by close(); it has no name and goes with the process
        self._sealing = self._primitive.new_encrypting_stream(_KeptOpen(self._file), b"")
        memory, self._memory = self._memory, None
        self._sealing.write(bytes(memory or b""))


class SealedUpload(UploadedFile):
    """A received file. `is_too_large` files hold nothing."""

    is_too_large = False


class SealedUploadHandler(FileUploadHandler):
    """Keeps what arrives in a SealedSpool; a broken upload leaves nothing."""

    chunk_size = _BLOCK
    spool: SealedSpool | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        actor = getattr(self.request, "actor", NOBODY)
        self.spool = SealedSpool() if actor.kind != ActorKind.NOBODY else None
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.spool is None:
            return
        if self.received > settings.UPLOAD_MAX_BYTES:
            self.spool.close()
            self.spool = None
        else:
            self.spool.add(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        spool, self.spool = self.spool, None
        upload = SealedUpload(
            file=io.BufferedReader(spool, _BLOCK) if spool else io.BytesIO(),
            name=self.file_name,
            content_type=self.content_type,
            size=self.received,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        upload.is_too_large = spool is None
        if spool:
            spool.finish()
        return upload

    def upload_interrupted(self) -> None:
        if self.spool is not None:
            self.spool.close()
