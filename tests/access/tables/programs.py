"""The programs that may use the clinic's API."""

from tests.access.rows import get, post

CLIENTS = "settings/api-clients/"
CLIENT = f"{CLIENTS}<str:client_id>/"
NEW = {"name": "Telephone app", "scopes": ["patients.read"], "redirect_uris": ""}
STOPPED = {"client_id": "stopped"}

ROWS = (
    #                                     OACSFBGU
    get(CLIENTS, "OA------", "Lab"),
    get(f"{CLIENTS}new/", "OA------", 'name="scopes"'),
    post(f"{CLIENTS}new/", "OA------", NEW, answers=200, shows="Telephone app"),
    get(CLIENT, "OA------", "Lab"),
    get(f"{CLIENT}secret/", "OA------", "Lab"),
    post(f"{CLIENT}secret/", "OA------", {}, answers=200, shows="Lab"),
    get(f"{CLIENT}stop/", "OA------", "Lab"),
    post(f"{CLIENT}stop/", "OA------", {}, "/settings/api-clients/{client}/"),
    get(f"{CLIENT}resumption/", "OA------", "Old app", given=STOPPED),
    post(f"{CLIENT}resumption/", "OA------", {}, "/settings/api-clients/{stopped}/", given=STOPPED),
)
