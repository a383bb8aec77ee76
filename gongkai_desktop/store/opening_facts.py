"""What is read whenever a ledger is opened: the office's settings, holiday schedules, local days."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from gongkai_desktop.store.rows import Rows

if TYPE_CHECKING:
    from gongkai_desktop.domain.holiday_schedule import LocalDays, Schedule


def all_settings(reading: Rows) -> dict[str, Any]:
    """Every stored setting."""
    found = reading.rows("SELECT key, CAST(value AS VARCHAR) FROM setting")
    return {key: json.loads(value) for key, value in found}


def list_schedules(reading: Rows) -> tuple[Schedule, ...]:
    """The holiday schedules entered, by year."""
    found = reading.rows(
        "SELECT year, CAST(holidays AS VARCHAR), CAST(make_up_days AS VARCHAR), number, text"
        " FROM holiday_schedule ORDER BY year"
    )
    return tuple(_schedule(*row) for row in found)


def list_local_days(reading: Rows) -> tuple[LocalDays, ...]:
    """The local days in the order they were entered."""
    found = reading.rows(
        "SELECT CAST(first AS VARCHAR), CAST(last AS VARCHAR), working, name, reason, id"
        " FROM local_days ORDER BY id"
    )
    return tuple(_local_days(*row) for row in found)


def _schedule(year: int, holidays: str, make_up_days: str, number: str, text: str) -> Schedule:
    # Most ledgers have none: their values are loaded where there is one.
    from gongkai_desktop.domain.holiday_schedule import Holiday, Schedule

    return Schedule(
        year,
        tuple(
            Holiday(name, date.fromisoformat(first), date.fromisoformat(last))
            for name, first, last in json.loads(holidays)
        ),
        tuple(date.fromisoformat(day) for day in json.loads(make_up_days)),
        number,
        text,
    )


def _local_days(first: str, last: str, working: object, name: str, reason: str, days_id: int) -> LocalDays:
    from gongkai_desktop.domain.holiday_schedule import LocalDays

    return LocalDays(
        date.fromisoformat(first), date.fromisoformat(last), bool(working), name, reason, days_id
    )
