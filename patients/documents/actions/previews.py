"""Drawing a document's preview on the first look, and keeping it sealed."""

from __future__ import annotations

import io
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from clinics.audit import actions as audit
from clinics.encryption import keyring
from clinics.encryption.files import opening_reader, sealing_reader
from clinics.kit.actor import Actor
from clinics.kit.ids import new_id
from clinics.kit.refusal import Refusal
from patients.documents import drawing, storage
from patients.documents.actions.documents import content_of, object_of, refuse_closed
from patients.documents.models import Document, PreviewState

PREVIEW = "documents.Document.preview"


class NoPreview(Refusal):
    code = "document_has_no_preview"
    sentence = _("There is no preview of this document. Download it to look at it.")
    status = 404


def open_preview(*, document: Document, by: Actor, at: datetime) -> BinaryIO:
    """The preview (WebP), drawn now if nobody looked before. Raises NoPreview, StorageFailed, and what closes it."""
    refuse_closed(document, by)
    if document.preview_state == PreviewState.WAITING:
        document = draw(document=document, by=by, at=at)
    if document.preview_state != PreviewState.READY:
        raise NoPreview
    reader = opening_reader(object_of(document, "preview_key"), keyring.current(), label=PREVIEW, row=document.pk)
    try:
        audit.record(event="document.previewed", by=by, at=at, patients=[document.patient_id], subject=document)
    except BaseException:  # what cannot be recorded is not shown
        reader.close()
        raise
    return reader


def draw(*, document: Document, by: Actor, at: datetime) -> Document:
    """Draw and keep the preview, or note that it cannot be drawn. Two at once do no harm."""
    with content_of(document) as content:
        drawn = drawing.draw(content, how=document.kind.preview)
    key = storage.object_key(new_id(), at=at) if drawn else ""
    if drawn:
        with sealing_reader(io.BytesIO(drawn.picture), keyring.for_sealing(), label=PREVIEW, row=document.pk) as sealed:
            storage.keep(key, sealed)
    with transaction.atomic():
        document = Document.objects.locked().get(pk=document.pk)
        is_first = document.preview_state == PreviewState.WAITING
        if is_first:
            document.preview_state = PreviewState.READY if drawn else PreviewState.FAILED
            document.preview_key, document.pages = key, drawn.pages if drawn else None
            document.save(update_fields=["preview_state", "preview_key", "pages"])
            audit.record(
                event="document.preview_drawn",
                by=by,
                at=at,
                patients=[document.patient_id],
                subject=document,
                fields=["preview_state"],
            )
    if key and not is_first:
        storage.remove(key)
    return document
