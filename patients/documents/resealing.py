"""Documents and previews, sealed again by a clinic's new keys."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clinics.encryption.keyring import Keyring
from clinics.encryption.resealing import Resealer, resealers
from patients.documents import storage
from patients.documents.actions.documents import CONTENT
from patients.documents.actions.previews import PREVIEW
from patients.documents.models import Document

LABELS = {"storage_key": CONTENT, "preview_key": PREVIEW}


def documents(newest: Keyring) -> Iterator[int]:
    """Each object is kept anew beside the earlier one, which goes once the row names the new one."""
    rows = Document.objects.order_by("pk").values_list("pk", *LABELS)
    for document_id, *keys in list(rows):
        kept = [_again(document_id, name, key, newest) for name, key in zip(LABELS, keys, strict=True) if key]
        yield sum(kept)


def _again(document_id: UUID, name: str, key: str, newest: Keyring) -> bool:
    renewed = storage.keep_resealed(key, label=LABELS[name], row=document_id, newest=newest)
    if not renewed:
        return False
    is_named = Document.objects.filter(pk=document_id, **{name: key}).update(**{name: renewed})
    storage.remove(key if is_named else renewed)
    return bool(is_named)


def register() -> None:
    resealers.register(Resealer("documents", documents))
