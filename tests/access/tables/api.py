"""The API: for people, what their role may; for a program by itself, what all these scopes together allow."""

from typing import Any

from tests.access.rows import ANYBODY, Row, get, post

V1 = "api/v1/"
PATIENT = f"{V1}patients/<uuid:patient_id>/"
NOTE = f"{V1}notes/<uuid:note_id>/"
DOCUMENT = f"{V1}documents/<uuid:document_id>/"
HOOK = f"{V1}webhooks/<uuid:endpoint_id>/"
APPOINTMENT = f"{V1}appointments/<uuid:appointment_id>/"

READS = {"scopes": "patients.read"}
WRITES = {"scopes": "patients.read patients.write"}
CHARTS = {"scopes": "patients.read notes.read"}
NOTES = {"scopes": "patients.read notes.read notes.write"}
SIGNS = {"scopes": "never"}
FILES = {"scopes": "patients.read documents.read"}
FILING = {"scopes": "patients.read documents.read documents.write"}
CALENDAR = {"scopes": "appointments.read"}
BOOKED = {"scopes": "patients.read appointments.read"}
BOOKS = {"scopes": "patients.read appointments.read appointments.write"}
HOOKS = {"scopes": "webhooks.read"}
MONEY = {"scopes": "patients.read billing.read"}
PAYS = {"scopes": "patients.read billing.read billing.write"}

PERSON = {"given": "Newton", "family": "Fresh", "birth_date": "1990-05-04"}
CONTACT = {"system": "phone", "use": "home", "value": "(617) 555-0177"}
ADDRESS = {"use": "home", "lines": "2 Open Road", "city": "Boston", "country": "US"}
IDENTIFIER = {"system": "passport", "value": "X12345"}
SOAP = {"patient": "{Ana}", "kind": "soap", "occurred_at": "2026-11-02T09:00:00Z", "body": {"plan": "Rest."}}
UPLOAD = {"patient": "{Ana}", "file": ("scan.txt", b"Words on paper"), "category": "letter"}
VISIT = {
    "patient": "{Bea}",
    "type": "{kind}",
    "provider": "{provider}",
    "location": "{site}",
    "starts_at": "2026-11-03T19:00:00Z",
}
PAYMENT = {"patient": "{Ana}", "amount": "5", "method": "cash"}
TYPED = {"body": {"plan": "Rest more."}}
ADDED = {"text": "And better now."}
MISTAKEN = {"reason": "mistaken", "text": "Not so."}
WITHDRAWN = {"reason": "duplicate", "text": "Twice."}
NOBODY, OWN = {"patient_id": "no_one"}, {"note_id": "draft"}
WAITING, HERE, MISSED = ({"appointment_id": visit} for visit in ("booked", "arrived", "missed"))


def patch(address: str, may: str, sends: dict[str, Any], match: str, **more: Any) -> Row:
    return Row("PATCH", address, may, sends=sends, match=match, **more)


def put(address: str, may: str, **more: Any) -> Row:
    return Row("PUT", address, may, **more)


def delete(address: str, may: str, **more: Any) -> Row:
    return Row("DELETE", address, may, **more)


def part(name: str, sends: dict[str, str], shows: str) -> tuple[Row, ...]:
    """A kind of particulars of a patient."""
    rows, row = f"{PATIENT}{name}/", f"{PATIENT}{name}/<uuid:row_id>/"
    return (
        post(rows, "OACSF---", sends, shows=shows, answers=201, **WRITES),
        patch(row, "OACSF---", sends, "Ana", shows=shows, **WRITES),
        delete(row, "OACSF---", answers=204, **WRITES),
    )


def step(name: str, may: str, given: dict[str, str], status: str) -> Row:
    """A step of a visit."""
    match = given["appointment_id"]
    return post(f"{APPOINTMENT}{name}/", may, match=match, given=given, answers=200, shows=status, **BOOKS)


ROWS = (
    #                          OACSFBGU
    get(f"{V1}patients/", "OACSFBG-", "Anazephyra", **READS),
    post(f"{V1}patients/", "OACSF---", PERSON, shows="Newton", answers=201, **WRITES),
    get(PATIENT, "OACSFBG-", "Anazephyra", **READS),
    patch(PATIENT, "OACSF---", {"middle": "Middlemost"}, "Ana", shows="Middlemost", **WRITES),
    put(f"{PATIENT}inactivity/", "OACSF---", shows='"inactive"', **WRITES),
    delete(f"{PATIENT}inactivity/", "OACSF---", shows='"active"', traces=False, **WRITES),
    post(f"{PATIENT}error/", "OACSF---", {"reason": "test"}, shows="Nobody", answers=200, given=NOBODY, **WRITES),
    *part("contacts", CONTACT, "555-0177"),
    *part("addresses", ADDRESS, "2 Open Road"),
    *part("identifiers", IDENTIFIER, "X12345"),
    #                          OACSFBGU
    get(f"{V1}notes/", "--CS--G-", "Headache since Monday.", **CHARTS),
    post(f"{V1}notes/", "--CS--G-", SOAP, shows="Rest.", answers=201, **NOTES),
    get(NOTE, "--CS--G-", "Headache since Monday.", **CHARTS),
    patch(NOTE, "--CS--G-", TYPED, "draft", shows="Rest more.", **NOTES),
    post(f"{NOTE}signature/", "--C---G-", shows='"signed"', answers=201, match="draft", **SIGNS),
    post(f"{NOTE}addenda/", "--C---G-", ADDED, shows="better now", answers=201, given={"note_id": "signed"}, **SIGNS),
    post(f"{NOTE}error/", "--Cs--G-", MISTAKEN, shows="entered_in_error", answers=200, own=OWN, **SIGNS),
    #                          OACSFBGU
    get(f"{V1}documents/", "OACSF---", "letter.txt", **FILES),
    post(f"{V1}documents/", "OACSF---", UPLOAD, shows="scan.txt", answers=201, **FILING),
    get(DOCUMENT, "OACSF---", "letter.txt", **FILES),
    get(f"{DOCUMENT}content/", "OACSF---", "About Quillfeather", **FILES),
    get(f"{DOCUMENT}preview/", "OACSF---", "WEBP", given={"document_id": "picture"}, **FILES),
    post(f"{DOCUMENT}withdrawal/", "--C-----", WITHDRAWN, shows='"withdrawn"', answers=200, **FILING),
    #                          OACSFBGU
    get(f"{V1}providers/", "OACSFBG-", "Dana Doctor", traces=False, **CALENDAR),
    get(f"{V1}locations/", "OACSFBG-", "Alder Clinic", traces=False, **CALENDAR),
    get(f"{V1}appointment-types/", "OACSFBG-", "Consultation", traces=False, **CALENDAR),
    get(f"{V1}openings/", "OACSFBG-", "starts_at", query="type={kind}&location={site}", traces=False, **CALENDAR),
    get(f"{V1}appointments/", "OACSFBG-", "2026-11-03T15:00:00Z", **BOOKED),
    post(f"{V1}appointments/", "OACSF---", VISIT, shows="2026-11-03T19:00:00Z", answers=201, keyed=True, **BOOKS),
    get(APPOINTMENT, "OACSFBG-", "2026-11-03T15:00:00Z", **BOOKED),
    patch(APPOINTMENT, "OACSF---", {"starts_at": "2026-11-03T19:00:00Z"}, "booked", given=WAITING, **BOOKS),
    post(
        f"{APPOINTMENT}cancellation/",
        "OACSF---",
        {"reason": "patient"},
        match="booked",
        given=WAITING,
        answers=200,
        shows='"cancelled"',
        **BOOKS,
    ),
    step("arrival", "OACSF---", WAITING, '"arrived"'),
    step("beginning", "--CS--G-", WAITING, '"in_progress"'),
    step("completion", "--CS--G-", HERE, '"completed"'),
    step("no-show", "OACSF---", MISSED, '"no_show"'),
    #                          OACSFBGU
    get(f"{V1}invoices/", "OA--FB--", "{number}", **MONEY),
    get(f"{PATIENT}statement/", "OA--FB--", '"opening"', **MONEY),
    get(f"{V1}invoices/<uuid:invoice_id>/", "OA--FB--", "{number}", **MONEY),
    get(f"{V1}payments/", "OA--FB--", '"120.00"', **MONEY),
    post(f"{V1}payments/", "OA--FB--", PAYMENT, shows='"5.00"', answers=201, keyed=True, **PAYS),
    get(f"{V1}payments/<uuid:payment_id>/", "OA--FB--", '"120.00"', **MONEY),
    get(f"{V1}webhooks/", "OA------", "hooks.example.com", **HOOKS),
    get(HOOK, "OA------", "hooks.example.com", **HOOKS),
    get(f"{HOOK}deliveries/", "OA------", "webhook.test", **HOOKS),
    get(f"{HOOK}deliveries/<uuid:delivery_id>/", "OA------", "webhook.test", **HOOKS),
    get(f"{V1}audit-events/", "OA-----U", "invitation.sent", query="event=invitation.sent", scopes="audit.read"),
)

OPEN = (
    get("api/schema/", ANYBODY, "openapi"),
    get("api/docs/", ANYBODY, "Idempotency-Key"),
    get("api/^.*$", ANYBODY, "problem", answers=404),
)
