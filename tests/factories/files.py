"""Small real files of the kinds that are kept."""

from __future__ import annotations

import io

from PIL import Image

MARKER = "canary-in-a-document"


def picture(kind: str = "PNG", size: tuple[int, int] = (400, 300)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, (40, 120, 110)).save(held, kind)
    return held.getvalue()


def pdf(text: str = MARKER, pages: int = 2) -> bytes:
    """A PDF with this text on each page, readable in its bytes."""
    stream = f"BT /F1 24 Tf 72 720 Td ({text}) Tj ET".encode()
    kids = " ".join(f"{4 + 2 * page} 0 R" for page in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for page in range(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> "
            + f"/Contents {5 + 2 * page} 0 R >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    held, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(held))
        held += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(held)
    held += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    held += b"".join(b"%010d 00000 n \n" % place for place in places)
    held += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(held)
