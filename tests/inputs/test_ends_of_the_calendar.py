"""Days at the ends of the calendar, which have no day before or after: shown or refused, never a failure."""

import pytest

from tests.access.rows import get

ENDS = ("0001-01-01", "0001-01-02", "9999-12-31")
PERIODS = [f"{name}={day}" for day in ENDS for name in ("since", "until")]
MOMENTS = ("0001-01-01", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:00:00-12:00")
DAYS = [f"day={day}&view={view}" for day in ENDS for view in ("day", "week", "month")]
PAGES = {
    "billing/patients/<uuid:patient_id>/statement/": PERIODS,
    "billing/patients/<uuid:patient_id>/statement/pdf/": PERIODS,
    "patients/<uuid:patient_id>/accesses/": PERIODS,
    "settings/audit/": PERIODS,
    "settings/audit/export/": PERIODS,
    "calendar/": DAYS,
    "appointments/new/": [f"day={day}" for day in ENDS],
}
API = {
    "patients/<uuid:patient_id>/statement/": PERIODS,
    "appointments/": [f"from={moment}" for moment in MOMENTS],
    "webhooks/<uuid:endpoint_id>/deliveries/": [f"at_from={moment}" for moment in MOMENTS],
    "audit-events/": [f"at_before={moment}" for moment in MOMENTS],
}


@pytest.mark.parametrize(("address", "queries"), PAGES.items(), ids=PAGES)
def test_pages_take_any_day(asking, address, queries):
    answered = {query: asking.ask("O", get(address, "O", query=query)).status for query in queries}

    assert set(answered.values()) <= {200, 302, 404, 422}, answered


@pytest.mark.parametrize(("address", "queries"), API.items(), ids=API)
def test_the_api_takes_any_day(calling, address, queries):
    rows = [get(f"api/v1/{address}", "O", query=query) for query in queries]
    answered = {row.query: calling.ask("O", row).status for row in rows}

    assert set(answered.values()) <= {200, 422}, answered
