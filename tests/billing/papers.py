"""Reading a PDF as a person would."""

from __future__ import annotations

import pypdfium2


def text_of(pdf: bytes) -> str:
    """All that stands on it, page after page."""
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pages)
