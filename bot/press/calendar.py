"""The door to icalendar: meetings as a file that a telephone takes into its calendar (RFC 5545)."""

from datetime import UTC
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vText

from handlers.papers import events

_MAKER = "-//Khu pho//Lich hop//VI"


def made(content: bytes) -> bytes:
    """The file of a JSON of Events."""
    told = events.events_json.validate_json(content)
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", told.method)
    for each in told.events:
        calendar.add_component(_event(each, ZoneInfo(told.zone)))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(told: events.Event, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", vText(told.uid))
    event.add("sequence", told.sequence)
    event.add("dtstamp", told.stamp.astimezone(UTC))
    event.add("dtstart", told.start.astimezone(zone))
    event.add("dtend", told.end.astimezone(zone))
    event.add("summary", told.title)
    event.add("status", "CANCELLED" if told.cancelled else "CONFIRMED")
    if told.place:
        event.add("location", told.place)
    return event
