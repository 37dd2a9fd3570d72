"""Documents of a patient."""

from tests.access.rows import get, post

FOLDER = "patients/<uuid:patient_id>/documents/"
DOCUMENT = f"{FOLDER}<uuid:document_id>/"
UPLOAD = {"file": ("scan.txt", b"Words on paper"), "category": "letter", "title": "A scan"}
WITHDRAWN = {"reason": "duplicate", "text": "Twice."}

ROWS = (
    #                                     OACSFBGU
    get(FOLDER, "OACSF---", "/documents/{document}/"),
    get(f"{FOLDER}new/", "OACSF---", "Anazephyra"),
    post(f"{FOLDER}new/", "OACSF---", UPLOAD, "/patients/{Ana}/documents/"),
    get(DOCUMENT, "OACSF---", "letter.txt"),
    get(f"{DOCUMENT}content/", "OACSF---", "About Quillfeather"),
    get(f"{DOCUMENT}preview/", "OACSF---", "WEBP", given={"document_id": "picture"}),
    get(f"{DOCUMENT}withdrawal/", "--C-----", "/documents/{document}/"),
    post(f"{DOCUMENT}withdrawal/", "--C-----", WITHDRAWN, "/patients/{Ana}/documents/{document}/"),
)
