"""Calendar files (RFC 5545) of days to be kept: what any calendar program and phone takes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MOST_OCTETS = 75
"""RFC 5545 3.1: without the line break."""
_ALARM_HOUR = 9


@dataclass(frozen=True, slots=True)
class DayEvent:
    """An event that takes a whole day. Its `uid` stays the same for good, its `sequence` only grows."""

    uid: str
    sequence: int
    day: date
    summary: str
    description: str = ""
    categories: tuple[str, ...] = ()
    remind_on: tuple[date, ...] = ()
    """Days, not after the event's own, on whose morning the calendar program is to speak."""


def calendar_file(name: str, events: Iterable[DayEvent], at: datetime) -> bytes:
    """The events as a calendar; `at` is when the file was made."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gongkai Desktop//政务公开台账//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def _event(event: DayEvent, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    # The end is the first day that does not belong to it any more.
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{escaped(event.description)}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(escaped, event.categories))}"
    # A deadline does not make anybody busy.
    yield "TRANSP:TRANSPARENT"
    for day in event.remind_on:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{escaped(event.summary)}"
        yield f"TRIGGER:{_before(event.day, day)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _before(day: date, remind_on: date) -> str:
    """How long before (or after) the midnight that begins `day` the morning of `remind_on` is."""
    hours = (day - remind_on).days * 24 - _ALARM_HOUR
    sign = "-" if hours > 0 else ""
    days, rest = divmod(abs(hours), 24)
    return f"{sign}P{f'{days}D' if days else ''}{f'T{rest}H' if rest else ''}"


def escaped(text: str) -> str:
    """A text value: RFC 5545 3.3.11; other control characters have no place in one."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = "\\n".join(text.splitlines())
    return "".join(char for char in text if char >= " " and char != "\x7f")


def folded(line: str) -> Iterator[bytes]:
    """A content line in parts of at most 75 octets, no character torn; the next ones begin with a space."""
    part = b""
    for char in line:
        octets = char.encode("utf-8", errors="replace")
        if len(part) + len(octets) > _MOST_OCTETS:
            yield part
            part = b" "
        part += octets
    yield part
