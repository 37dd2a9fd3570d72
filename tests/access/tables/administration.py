"""Both administrations: the clinic's for owners and administrators, the platform's for operators."""

from tests.access.rows import ANYBODY, OPERATOR, Row, get, post

A = "admin/"
USER, INVITATION, POLICY = f"{A}staff/user/", f"{A}staff/invitation/", f"{A}staff/policy/"
PERSON = {"name": "William Biller", "title": "", "roles": ["biller"], "is_active": "on"}
RULES = {"second_factor_required": "on", "idle_minutes": "45", "proof_minutes": "15", "longest_hours": "12"}
BIRCH = {"given": {"pk": "clinic"}, "traces": False}
DOOR = {"door": "/admin/login/?next="}


def model(address: str, may: str, shows: str, key: str = "") -> tuple[Row, ...]:
    """What is looked at and neither added, deleted nor given a history; `key` is the row of the world."""
    row, given = f"{address}<path:object_id>/", {"given": {"object_id": key}} if key else {}
    return (
        get(address, may, shows, **DOOR),
        get(f"{address}add/", may, answers=403, **DOOR),
        post(f"{address}add/", may, answers=403, traces=False, **DOOR),
        get(f"{row}history/", may, answers=404, **given, **DOOR),
        get(f"{row}delete/", may, answers=403, **given, **DOOR),
        post(f"{row}delete/", may, {"post": "yes"}, answers=403, traces=False, **given, **DOOR),
        get(f"{row}change/", may, shows, **given, **DOOR),
        get(row, may, answers=302, leads="/admin/", **given, **DOOR),
    )


def frame(may: str, app: str, title: str) -> tuple[Row, ...]:
    """What every administration has."""
    return (
        get(A, may, title, **DOOR),
        get(f"{A}login/", ANYBODY, answers=302, leads="/accounts/login/"),
        post(f"{A}login/", ANYBODY, {"username": "owner"}, "/accounts/login/", traces=False),
        get(f"{A}logout/", ANYBODY, answers=302, leads="/admin/"),
        get(f"{A}password_change/", may, answers=302, leads="/accounts/password/change/", **DOOR),
        get(f"{A}password_change/done/", may, **DOOR),
        get(f"{A}autocomplete/", may, answers=403, **DOOR),
        get(f"{A}jsi18n/", may, "catalog", **DOOR),
        get(f"{A}r/<path:content_type_id>/<path:object_id>/", ANYBODY, answers=404),
        get(f"{A}^(?P<app_label>{app})/$", may, title, given={"app_label": "app_label"}, **DOOR),
        get(f"{A}(?P<url>.*)$", may, answers=404, **DOOR),
    )


CLINIC = (
    #                                     OACSFBGU
    *frame("OA------", "staff", "Configuration"),
    *model(USER, "OA------", "Bill Biller"),
    post(f"{USER}<path:object_id>/change/", "OA------", PERSON, f"/{USER}", **DOOR),
    *model(INVITATION, "OA------", "new@example.com", "invitation"),
    *model(POLICY, "OA------", "30", "policy"),
    post(f"{POLICY}<path:object_id>/change/", "OA------", RULES, f"/{POLICY}", given={"object_id": "policy"}, **DOOR),
)
ENTRY = {"reason": "Openings do not show, Dana asked for help", "minutes": "30"}
CLINICS = f"{A}clinics/clinic/"
PLATFORM = (
    *frame(OPERATOR, "clinics|usage|events", "Platform"),
    *model(CLINICS, OPERATOR, "Birch Clinic", "clinic"),
    *model(f"{A}clinics/domain/", OPERATOR, "birch.", "domain"),
    *model(f"{A}usage/usagecount/", OPERATOR, "api_calls", "usage"),
    *model(f"{A}clinics/operatorentry/", OPERATOR, "Ann Lee", "entry"),
    *model(f"{A}clinics/wakeup/", OPERATOR, "sweep", "wakeup"),
    *model(f"{A}events/job/", OPERATOR, "export", "job"),
    *(
        row
        for state in ("suspension", "closing")
        for row in (
            get(f"{CLINICS}<int:pk>/{state}/", OPERATOR, "Birch Clinic", **BIRCH, **DOOR),
            post(f"{CLINICS}<int:pk>/{state}/", OPERATOR, {}, f"/{CLINICS}", **BIRCH, **DOOR),
        )
    ),
    get(f"{CLINICS}<int:pk>/reactivation/", OPERATOR, "Birch Clinic", **BIRCH, **DOOR),
    post(f"{CLINICS}<int:pk>/reactivation/", OPERATOR, {}, f"/{CLINICS}", **BIRCH, **DOOR),
    get(f"{CLINICS}<int:pk>/entry/", OPERATOR, 'name="reason"', **BIRCH, **DOOR),
    post(f"{CLINICS}<int:pk>/entry/", OPERATOR, ENTRY, answers=200, shows="/operators/entry/", **BIRCH, **DOOR),
    get("", ANYBODY, answers=302, leads="/admin/"),
)
