"""The programs that may use the clinic's API, those that are told what happens, and the mail that leaves."""

from tests.access.rows import get, post

CLIENTS = "settings/api-clients/"
CLIENT = f"{CLIENTS}<str:client_id>/"
NEW = {"name": "Telephone app", "scopes": ["patients.read"], "redirect_uris": ""}
STOPPED = {"client_id": "stopped"}
HOOKS = "settings/webhooks/"
HOOK = f"{HOOKS}<uuid:endpoint_id>/"
DELIVERY = f"{HOOKS}deliveries/<uuid:delivery_id>/"
HOOKED = {"name": "Telephone app", "url": "https://app.example.com/", "kinds": ["patient.registered"]}
HOOK_PAGE = "/settings/webhooks/{webhook}/"
DELIVERY_PAGE = "/settings/webhooks/deliveries/{delivery}/"
SILENT = {"endpoint_id": "silent"}

OWN = "settings/account/programs/<str:client_id>/ending/"
LET_IN = {"client_id": "let in"}

ROWS = (
    #                                     OACSFBGU
    get("settings/account/programs/", "OACSFBGU", "App"),
    get(OWN, "oacsfbgu", "csrfmiddlewaretoken", own=LET_IN, otherwise=404),
    post(OWN, "oacsfbgu", {}, "/settings/account/programs/", own=LET_IN, otherwise=302),
    get("settings/mail/", "OA--F---", "Anazephyra@example.org"),
    get("settings/mail/<uuid:mail_id>/", "OA--F---", "Anazephyra@example.org"),
    post("settings/mail/<uuid:mail_id>/repetition/", "OA--F---", {}, "/settings/mail/{mail}/", traces=False),
    post("settings/mail/<uuid:mail_id>/release/", "OA--F---", {}, "/settings/mail/{mail}/", traces=False),
    get("settings/reminders/", "OA------", 'name="hours_before"'),
    post("settings/reminders/", "OA------", {"is_on": "on", "hours_before": "36"}, "/settings/"),
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
    get(HOOKS, "OA------", "Lab"),
    get(f"{HOOKS}new/", "OA------", 'name="kinds"'),
    post(f"{HOOKS}new/", "OA------", HOOKED, answers=200, shows="whsec_"),
    get(HOOK, "OA------", "hooks.example.com"),
    get(f"{HOOK}edit/", "OA------", "hooks.example.com"),
    post(f"{HOOK}edit/", "OA------", HOOKED, HOOK_PAGE),
    get(f"{HOOK}secret/", "OA------", "Lab"),
    post(f"{HOOK}secret/", "OA------", {}, answers=200, shows="whsec_"),
    post(f"{HOOK}test/", "OA------", {}, leads="/settings/webhooks/deliveries/"),
    get(f"{HOOK}stop/", "OA------", "Lab"),
    post(f"{HOOK}stop/", "OA------", {}, HOOK_PAGE),
    get(f"{HOOK}resumption/", "OA------", "Old app", given=SILENT),
    post(f"{HOOK}resumption/", "OA------", {}, "/settings/webhooks/{silent}/", given=SILENT),
    get(f"{HOOK}replay/", "OA------", "Lab"),
    post(f"{HOOK}replay/", "OA------", {"since": "2026-11-02T00:00"}, HOOK_PAGE),
    get(f"{HOOKS}deliveries/", "OA------", "Lab"),
    get(DELIVERY, "OA------", "webhook.test"),
    post(f"{DELIVERY}replay/", "OA------", {}, DELIVERY_PAGE),
)
