"""Imports: people who administer the clinic bring patients in."""

from tests.access.rows import get, post

IMPORTS = "settings/import/"
BATCH = f"{IMPORTS}<uuid:batch_id>/"
HELD = f"{BATCH}held/<uuid:held_id>/"
FILE = {"file": ("more.csv", b"id,given name,family name\n7,Seven,Sevens\n"), "software": "old"}
WAITING = {"batch_id": "waiting"}

ROWS = (
    #                                     OACSFBGU
    get(IMPORTS, "OA------", "people.csv"),
    post(IMPORTS, "OA------", FILE, "/settings/import/"),
    get(BATCH, "OA------", "again.csv"),
    post(f"{BATCH}answers/", "OA------", {}, "/settings/import/{waiting}/", given=WAITING, traces=False),
    get(f"{BATCH}rehearsal/", "OA------", "people.csv", given=WAITING, traces=False),
    get(HELD, "OA------", "Corazimba"),
    post(f"{HELD}registration/", "OA------", {}, "/settings/import/{batch}/"),
    post(f"{HELD}identification/", "OA------", {"patient": "{Cora}"}, "/settings/import/{batch}/"),
    post(f"{BATCH}start/", "OA------", {}, "/settings/import/{waiting}/", given=WAITING),
    get(f"{BATCH}undo/", "OA------", "/settings/import/{batch}/"),
    post(f"{BATCH}undo/", "OA------", {}, "/settings/import/{batch}/"),
    get(f"{BATCH}errors/", "OA------", "given name"),
)
