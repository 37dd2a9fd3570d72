"""An appointment as a patient's own calendar takes it (iCalendar, RFC 5545; its messages, RFC 5546). Pure.

Times are written in UTC: one moment needs no time zone of its own, and no calendar reads it wrongly.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What stands in the calendar: never what the appointment is for. `sequence` grows with each change told."""

    uid: str
    sequence: int
    summary: str
    starts_at: datetime
    ends_at: datetime
    place: str
    url: str
    organizer: str
    organizer_name: str
    attendee: str = ""


def calendar_file(entry: Entry, *, method: str, at: datetime) -> str:
    """The entry as a message of this method, written at `at`; lines end in CRLF."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("location", entry.place)
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event["organizer"] = _person(entry.organizer, cn=entry.organizer_name)
    if entry.attendee:
        event["attendee"] = _person(entry.attendee, role="REQ-PARTICIPANT", partstat="NEEDS-ACTION", rsvp="FALSE")
    calendar = Calendar()
    calendar.add("prodid", "-//Polyclinic//Appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    return calendar.to_ical().decode()


def _person(address: str, **parameters: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    for name, value in parameters.items():
        person.params[name] = vText(value)
    return person
