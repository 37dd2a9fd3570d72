from datetime import time

import pytest
from babel import Locale

from appointments import week

US, ES = Locale.parse("en_US"), Locale.parse("es_ES")


@pytest.mark.parametrize(
    ("locale", "first", "order"), [(US, None, "7123456"), (ES, None, "1234567"), (US, 1, "1234567")]
)
def test_a_week_begins_as_weeks_do_there_or_as_the_clinic_says(locale, first, order):
    assert "".join(map(str, week.in_order(locale, first))) == order


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({1, 2, 3, 4, 5}, "Mon\u2009\u2013\u2009Fri"),
        ({1, 2, 4}, "Mon, Tue, Thu"),
        ({7, 1, 2}, "Sun\u2009\u2013\u2009Tue"),
        (set(), ""),
    ],
)
def test_runs_of_days_are_drawn_together(days, said):
    assert week.days(days, US) == said


def test_times_are_written_as_there():
    assert week.stretch(time(9), time(17, 30), US) == "9:00 AM\u2009\u2013\u20095:30 PM"
    assert week.stretch(time(9), time(0), ES) == "09:00\u2009\u2013\u200900:00"
    assert week.name(1, ES) == "Lunes"
