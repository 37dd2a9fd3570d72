"""When sample things happened: on working days, while the clinic is open."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = 8, 18  # o'clock
WEEKEND = 5


def office_moment(draw: random.Random, *, days_ago: int, at: datetime, zone: ZoneInfo) -> datetime:
    """A moment of a working day about that many days before `at`, to five minutes; always before `at`."""
    day = (at - timedelta(days=days_ago)).astimezone(zone).date()
    while day.weekday() >= WEEKEND:
        day -= timedelta(days=1)
    minutes = draw.randrange(0, (CLOSES - OPENS) * 60, 5)
    moment = datetime.combine(day, time(OPENS), zone) + timedelta(minutes=minutes)
    while moment >= at - timedelta(minutes=30):
        moment -= timedelta(days=3 if moment.weekday() == 0 else 1)
    return moment
