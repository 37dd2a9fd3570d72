"""Staff, invitations, one's own account, the policy of signing in."""

from tests.access.rows import ANYBODY, EVERYONE, NO_FACTOR, PASSWORD_ONLY, VISITING, get, post

INVITATION = "settings/staff/invitations/<uuid:pk>/"
PERSON = "settings/staff/<uuid:pk>/"
SESSION, OWN = "settings/account/sessions/<uuid:handle>/ending/", {"handle": "session"}
ACCOUNT = {"name": "Another Name", "title": "", "language": "en", "theme": ""}
VISIT = "settings/operators/<uuid:visit_id>/ending/"
POLICY = {"second_factor_required": "on", "idle_minutes": "45", "proof_minutes": "15", "longest_hours": "12"}
ASKED = {"email": "newer@example.com", "name": "Newer", "roles": ["assistant"]}
PROVIDER = "settings/sign-in/provider/"
LINK = f"{PROVIDER}people/<uuid:pk>/unlinking/"
LINKED = {"pk": "linked"}
NOT_LINKED = {"otherwise": 404, "early": (NO_FACTOR, PASSWORD_ONLY)}
CAMPUS = {
    "name": "Campus",
    "issuer": "https://login.example.com",
    "client_id": "clinic",
    "client_secret": "a secret of the provider",
    "admission": "known",
    "factor_values": "mfa",
    "role_claim": "groups",
    "role_biller": "money",
}
JOINING = {"name": "New", "password": "four unrelated words here", "repeated": "four unrelated words here"}

ROWS = (
    #                                     OACSFBGU
    get("accounts/invitations/<str:token>/", ANYBODY, "Joining"),
    post("accounts/invitations/<str:token>/", ANYBODY, JOINING),
    get("accounts/session/", ANYBODY, '{"who": ""}'),
    post("accounts/session/", ANYBODY, answers=200, traces=False),
    get("accounts/session/renewal/", EVERYONE, answers=302, leads="/accounts/"),
    get("accounts/session/renewed/", EVERYONE, "data-session-renewed"),
    post("accounts/provider/", ANYBODY, answers=503, traces=False),
    get("accounts/provider/confirmation/", "-----B--", "Campus", **NOT_LINKED),
    post("accounts/provider/confirmation/", "-----B--", answers=503, traces=False, **NOT_LINKED),
    get("accounts/provider/answer/", ANYBODY, answers=400, query="state=x&code=y"),
    post("accounts/provider/sign-out/", ANYBODY, {"logout_token": "x"}, answers=400, traces=False),
    get("settings/account/", EVERYONE, 'name="language"'),
    post("settings/account/", EVERYONE, ACCOUNT, "/settings/account/"),
    get("settings/account/sign-out-everywhere/", EVERYONE, "csrfmiddlewaretoken"),
    post("settings/account/sign-out-everywhere/", EVERYONE, {}, "/accounts/login/"),
    get("settings/account/sessions/", EVERYONE, "/settings/account/sessions/others/ending/"),
    get(SESSION, "oacsfbgu", "csrfmiddlewaretoken", own=OWN, otherwise=404),
    post(SESSION, "oacsfbgu", {}, "/settings/account/sessions/", own=OWN, otherwise=302),
    get("settings/account/sessions/others/ending/", EVERYONE, "csrfmiddlewaretoken"),
    post("settings/account/sessions/others/ending/", EVERYONE, {}, "/settings/account/sessions/"),
    post("operators/entry/", ANYBODY, {"ticket": "x"}, answers=403, traces=False),
    post("operators/visit/end/", VISITING, {}, "/accounts/login/"),
    get("settings/operators/", "OA-----U", "Ann Lee"),
    get(VISIT, "OA------", "Ann Lee", given={"visit_id": "visit_now"}),
    post(VISIT, "OA------", {}, "/settings/operators/", given={"visit_id": "visit_now"}),
    get("settings/sign-in/", "OA------", 'name="idle_minutes"'),
    post("settings/sign-in/", "OA------", POLICY, "/settings/sign-in/"),
    get(PROVIDER, "O-------", "Campus"),
    post(PROVIDER, "O-------", CAMPUS, f"/{PROVIDER}"),
    post(f"{PROVIDER}test/", "O-------", {}, f"/{PROVIDER}", traces=False),
    get(f"{PROVIDER}removal/", "O-------", "csrfmiddlewaretoken"),
    post(f"{PROVIDER}removal/", "O-------", {}, f"/{PROVIDER}"),
    get(LINK, "O-------", "Bill Biller", given=LINKED),
    post(LINK, "O-------", {}, f"/{PROVIDER}", given=LINKED),
    get("settings/staff/", "OACSFB-U", "Bill Biller"),
    get("settings/staff/invitations/new/", "OA------", 'name="roles"'),
    post("settings/staff/invitations/new/", "OA------", ASKED, "/settings/staff/"),
    get(f"{INVITATION}renewal/", "OA------", "new@example.com"),
    post(f"{INVITATION}renewal/", "OA------", {}, "/settings/staff/"),
    get(f"{INVITATION}withdrawal/", "OA------", "new@example.com"),
    post(f"{INVITATION}withdrawal/", "OA------", {}, "/settings/staff/"),
    get(PERSON, "OACSFB-U", "Bill Biller"),
    get(f"{PERSON}details/", "OA------", "Bill Biller"),
    post(f"{PERSON}details/", "OA------", {"name": "William Biller", "title": ""}, "/settings/staff/{user}/"),
    get(f"{PERSON}roles/", "OA------", "Bill Biller"),
    post(f"{PERSON}roles/", "OA------", {"roles": ["biller", "auditor"]}, "/settings/staff/{user}/"),
    get(f"{PERSON}deactivation/", "OA------", "Bill Biller"),
    post(f"{PERSON}deactivation/", "OA------", {}, "/settings/staff/{user}/"),
    get(f"{PERSON}reactivation/", "OA------", "Gone Guest", given={"pk": "gone"}),
    post(f"{PERSON}reactivation/", "OA------", {}, "/settings/staff/{gone}/", given={"pk": "gone"}),
    get(f"{PERSON}sign-out/", "OA------", "Bill Biller"),
    post(f"{PERSON}sign-out/", "OA------", {}, "/settings/staff/{user}/"),
    get(f"{PERSON}second-factor-reset/", "OA------", "Bill Biller"),
    post(f"{PERSON}second-factor-reset/", "OA------", {}, "/settings/staff/{user}/"),
)
