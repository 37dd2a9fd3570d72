"""The calendar: whoever treats or receives patients books and sees, billers and caregivers only see."""

from tests.access.rows import ANYBODY, get, post

VISIT = "appointments/<uuid:appointment_id>/"
PLACE, THING = "settings/locations/<uuid:place_id>/", "settings/equipment/<uuid:equipment_id>/"
WAITING, HERE, MISSED = ({"appointment_id": visit} for visit in ("booked", "arrived", "missed"))
BOOKED, CAME = "/appointments/{booked}/", "/appointments/{arrived}/"
MOVED = {"day": "2026-11-03", "time": "14:00", "minutes": "30", "provider": "{provider}"}
ASKED = "patient={Ana}&type={kind}&site={site}"
NEW = {
    "patient": "{Ana}",
    "type": "{kind}",
    "site": "{site}",
    "id": "{key}",
    "on_day": "2026-11-03",
    "at_time": "14:00",
    "provider": "{provider}",
}
SITE = {"name": "North Street", "order": "1", "address": "", "time_zone": "America/Chicago"}
PART = {"name": "Upstairs", "order": "1"}
ROOM = {"name": "Room 9", "order": "1", "parent": "{site}"}
MACHINE = {"name": "U2", "kind": "scan", "location": "{site}"}
OPEN = {"day-1-0-starts": "08:00", "day-1-0-ends": "18:00"}
HOLIDAY = {"first_day": "2027-01-06"}
CLOSURE = {"exception_id": "closure"}
OVER = {"closed_from": "2027-01-01"}
ROOM_IN_USE, ROOM_CLOSED = {"place_id": "room"}, {"place_id": "closed_room"}
SITES, SITE_PAGE = "/settings/locations/", "/settings/locations/{site}/"

PROVIDERS = "settings/providers/"
PROVIDER = f"{PROVIDERS}<uuid:provider_id>/"
IDA = {"given": {"provider_id": "idle"}}
RIA = {"given": {"provider_id": "retired"}}
WHO = {"name": "Nina Nurse", "title": "", "tone": "teal", "order": "5"}
WEEK = {"valid_from": "2026-12-01", "day-1-0-starts": "08:00", "day-1-0-ends": "12:00"}
AWAY = {"is_closed": "1", "first_day": "2026-12-07"}

OF_THE_DAY = (
    #                                     OACSFBGU
    get("calendar/", "OACSFBG-", "Anazephyra", query="day=2026-11-03"),
    get("appointments/new/", "OACSF---", "Anazephyra", query=ASKED),
    post("appointments/new/", "OACSF---", NEW, "/calendar/?day=2026-11-03"),
    get("appointments/new/for/<uuid:patient_id>/", "OACSF---", answers=302, leads="/appointments/new/?patient={Ana}"),
    get("appointments/new/people/", "OACSF---", "Beatrixa", query="q=Beatrixa"),
    get(VISIT, "OACSFBG-", "Anazephyra"),
    post(f"{VISIT}arrival/", "OACSF---", {}, BOOKED, given=WAITING),
    post(f"{VISIT}start/", "--CS--G-", {}, BOOKED, given=WAITING),
    post(f"{VISIT}completion/", "--CS--G-", {}, CAME, given=HERE),
    post(f"{VISIT}no-show/", "OACSF---", {}, "/appointments/{missed}/", given=MISSED),
    get(f"{VISIT}cancellation/", "OACSF---", "Beatrixa", given=WAITING),
    post(f"{VISIT}cancellation/", "OACSF---", {"reason": "patient"}, BOOKED, given=WAITING),
    get(f"{VISIT}move/", "OACSF---", "Beatrixa", given=WAITING),
    post(f"{VISIT}move/", "OACSF---", MOVED, BOOKED, given=WAITING),
    get(f"{VISIT}details/", "OACSF---", "Beatrixa", given=WAITING),
    post(f"{VISIT}details/", "OACSF---", {"reason": "Pain", "comment": ""}, BOOKED, given=WAITING),
    get(f"{VISIT}error/", "OACSF---", "Beatrixa", given=WAITING),
    post(f"{VISIT}error/", "OACSF---", {"version": "1"}, BOOKED, given=WAITING),
    post(f"{VISIT}undo/", "OACSF---", {}, CAME, given=HERE),
    post(f"{VISIT}undo/", "--CS--G-", {}, "/appointments/{appointment}/"),
    get("mail/appointments/<str:token>/", ANYBODY, "calendar.ics", given={"token": "told"}),
    get("mail/appointments/<str:token>/calendar.ics", ANYBODY, "BEGIN:VCALENDAR", given={"token": "told"}),
)
PLACES = (
    #                                     OACSFBGU
    get("settings/locations/", "OA------", "Alder Clinic"),
    get("settings/locations/new/", "OA------", 'name="time_zone"'),
    post("settings/locations/new/", "OA------", SITE, SITES),
    get(PLACE, "OA------", "Room 7"),
    get(f"{PLACE}edit/", "OA------", "Room 7", given=ROOM_IN_USE),
    post(f"{PLACE}edit/", "OA------", PART, SITE_PAGE, given=ROOM_IN_USE),
    get(f"{PLACE}closing/", "OA------", "Room 7", given=ROOM_IN_USE),
    post(f"{PLACE}closing/", "OA------", OVER, SITE_PAGE, given=ROOM_IN_USE),
    get(f"{PLACE}reopening/", "OA------", "Room 8", given=ROOM_CLOSED),
    post(f"{PLACE}reopening/", "OA------", {}, SITE_PAGE, given=ROOM_CLOSED),
    get(f"{PLACE}departments/new/", "OA------", 'name="name"'),
    post(f"{PLACE}departments/new/", "OA------", PART, SITE_PAGE),
    get(f"{PLACE}rooms/new/", "OA------", 'name="parent"'),
    post(f"{PLACE}rooms/new/", "OA------", ROOM, SITE_PAGE),
    get(f"{PLACE}appointments/", "OA------", "Beatrixa"),
    get(f"{PLACE}outside-hours/", "OA------", "Alder Clinic"),
    get(f"{PLACE}opening-hours/", "OA------", 'name="day-1-0-starts"'),
    post(f"{PLACE}opening-hours/", "OA------", OPEN, SITE_PAGE),
    get(f"{PLACE}closures/new/", "OA------", 'name="first_day"'),
    post(f"{PLACE}closures/new/", "OA------", HOLIDAY, SITE_PAGE),
    get(f"{PLACE}closures/<uuid:exception_id>/removal/", "OA------", "csrfmiddlewaretoken", given=CLOSURE),
    post(f"{PLACE}closures/<uuid:exception_id>/removal/", "OA------", {}, SITE_PAGE, given=CLOSURE),
    get(f"{PLACE}equipment/new/", "OA------", 'name="kind"'),
    post(f"{PLACE}equipment/new/", "OA------", MACHINE, SITE_PAGE),
    get(THING, "OA------", "U1"),
    post(THING, "OA------", MACHINE, SITE_PAGE),
    get(f"{THING}closing/", "OA------", "U1"),
    post(f"{THING}closing/", "OA------", OVER, SITE_PAGE),
    get(f"{THING}reopening/", "OA------", "U0", given={"equipment_id": "old_scanner"}),
    post(f"{THING}reopening/", "OA------", {}, SITE_PAGE, given={"equipment_id": "old_scanner"}),
    get(f"{THING}appointments/", "OA------", "U1", traces=False),
)
PEOPLE = (
    #                                     OACSFBGU
    get(PROVIDERS, "OA------", "Dana Doctor"),
    get(f"{PROVIDERS}new/", "OA------", 'name="tone"'),
    post(f"{PROVIDERS}new/", "OA------", WHO, f"/{PROVIDERS}"),
    get(PROVIDER, "OA------", "Dana Doctor"),
    get(f"{PROVIDER}edit/", "OA------", "Dana Doctor"),
    post(f"{PROVIDER}edit/", "OA------", WHO, "/settings/providers/{provider}/"),
    get(f"{PROVIDER}retirement/", "OA------", "Idle Ida", **IDA),
    post(f"{PROVIDER}retirement/", "OA------", {}, "/settings/providers/{idle}/", **IDA),
    get(f"{PROVIDER}return/", "OA------", "Retired Ria", **RIA),
    post(f"{PROVIDER}return/", "OA------", {}, "/settings/providers/{retired}/", **RIA),
    get(f"{PROVIDER}appointments/", "OA------", "Beatrixa"),
    get(f"{PROVIDER}outside-hours/", "OA------", "Dana Doctor"),
    get(f"{PROVIDER}hours/", "OA------", 'name="valid_from"'),
    post(f"{PROVIDER}hours/", "OA------", WEEK, "/settings/providers/{idle}/", **IDA),
    get(f"{PROVIDER}exceptions/new/", "OA------", 'name="first_day"'),
    post(f"{PROVIDER}exceptions/new/", "OA------", AWAY, "/settings/providers/{idle}/", **IDA),
    get(f"{PROVIDER}exceptions/<uuid:exception_id>/removal/", "OA------", "csrfmiddlewaretoken"),
    post(f"{PROVIDER}exceptions/<uuid:exception_id>/removal/", "OA------", {}, "/settings/providers/{provider}/"),
)
TYPES = "settings/appointment-types/"
TYPE = f"{TYPES}<uuid:type_id>/"
SCAN = {"name": "Scan", "minutes": "45", "tone": "blue", "fee": "120"}
OLD = {"type_id": "old_type"}
OFFERED = (
    #                                     OACSFBGU
    get(TYPES, "OA------", "Consultation"),
    get(f"{TYPES}new/", "OA------", 'name="minutes"'),
    post(f"{TYPES}new/", "OA------", SCAN, f"/{TYPES}"),
    get(TYPE, "OA------", "Consultation"),
    post(TYPE, "OA------", SCAN, f"/{TYPES}"),
    post(f"{TYPE}place/", "OA------", {"to": "down"}, f"/{TYPES}", traces=False),
    get(f"{TYPE}retirement/", "OA------", "Consultation"),
    post(f"{TYPE}retirement/", "OA------", {}, f"/{TYPES}"),
    get(f"{TYPE}return/", "OA------", "Old kind", given=OLD),
    post(f"{TYPE}return/", "OA------", {}, f"/{TYPES}", given=OLD),
)
ROWS = (*OF_THE_DAY, *PLACES, *PEOPLE, *OFFERED)
