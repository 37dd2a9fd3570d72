"""Money: the desk sees balances and takes payments; billing and administration do the rest."""

from tests.access.rows import ANYBODY, get, post

INVOICE = "billing/invoices/<uuid:invoice_id>/"
DRAFT = "billing/drafts/<uuid:draft_id>/"
PATIENT = "billing/patients/<uuid:patient_id>/"
FEE = "settings/fees/"
LINE = {"display": "Bandage", "unit_amount": "7", "quantity": "1", "served_on": "2026-11-02"}
WHY = {"reason": "A mistake", "key": "{key}"}
DESK = "billing/desks/<uuid:desk_id>/"
COUNTED = {"cash": "0", "card": "0", "transfer": "0", "opening": "{opening}", "key": "{key}"}
PAID = {"amount": "5", "method": "cash", "reference": "", "key": "{key}"}
SERVICE = {"code": "X1", "display": "X-ray", "unit_amount": "90", "tax_percent": "0"}
NEXT_LIST = {"name": "2027", "valid_from": "2027-01-01", "change_percent": "3"}
TAX = {"name": "Reduced", "percent": "7", "valid_from": "2026-01-01"}
CHANGED = {"display": "Check-up", "unit_amount": "85", "tax_percent": "0", "is_active": "on"}

BORN = {"birth_date_year": "1984", "birth_date_month": "3", "birth_date_day": "7"}
LINK = {"token": "link"}

ROWS = (
    #                                     OACSFBGU
    get("billing/", "OA--FB--", "70.00"),
    get("billing/invoices/", "OA--FB--", "Anazephyra"),
    get(INVOICE, "OA--FB--", "Anazephyra"),
    get(f"{INVOICE}pdf/", "OA--FB--", "%PDF"),
    get(f"{INVOICE}send/", "OA--FB--", "Anazephyra"),
    post(f"{INVOICE}send/", "OA--FB--", {"to": "Anazephyra@example.org"}, "/billing/invoices/{invoice}/"),
    get("invoice/<str:token>/", ANYBODY, answers=410),
    get("invoice/<str:token>/", ANYBODY, "birth_date", given=LINK),
    post("invoice/<str:token>/", ANYBODY, {**BORN, "birth_date_day": "8"}, answers=422, given=LINK),
    post("invoice/<str:token>/", ANYBODY, BORN, answers=200, shows="%PDF", given=LINK),
    post(f"{INVOICE}deposit/", "OA--FB--", {}, "/billing/invoices/{invoice}/"),
    get(f"{INVOICE}credit-note/", "OA---B--", "{number}"),
    post(f"{INVOICE}credit-note/", "OA---B--", WHY, "/billing/invoices/"),
    get(f"{INVOICE}write-off/", "OA---B--", "{number}"),
    post(f"{INVOICE}write-off/", "OA---B--", {**WHY, "amount": "10"}, "/billing/invoices/{invoice}/"),
    get(DRAFT, "OA---B--", "Anazephyra"),
    post(DRAFT, "OA---B--", LINE, "/billing/drafts/{invoice_draft}/"),
    post(f"{DRAFT}lines/<uuid:line_id>/removal/", "OA---B--", {}, "/billing/drafts/{invoice_draft}/"),
    post(f"{DRAFT}issue/", "OA---B--", {}, "/billing/invoices/"),
    get(f"{DRAFT}removal/", "OA---B--", "csrfmiddlewaretoken", traces=False),
    post(f"{DRAFT}removal/", "OA---B--", {}, "/billing/invoices/"),
    get("billing/uncharged/", "OA---B--", "Anazephyra"),
    post("billing/uncharged/<uuid:appointment_id>/charge/", "OA---B--", {}, "/billing/drafts/"),
    get(PATIENT, "OA--FB--", "Anazephyra"),
    get(f"{PATIENT}statement/", "OA--FB--", "Anazephyra"),
    get(f"{PATIENT}statement/pdf/", "OA--FB--", "%PDF"),
    post(f"{PATIENT}drafts/new/", "OA---B--", {}, "/billing/drafts/"),
    get(f"{PATIENT}payments/new/", "OA--FB--", "Anazephyra"),
    post(f"{PATIENT}payments/new/", "OA--FB--", PAID, "/billing/patients/{Ana}/"),
    get("billing/payments/<uuid:payment_id>/refund/", "OA---B--", "Anazephyra"),
    post(
        "billing/payments/<uuid:payment_id>/refund/",
        "OA---B--",
        {**WHY, "amount": "10", "method": "cash"},
        "/billing/patients/{Ana}/",
    ),
    get("billing/desks/", "OA--FB--", "Front desk"),
    get(DESK, "OA--FB--", "Front desk"),
    get(f"{DESK}opening/", "OA--FB--", 'name="float_amount"'),
    post(f"{DESK}opening/", "OA--FB--", {"float_amount": "5"}, "/billing/desks/", given={"desk_id": "closed_desk"}),
    get(f"{DESK}cash-up/", "OA--FB--", 'name="cash"'),
    post(f"{DESK}cash-up/", "OA--FB--", COUNTED, "/billing/cash-ups/"),
    get("billing/cash-ups/<uuid:cash_up_id>/", "OA--FB--", "Front desk"),
    get("settings/desks/", "OA------", "Front desk"),
    get("settings/desks/new/", "OA------", 'name="name"'),
    post("settings/desks/new/", "OA------", {"name": "Third"}, "/settings/desks/"),
    get("settings/desks/<uuid:desk_id>/", "OA------", "Front desk"),
    post("settings/desks/<uuid:desk_id>/", "OA------", {"name": "First", "is_active": "on"}, "/settings/desks/"),
    get("settings/letterhead/", "OA------", "Alder Clinic"),
    post("settings/letterhead/", "OA------", {"name": "Alder LLC"}, "/settings/letterhead/"),
    get(FEE, "OA---B--", "Service D0120"),
    get(f"{FEE}lists/new/", "OA---B--", 'name="valid_from"'),
    post(f"{FEE}lists/new/", "OA---B--", {"name": "Next year", "valid_from": "2027-01-01"}, "/settings/fees/"),
    get(f"{FEE}lists/<uuid:list_id>/end/", "OA---B--", 'name="valid_until"'),
    post(f"{FEE}lists/<uuid:list_id>/end/", "OA---B--", {"valid_until": "2027-01-01"}, "/settings/fees/"),
    get(f"{FEE}lists/<uuid:list_id>/following/", "OA---B--", 'name="change_percent"'),
    post(f"{FEE}lists/<uuid:list_id>/following/", "OA---B--", NEXT_LIST, "/settings/fees/"),
    get(f"{FEE}taxes/", "OA---B--", "VAT"),
    get(f"{FEE}taxes/new/", "OA---B--", 'name="percent"'),
    post(f"{FEE}taxes/new/", "OA---B--", TAX, "/settings/fees/taxes/"),
    get(f"{FEE}taxes/<uuid:rate_id>/end/", "OA---B--", "VAT"),
    post(f"{FEE}taxes/<uuid:rate_id>/end/", "OA---B--", {"valid_until": "2027-01-01"}, "/settings/fees/taxes/"),
    get(f"{FEE}lists/<uuid:list_id>/services/new/", "OA---B--", 'name="code"'),
    post(f"{FEE}lists/<uuid:list_id>/services/new/", "OA---B--", SERVICE, "/settings/fees/"),
    get(f"{FEE}services/<uuid:fee_id>/", "OA---B--", "Service D0120"),
    post(f"{FEE}services/<uuid:fee_id>/", "OA---B--", CHANGED, "/settings/fees/"),
)
