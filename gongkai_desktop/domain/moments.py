"""A day and a time of day in the official time of the country."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

CHINA_TIME = timezone(timedelta(hours=8), "北京时间")
"""The official time of the country, in which every hour of a limit is counted."""


def moment(day: date, clock: str | None) -> datetime:
    """The moment of a day at HH:MM; none is midnight. Raises ValueError for a time that is none."""
    return datetime.combine(day, time.fromisoformat(clock or "00:00"), CHINA_TIME)
