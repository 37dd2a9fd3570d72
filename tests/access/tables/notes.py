"""Notes: clinicians, assistants and caregivers write them; assistants do not sign; nobody else reads one."""

from tests.access.rows import get, post

PATIENT = "patients/<uuid:patient_id>/notes/"
NOTE = f"{PATIENT}<uuid:note_id>/"
BACK = "/patients/{Ana}/notes/{draft}/"
TEXT = "Headache since Monday."
BEGUN = {"kind": "soap", "occurred_at": "2026-11-02T09:00"}
TYPED = {"revision": "1", "subjective": "Better today."}
SIGNED = {"note_id": "signed"}
ADDED = {"text": "And better now."}
MISTAKEN = {"reason": "mistaken", "text": "Not so."}
OWN = {"note_id": "draft"}

ROWS = (
    #                                     OACSFBGU
    get(f"{PATIENT}new/", "--CS--G-", "Anazephyra"),
    post(f"{PATIENT}new/", "--CS--G-", BEGUN, "/patients/{Ana}/notes/"),
    get(NOTE, "--CS--G-", TEXT),
    post(f"{NOTE}draft/", "--CS--G-", TYPED, BACK, traces=False),
    get(f"{NOTE}draft/merge/", "--CS--G-", TEXT),
    post(f"{NOTE}draft/merge/", "--CS--G-", TYPED, f"{BACK}draft/merge/", traces=False),
    post(f"{NOTE}draft/parked/", "--CS--G-", TYPED, answers=200, shows='"revision": 1', traces=False),
    post(f"{NOTE}draft/parked/removal/", "--CS--G-", {}, BACK, traces=False),
    post(f"{NOTE}presence/", "--CS--G-", {}, answers=200, shows="note-others", traces=False),
    get(f"{NOTE}signature/", "--C---G-", TEXT),
    post(f"{NOTE}signature/", "--C---G-", {"revision": "1"}, BACK),
    get(f"{NOTE}addenda/new/", "--C---G-", TEXT, given=SIGNED),
    post(f"{NOTE}addenda/new/", "--C---G-", ADDED, "/patients/{Ana}/notes/{signed}/", given=SIGNED),
    post(f"{NOTE}addenda/draft/", "--C---G-", ADDED, answers=200, shows='"revision"', given=SIGNED),
    get(f"{NOTE}error/", "--CS--G-", "Anazephyra"),
    post(f"{NOTE}error/", "--Cs--G-", MISTAKEN, "/patients/{Ana}/notes/", own=OWN),
)
