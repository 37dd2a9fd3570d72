"""What a document looks like to programs."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from clinics.api.bodies import Body, moment
from patients.documents.models import Document, DocumentCategory, DocumentStatus, ScanState, WithdrawalReason


class NewDocument(Body):
    """A form (`multipart/form-data`) with the file, of at most 100 MB, and what it is."""

    patient = serializers.UUIDField()
    file = serializers.FileField(allow_empty_file=True)
    title = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    category = serializers.ChoiceField(DocumentCategory.choices)


class Withdrawal(Body):
    reason = serializers.ChoiceField(WithdrawalReason.choices)
    text = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class DocumentRecord(serializers.Serializer[Any]):
    """What is known of a kept file; `sha256` is of its bytes, `size` their number."""

    id = serializers.UUIDField()
    patient = serializers.UUIDField()
    title = serializers.CharField()
    file_name = serializers.CharField()
    category = serializers.ChoiceField(DocumentCategory.choices)
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()
    status = serializers.ChoiceField(DocumentStatus.choices)
    withdrawal_reason = serializers.ChoiceField(WithdrawalReason.choices, allow_blank=True)
    withdrawal_text = serializers.CharField()
    has_preview = serializers.BooleanField()
    scan = serializers.ChoiceField(ScanState.choices)
    uploaded_by = serializers.CharField()
    uploaded_at = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="Also the ETag.")


def record(document: Document) -> dict[str, Any]:
    """A document as `DocumentRecord` describes it."""
    return {
        "id": str(document.pk),
        "patient": str(document.patient_id),
        "title": document.title,
        "file_name": document.file_name,
        "category": document.category,
        "content_type": document.content_type,
        "size": document.size,
        "sha256": document.digest,
        "status": document.status,
        "withdrawal_reason": document.withdrawal_reason,
        "withdrawal_text": document.withdrawal_text,
        "has_preview": document.has_preview,
        "scan": document.scan,
        "uploaded_by": document.uploaded_by_name,
        "uploaded_at": moment(document.uploaded_at),
        "version": document.version,
    }
