"""Handing out what others sent: never as something that could run, and not to be kept by browsers."""

from __future__ import annotations

from typing import BinaryIO

from django.http import FileResponse

from patients.documents.models import Document

_BLOCK = 256 * 1024


def attachment(document: Document, content: BinaryIO) -> FileResponse:
    """The file itself, opened block by block while it is sent, to be saved and not shown."""
    answer = FileResponse(content, as_attachment=True, filename=document.file_name, content_type=document.content_type)
    answer.headers["Content-Length"] = str(document.size)
    return _inert(answer)


def shown(picture: BinaryIO) -> FileResponse:
    """A picture that was drawn here."""
    return _inert(FileResponse(picture, content_type="image/webp"))


def _inert(answer: FileResponse) -> FileResponse:
    answer.block_size = _BLOCK
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.policy_additions = {"sandbox": ()}  # type: ignore[attr-defined]
    return answer
