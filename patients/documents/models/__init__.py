from patients.documents.models.document import (
    Document,
    DocumentCategory,
    DocumentStatus,
    PreviewState,
    WithdrawalReason,
)

__all__ = ["Document", "DocumentCategory", "DocumentStatus", "PreviewState", "WithdrawalReason"]
