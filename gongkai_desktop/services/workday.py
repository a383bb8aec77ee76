"""The last day of a limit by the official calendar, counted day by day."""

from __future__ import annotations

from datetime import date

from gongkai_desktop.domain.limits import Count, explain
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.official_calendar import official_calendar

_MOST_DAYS = 3660
"""Ten years: no limit of the law is longer, and a slip of the keyboard easily is."""


def count(start: date, days: int, calendar_days: bool = False) -> Count:
    """Count `days` working (or calendar) days from `start`; negative counts back. Raises InvalidInput."""
    if abs(days) > _MOST_DAYS:
        raise InvalidInput(f"天数 {days} 过大。", f"请填写 {_MOST_DAYS} 天以内的期限。")
    try:
        return explain(official_calendar(), start, days, "calendar" if calendar_days else "working")
    except OverflowError as error:
        raise InvalidInput(
            f"从 {start.isoformat()} 起算 {days} 天超出了日历范围。", "请检查起算日期。"
        ) from error
