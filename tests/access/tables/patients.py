"""Patients: who finds, registers, reads and changes them."""

from tests.access.rows import ANYBODY, get, post

ANA = "Anazephyra"
PATIENT = "patients/<uuid:patient_id>/"
BACK = "/patients/{Ana}/"
NEW = {
    "given": "Newton",
    "family": "Fresh",
    "birth_date_year": "1990",
    "birth_date_month": "5",
    "birth_date_day": "4",
}
KNOWN = {**NEW, "given": ANA, "family": "Quillfeather", "record_number": "ANA-7781", "version": "{version}"}
CONTACT = {"system": "phone", "value": "617-555-0177", "use": "home", "version": "{version}"}
ADDRESS = {"use": "home", "lines": "2 Open Road", "city": "Boston", "country": "US", "version": "{version}"}
IDENTIFIER = {"system": "passport", "value": "X12345", "version": "{version}"}
RELATION = {"kind": "FTH", "name": "Old Quillfeather", "phone": "617-555-0199", "version": "{version}"}
SISTER = {"kind": "SIB", "is_household": "on", "version": "{version}"}
ALERT = {"text": "Hard of hearing", "category": "clinical", "severity": "normal"}
ALLERGY = {"substance": "Peanut", "status": "confirmed", "version": "{version}"}

PAUL = {"patient_id": "payer", "row_id": "came_back"}
ENDING = "mail/unsubscribe/<slug:purpose>/<str:token>/"

ROWS = (
    #                                     OACSFBGU
    get("patients/", "OACSFBG-", ANA, query="q=Anazephyra"),
    get("patients/new/", "OACSF---", 'name="given"', traces=False),
    post("patients/new/", "OACSF---", NEW, "/patients/"),
    get(PATIENT, "OACSFBG-", ANA),
    get(f"{PATIENT}identity/edit/", "OACSF---", ANA),
    post(f"{PATIENT}identity/edit/", "OACSF---", KNOWN, BACK),
    get(f"{PATIENT}history/", "OACSF---", ANA),
    post(f"{PATIENT}inactivity/", "OACSF---", {}, BACK),
    get(f"{PATIENT}error/", "OACSF---", ANA),
    post(f"{PATIENT}error/", "OACSF---", {"reason": "mistaken"}, "/patients/{no_one}/", given={"patient_id": "no_one"}),
    get(f"{PATIENT}contacts/new/", "OACSF---", ANA),
    post(f"{PATIENT}contacts/new/", "OACSF---", CONTACT, BACK),
    get(f"{PATIENT}contacts/<uuid:row_id>/", "OACSF---", "617-555-0111"),
    post(f"{PATIENT}contacts/<uuid:row_id>/", "OACSF---", CONTACT, BACK),
    post(f"{PATIENT}contacts/<uuid:row_id>/removal/", "OACSF---", {}, BACK),
    get(f"{PATIENT}contacts/<uuid:row_id>/mail/", "OACSF---", "csrfmiddlewaretoken", given=PAUL),
    post(f"{PATIENT}contacts/<uuid:row_id>/mail/", "OACSF---", {}, "/patients/{payer}/", given=PAUL),
    get(ENDING, ANYBODY, "<form", given={"token": "unsubscribing"}),
    post(ENDING, ANYBODY, answers=200, given={"token": "unsubscribing"}),
    get(f"{PATIENT}mail/", "OACSF---", ANA),
    post(f"{PATIENT}mail/", "OACSF---", {"wanted": ["news"]}, BACK),
    get(f"{PATIENT}addresses/new/", "OACSF---", ANA),
    post(f"{PATIENT}addresses/new/", "OACSF---", ADDRESS, BACK),
    get(f"{PATIENT}addresses/<uuid:row_id>/", "OACSF---", "1 Hidden Lane"),
    post(f"{PATIENT}addresses/<uuid:row_id>/", "OACSF---", ADDRESS, BACK),
    post(f"{PATIENT}addresses/<uuid:row_id>/removal/", "OACSF---", {}, BACK),
    get(f"{PATIENT}identifiers/new/", "OACSF---", ANA),
    post(f"{PATIENT}identifiers/new/", "OACSF---", IDENTIFIER, BACK),
    get(f"{PATIENT}identifiers/<uuid:row_id>/", "OACSF---", "X778199"),
    post(f"{PATIENT}identifiers/<uuid:row_id>/", "OACSF---", IDENTIFIER, BACK),
    post(f"{PATIENT}identifiers/<uuid:row_id>/removal/", "OACSF---", {}, BACK),
    get(f"{PATIENT}relationships/new/", "OACSF---", ANA),
    post(f"{PATIENT}relationships/new/", "OACSF---", RELATION, BACK),
    get(f"{PATIENT}relationships/search/", "OACSF---", "Beatrixa", query="q=Beatrixa"),
    get(f"{PATIENT}relationships/<uuid:row_id>/", "OACSF---", "Beatrixa"),
    post(f"{PATIENT}relationships/<uuid:row_id>/", "OACSF---", SISTER, BACK),
    post(f"{PATIENT}relationships/<uuid:row_id>/removal/", "OACSF---", {}, BACK),
    get(f"{PATIENT}alerts/new/", "OACSF---", ANA),
    post(f"{PATIENT}alerts/new/", "OACSF---", ALERT, BACK),
    post(f"{PATIENT}alerts/<uuid:alert_id>/end/", "OACSF---", {}, BACK),
    get(f"{PATIENT}allergies/new/", "OACSF---", ANA),
    post(f"{PATIENT}allergies/new/", "OACSF---", ALLERGY, BACK),
    get(f"{PATIENT}allergies/<uuid:allergy_id>/", "OACSF---", "Latex"),
    post(f"{PATIENT}allergies/<uuid:allergy_id>/", "OACSF---", ALLERGY, BACK),
    post(
        f"{PATIENT}allergies/none-known/",
        "OACSF---",
        {},
        "/patients/{Bea}/",
        given={"patient_id": "Bea"},
    ),
)
