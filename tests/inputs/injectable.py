"""The product with a hole: one filter of one list goes into the statement as it was sent. For tests alone."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from config.wsgi import application
from patients.documents.api import documents

__all__ = ["application"]

_visible, _filters = documents.visible, documents.filters


def visible(request: Any) -> Any:
    status = request.query_params.get("status")
    return _visible(request).extra(where=[f'"documents_document"."status" = \'{status}\''] if status else [])


documents.visible = visible
documents.filters = SimpleNamespace(identity=_filters.identity, one_of=lambda *_asked: "")  # type: ignore[assignment]
