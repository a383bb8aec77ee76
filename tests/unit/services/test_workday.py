"""The workday count as a service."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.workday import count


def test_that_working_days_are_counted_by_the_official_calendar() -> None:
    counted = count(date(2026, 9, 18), 20)

    assert (counted.unit, counted.last, counted.provisional) == ("working", date(2026, 10, 22), False)


def test_that_calendar_days_move_off_a_rest_day() -> None:
    assert count(date(2026, 9, 1), 30, calendar_days=True).last == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("start", "days"), [(date(2026, 1, 1), 100_000), (date(9999, 12, 30), 10), (date(1, 1, 1), -5)]
)
def test_that_a_count_outside_any_calendar_is_refused(start: date, days: int) -> None:
    with pytest.raises(InvalidInput):
        count(start, days)
