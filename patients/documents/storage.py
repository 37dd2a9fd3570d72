"""Where sealed objects are kept: a bucket, or on a laptop a folder. Neither sees a readable byte.

Keys are `<schema>/<yyyy>/<mm>/<uuid>`, so that a clinic's objects can be listed, moved and
deleted by themselves, and a key of one clinic means nothing in another.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.translation import gettext_lazy as _
from storages.backends.s3 import S3Storage

from clinics.encryption import keyring
from clinics.encryption.files import opening_reader, sealing_reader
from clinics.encryption.keyring import CannotOpen, Keyring
from clinics.kit.current import current_schema
from clinics.kit.durable import sync_folder
from clinics.kit.ids import new_id
from clinics.kit.refusal import Refusal
from clinics.kit.storage_failures import STORAGE_FAILURES


class StorageFailed(Refusal):
    code = "document_storage_failed"
    sentence = _("The document storage does not answer. Nothing was changed; try again in a few minutes.")
    status = 503


class WrongClinic(Exception):
    """A storage key of another clinic was used."""


def object_key(object_id: UUID, *, at: datetime) -> str:
    """Key of a new object of the clinic at work."""
    return f"{current_schema()}/{at:%Y}/{at:%m}/{object_id}"


def keep(key: str, sealed: BinaryIO) -> None:
    """Store a sealed stream under this key, or leave nothing there. Raises StorageFailed, or what reading raised."""
    storage = _storage(key)
    try:
        storage.save(key, File(sealed, name=key))
    except BaseException as error:  # an upload that was broken off, too, leaves nothing
        remove(key)
        if isinstance(error, STORAGE_FAILURES):
            raise StorageFailed from error
        raise


def read(key: str) -> BinaryIO:
    """Open a sealed object for reading from its start. Raises StorageFailed, also when it is not there."""
    try:
        return cast("BinaryIO", _storage(key).open(key, "rb"))
    except STORAGE_FAILURES as error:
        raise StorageFailed from error


def keep_resealed(key: str, *, label: str, row: UUID, newest: Keyring) -> str:
    """Keep an object again under a new key, sealed by the clinic's new keys; "" when `newest` opens it as it is.

    Raises StorageFailed, and CannotOpen for a damaged one.
    """
    try:
        opening_reader(read(key), newest, label=label, row=row).close()
    except CannotOpen:
        pass
    else:
        return ""
    renewed, ring = f"{key.rpartition('/')[0]}/{new_id()}", keyring.current()
    with (
        opening_reader(read(key), ring, label=label, row=row) as plain,
        sealing_reader(plain, ring, label=label, row=row) as sealed,
    ):
        keep(renewed, sealed)
    return renewed


def remove(key: str) -> None:
    """Delete an object that nothing refers to; one that is not there is no error."""
    with contextlib.suppress(*STORAGE_FAILURES):
        _storage(key).delete(key)


def _storage(key: str) -> Storage:
    if not key.startswith(f"{current_schema()}/"):
        raise WrongClinic
    return storages["documents"]


class FolderStorage(FileSystemStorage):
    """Objects as files that appear whole or not at all, and survive a crash once saved."""

    def __init__(self, location: str) -> None:
        super().__init__(location=location, file_permissions_mode=0o600, directory_permissions_mode=0o700)

    def _save(self, name: str, content: Any) -> str:
        final = Path(self.path(name))
        final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = final.with_suffix(".part")
        try:
            with part.open("xb") as file:
                part.chmod(0o600)
                for block in _blocks(content.read):
                    file.write(block)
                file.flush()
                os.fsync(file.fileno())
            part.rename(final)
            sync_folder(final.parent)
        finally:
            part.unlink(missing_ok=True)
        return name


class BucketStorage(S3Storage):
    """An S3 bucket. Objects are private, never overwritten, and sent in parts of 8 MB, two at once."""

    always = {
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
        "object_parameters": {"ContentType": "application/octet-stream"},
    }

    def __init__(self, **options: Any) -> None:
        from boto3.s3.transfer import TransferConfig

        parts = TransferConfig(max_concurrency=2, max_io_queue=4)
        super().__init__(**{**self.always, "transfer_config": parts, **options})

    def _open(self, name: str, mode: str = "rb") -> Any:
        """The object's bytes as they come over the network, instead of a copy of all of it."""
        return self.bucket.Object(name).get()["Body"]


def _blocks(read: Callable[[int], bytes]) -> Any:
    return iter(lambda: read(256 * 1024), b"")
