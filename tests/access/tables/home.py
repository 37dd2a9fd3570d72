"""The frame of the clinic: today, search, settings, branding, live."""

from tests.access.rows import ANYBODY, EVERYONE, get, post

DETAILS = {"address": "9 New Street", "phone": "", "language": "en", "time_zone": "America/New_York"}

ROWS = (
    #                                     OACSFBGU
    get("", "OACSFBGU", "Nov. 3, 2026"),
    get("live/admission/", "OACSFBGU", '"topics": ["job:1"]', query="topic=job:1", traces=False),
    get("search/", "OACSFBGU", "/settings/account/", query="q=account"),
    get("help/keyboard/", EVERYONE, "/settings/account/"),
    get("settings/", EVERYONE, "/settings/account/"),
    get("settings/branding/", "OA------", "Alder Clinic"),
    post("settings/branding/", "OA------", {"name": "Alder", "accent": "#114477"}, "/settings/branding/"),
    get("settings/branding/preview/", "OA------", "brand-preview", query="accent=%23114477"),
    get("settings/branding/preview.css", "OA------", "brand-preview-theme", query="accent=%23114477"),
    get("settings/clinic/", "OA------", 'name="time_zone"'),
    post("settings/clinic/", "OA------", DETAILS, "/settings/clinic/"),
    get("branding.css", ANYBODY, "--"),
    get("branding/logo", ANYBODY, answers=404),
    get("gallery/", ANYBODY, "gallery"),
    get("gallery/options/", ANYBODY),
    get("gallery/entrance/", ANYBODY),
)
