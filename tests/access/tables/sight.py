"""Who sees whom: the policy, care teams, restricted records, and emergencies."""

from tests.access.rows import get, post

PATIENT = "patients/<uuid:patient_id>/"
SIGHT = "settings/sight/"
VERA = {"patient_id": "Vera"}
ROLES = ("owner", "administrator", "clinician", "assistant", "front_desk", "biller", "caregiver")
POLICY = {**dict.fromkeys(ROLES, "clinic"), "caregiver": "panel", "glass_minutes": "30"}
REASON = {"reason": "Unconscious at the door"}

ROWS = (
    #                                     OACSFBGU
    get(f"{PATIENT}care-team/", "OAC-----", "Asha Assistant"),
    post(f"{PATIENT}care-team/", "OAC-----", {"user": "{user}", "part": "member"}, "/patients/{Ana}/care-team/"),
    post(f"{PATIENT}care-team/<uuid:member_id>/removal/", "OAC-----", {}, "/patients/{Ana}/care-team/"),
    get(f"{PATIENT}emergency/", "--CS----", "Verastella", given=VERA),
    post(f"{PATIENT}emergency/", "--CS----", REASON, "/patients/{Vera}/", given=VERA),
    get(f"{PATIENT}restriction/", "OA------", "Anazephyra"),
    post(f"{PATIENT}restriction/", "OA------", {"ground": "wish"}, "/settings/sight/restricted/"),
    get(SIGHT, "OA------", 'name="glass_minutes"'),
    post(SIGHT, "OA------", POLICY, "/settings/sight/"),
    get(f"{SIGHT}sites/", "OA------", "Fran Desk"),
    post(f"{SIGHT}sites/", "OA------", {"{user}": ["{site}"]}, "/settings/sight/sites/", traces=False),
    get(f"{SIGHT}colleagues/", "OA------", "Patients who work here"),
    post(f"{SIGHT}colleagues/<uuid:patient_id>/restriction/", "OA------", {}, "/settings/sight/colleagues/"),
    get(f"{SIGHT}restricted/", "OA------", "Verastella"),
    post(f"{SIGHT}restricted/<uuid:patient_id>/lifting/", "OA------", {}, "/settings/sight/restricted/", given=VERA),
)
