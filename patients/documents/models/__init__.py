from patients.documents.models.document import (
    Document,
    DocumentCategory,
    DocumentStatus,
    PreviewState,
    ScanState,
    WithdrawalReason,
)

__all__ = ["Document", "DocumentCategory", "DocumentStatus", "PreviewState", "ScanState", "WithdrawalReason"]
