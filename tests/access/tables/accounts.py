"""Signing in, factors and passwords: public doors, and what everybody does with their own account only.

Before the second factor is shown somebody reaches what sets one up, or what shows it.
"""

from tests.access.rows import ANYBODY, EVERYONE, NO_FACTOR, PASSWORD_ONLY, get, post

A = "accounts/"
CODES = f"{A}2fa/recovery-codes/"
KEYS = f"{A}2fa/webauthn/"
KEY = f"{KEYS}keys/<int:pk>/"
OWN = {"pk": "key"}
PASSWORDS = {
    "oldpassword": "a long enough password",
    "password1": "four unrelated words here",
    "password2": "four unrelated words here",
}
CONFIRM = f"{A}^confirm-email/(?P<key>[-:\\w]+)/$"
RESET = f"{A}^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$"
ASKED = (
    "client_id={app}&redirect_uri=https%3A%2F%2Fapp.example%2Fback&response_type=code&scope=openid&state=s"
    "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
)

SETTING_UP, SHOWING = {"early": (NO_FACTOR,)}, {"early": (PASSWORD_ONLY,)}
BOTH = {"early": (NO_FACTOR, PASSWORD_ONLY)}

DOORS = (
    post(f"{A}language/", ANYBODY, {"language": "es"}, traces=False),
    get(f"{A}language/", ANYBODY, answers=302, leads="/"),
    get(f"{A}login/", ANYBODY, 'name="login"'),
    post(f"{A}login/", ANYBODY, {"login": "owner@example.com", "password": "wrong"}, answers=200, traces=False),
    get(f"{A}logout/", ANYBODY, answers=302, leads="/"),
    post(f"{A}logout/", ANYBODY, leads="/", traces=False),
    get(f"{A}inactive/", ANYBODY),
    get(f"{A}password/reset/", ANYBODY, 'name="email"'),
    post(f"{A}password/reset/", ANYBODY, {"email": "nobody@example.com"}, f"/{A}password/reset/done/", traces=False),
    get(f"{A}password/reset/done/", ANYBODY),
    get(RESET, ANYBODY),
    post(RESET, ANYBODY, answers=200, traces=False),
    get(f"{A}password/reset/key/done/", ANYBODY),
    get(f"{A}2fa/authenticate/", ANYBODY, answers=302, leads=f"/{A}login/"),
    post(f"{A}2fa/authenticate/", ANYBODY, leads=f"/{A}login/", traces=False),
    get(f"{KEYS}login/", ANYBODY, answers=302, leads=f"/{A}login/"),
    post(f"{KEYS}login/", ANYBODY, leads=f"/{A}login/", traces=False),
    post("mail/events/", ANYBODY, {"Type": "Notification"}, answers=404, traces=False),
    get(".well-known/openid-configuration", ANYBODY, "{base_url}"),
    get(".well-known/jwks.json", ANYBODY, '"kid"'),
    get("identity/o/logout", ANYBODY, answers=302, leads=f"/{A}login/"),
    post("identity/o/logout", ANYBODY, answers=302, leads=f"/{A}login/", traces=False),
    post("identity/o/api/token", ANYBODY, answers=400, traces=False),
    post("identity/o/api/revoke", ANYBODY, answers=400, traces=False),
    get("identity/o/api/userinfo", ANYBODY, answers=401),
    post("identity/o/api/userinfo", ANYBODY, answers=401, traces=False),
)
CLOSED = tuple(
    ask(address, ANYBODY, answers=404, traces=False)
    for address in (
        f"{A}signup/",
        f"{A}email/",
        f"{A}confirm-email/",
        f"{A}password/set/",
        f"{A}login/code/confirm/",
        CONFIRM,
        "identity/o/device",
        "identity/o/api/device/code",
    )
    for ask in (get, post)
)
OWN_ACCOUNT = (
    #                                     OACSFBGU
    get(f"{A}second-factor/", EVERYONE, answers=302, leads=f"/{A}2fa/", **SETTING_UP),
    get(f"{A}reauthenticate/", EVERYONE, 'name="password"', **BOTH),
    post(f"{A}reauthenticate/", EVERYONE, {"password": PASSWORDS["oldpassword"]}, traces=False, **BOTH),
    get(f"{A}password/change/", EVERYONE, 'name="oldpassword"'),
    post(f"{A}password/change/", EVERYONE, PASSWORDS, traces=False),
    get(f"{A}2fa/", EVERYONE, "/2fa/"),
    get(f"{A}2fa/reauthenticate/", EVERYONE, 'name="code"', **SHOWING),
    post(f"{A}2fa/reauthenticate/", EVERYONE, {"code": "000000"}, answers=200, traces=False, **SHOWING),
    get(f"{A}2fa/totp/activate/", EVERYONE, answers=302, leads=f"/{A}2fa/totp/deactivate/", **SETTING_UP),
    post(
        f"{A}2fa/totp/activate/", EVERYONE, {"code": "000000"}, f"/{A}2fa/totp/deactivate/", traces=False, **SETTING_UP
    ),
    get(f"{A}2fa/totp/deactivate/", EVERYONE, "csrfmiddlewaretoken"),
    post(f"{A}2fa/totp/deactivate/", EVERYONE, traces=False),
    get(CODES, EVERYONE, "generate"),
    get(f"{CODES}generate/", EVERYONE, "csrfmiddlewaretoken"),
    post(f"{CODES}generate/", EVERYONE, traces=False),
    get(f"{CODES}download/", EVERYONE),
    get(KEYS, EVERYONE, "Blue key"),
    get(f"{KEYS}add/", EVERYONE, "credential", **SETTING_UP),
    post(f"{KEYS}add/", EVERYONE, answers=200, traces=False, **SETTING_UP),
    get(f"{KEYS}reauthenticate/", EVERYONE, "credential", **SHOWING),
    post(f"{KEYS}reauthenticate/", EVERYONE, traces=False, **SHOWING),
    get(f"{KEY}remove/", "oacsfbgu", "csrfmiddlewaretoken", own=OWN, otherwise=404),
    post(f"{KEY}remove/", "oacsfbgu", own=OWN, otherwise=404, traces=False),
    get(f"{KEY}edit/", "oacsfbgu", 'name="name"', own=OWN, otherwise=404),
    post(f"{KEY}edit/", "oacsfbgu", {"name": "Green key"}, f"/{KEYS}", own=OWN, otherwise=404, traces=False),
    get("identity/o/authorize", EVERYONE, 'name="request"', query=ASKED),
    post("identity/o/authorize", ANYBODY, {}, "/identity/o/authorize", traces=False),
)
BEFORE_THE_FACTOR = (
    get(f"{A}second-factor/", NO_FACTOR, "/2fa/totp/activate/"),
    get(f"{A}2fa/totp/activate/", NO_FACTOR, "data-secret"),
    post(f"{A}2fa/totp/activate/", NO_FACTOR, {"code": "000000"}, answers=200, traces=False),
    get(f"{KEYS}add/", NO_FACTOR, "credential"),
    get(f"{A}2fa/reauthenticate/", PASSWORD_ONLY, 'name="code"'),
    post(f"{A}2fa/reauthenticate/", PASSWORD_ONLY, {"code": "000000"}, answers=200, traces=False),
    get(f"{KEYS}reauthenticate/", PASSWORD_ONLY, "credential"),
)
ROWS = (*DOORS, *CLOSED, *OWN_ACCOUNT, *BEFORE_THE_FACTOR)
