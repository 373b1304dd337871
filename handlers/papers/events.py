"""Meetings for the calendar of a telephone: the shape of a file of events."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting; instants are aware, `sequence` rises with each change, `uid` never changes."""

    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    title: str
    place: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Events:
    """A file of events: told (PUBLISH), or taken back (CANCEL)."""

    method: Literal["PUBLISH", "CANCEL"]
    zone: str
    events: tuple[Event, ...]


events_json: TypeAdapter[Events] = TypeAdapter(Events)
