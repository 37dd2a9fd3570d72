"""The trail: administration and auditors read it and decide about what stands out; patients are given their list."""

from tests.access.rows import get, post

TRAIL = "settings/audit/"
CASE = f"{TRAIL}reviews/<uuid:anomaly_id>/"
DECIDED = {"outcome": "expected", "remark": "Asked."}
WATCHED = {
    "records_an_hour": "7",
    "day_begins": "07:30",
    "day_ends": "20:00",
    "night_records": "2",
    "downloads_a_day": "3",
    "strangers_a_day": "4",
    "related_days": "14",
}

ROWS = (
    #                                     OACSFBGU
    get(TRAIL, "OA-----U", "ANA-7781", query="patient=ANA-7781"),
    get(f"{TRAIL}export/", "OA-----U", "patient.registered", query="what=patient.registered"),
    get(f"{TRAIL}events/<uuid:event_id>/", "OA-----U", "ANA-7781"),
    get(f"{TRAIL}reviews/", "OA-----U", "ANA-7781"),
    get(CASE, "OA-----U", "ANA-7781"),
    post(CASE, "OA-----U", DECIDED, "/settings/audit/reviews/"),
    get(f"{TRAIL}seals/", "OA-----U", "Olive Owner"),
    post(f"{TRAIL}seals/verification/", "OA-----U", {}, "/settings/audit/seals/"),
    get(f"{TRAIL}watch/", "OA------", 'name="records_an_hour"'),
    post(f"{TRAIL}watch/", "OA------", WATCHED, "/settings/audit/watch/"),
    get("patients/<uuid:patient_id>/accesses/", "OA------", "Anazephyra"),
)
