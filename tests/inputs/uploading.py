"""Every place where a file is taken, how one is sent there, and what is wrong with how one is handed out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

BOUNDARY = "a-boundary-of-the-test"
INERT_TYPES = re.compile(
    r"(image/(png|jpeg|gif|webp|tiff|heic)|text/(plain|csv)|application/(pdf|dicom|vnd\.oasis\.opendocument\.text|"
    r"vnd\.openxmlformats-officedocument\.(wordprocessingml\.document|spreadsheetml\.sheet)))$"
)


@dataclass(frozen=True)
class Door:
    """A field that takes a file: its form or body, and the address it is sent to, with what goes beside it."""

    field: str
    address: str
    beside: tuple[tuple[str, str], ...] = ()
    name: str = "file"


PAGE = Door("patients.documents.forms.UploadForm.file", "/patients/{patient}/documents/new/", (("category", "letter"),))
API = Door(
    "patients.documents.api.shapes.NewDocument.file",
    "/api/v1/documents/",
    (("category", "letter"), ("patient", "{patient}")),
)
LOGO = Door(
    "clinics.home.forms.BrandForm.logo", "/settings/branding/", (("name", "Alder"), ("accent", "#116655")), "logo"
)
IMPORT = Door("patients.imports.forms.FileForm.file", "/settings/import/")
DOORS = (PAGE, API, LOGO, IMPORT)


def form_of(door: Door, file_name: str, content: bytes, *, patient: str) -> bytes:
    """The body as a browser that hides nothing would send it; test clients clean names."""
    said = "".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value.format(patient=patient)}\r\n'
        for name, value in door.beside
    )
    quoted = file_name.replace("\\", "\\\\").replace('"', '\\"')
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{door.name}"; filename="{quoted}"\r\n'
    kind = "Content-Type: text/html\r\n\r\n"  # what the sender claims counts for nothing
    return (said + head + kind).encode("utf-8", "surrogatepass") + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def faults_of_download(headers: Mapping[str, str]) -> list[str]:
    """What would let a browser show or run a file that somebody sent; nothing when all is well."""
    policy = headers.get("Content-Security-Policy", "").split("; ")
    shown = headers.get("Content-Disposition", "")
    found = {
        "is shown and not saved": not shown.startswith("attachment"),
        "its kind may be guessed": headers.get("X-Content-Type-Options") != "nosniff",
        "its kind could run": not INERT_TYPES.match(headers.get("Content-Type", "")),
        "has no sandbox": "sandbox" not in policy,
        "may load and run": "default-src 'none'" not in policy,
        "may be kept by browsers": headers.get("Cache-Control") != "no-store",
        "may be read by other sites": headers.get("Cross-Origin-Resource-Policy") != "same-origin",
        "its name leads elsewhere": bool(re.search(r"\.\./|%2F|%5C|[\\/]", shown.replace('\\"', ""), re.IGNORECASE)),
        "its name is turned around": bool(re.search(r"%E2%80%AE|%E2%81%A6|%00|[\r\n\0]", shown)),
    }
    return [fault for fault, is_so in found.items() if is_so]
