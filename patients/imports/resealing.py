"""Files that people were imported from, sealed again by a clinic's new keys."""

from __future__ import annotations

from collections.abc import Iterator

from clinics.encryption.keyring import Keyring
from clinics.encryption.resealing import Resealer, resealers
from patients.documents import storage
from patients.imports.actions.files import LABEL
from patients.imports.models import ImportBatch


def files(newest: Keyring) -> Iterator[int]:
    for batch_id, key in list(ImportBatch.objects.exclude(storage_key="").values_list("pk", "storage_key")):
        renewed = storage.keep_resealed(key, label=LABEL, row=batch_id, newest=newest)
        if not renewed:
            continue
        is_named = ImportBatch.objects.filter(pk=batch_id, storage_key=key).update(storage_key=renewed)
        storage.remove(key if is_named else renewed)
        yield is_named


def register() -> None:
    resealers.register(Resealer("imports", files))
