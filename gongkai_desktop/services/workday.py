"""The last day of a limit, counted day by day, and the page that shows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from gongkai_desktop.domain.limits import Count, LimitUnit, explain, explain_hours
from gongkai_desktop.domain.moments import moment
from gongkai_desktop.domain.workdays import WorkCalendar
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.official_calendar import official_calendar

_MOST: dict[LimitUnit, int] = {"working": 3660, "calendar": 3660, "month": 120, "year": 10, "hour": 87840}
"""Ten years: no limit of the law is longer, and a slip of the keyboard easily is."""


def count(
    start: date,
    amount: int,
    unit: LimitUnit = "working",
    *,
    calendar: WorkCalendar | None = None,
    article: str = "",
    time: str | None = None,
) -> Count:
    """Count a limit from `start`; negative counts back, hours need the `time` (HH:MM). Raises InvalidInput.

    Without a ledger's own `calendar` the official one counts.
    """
    if abs(amount) > _MOST[unit]:
        raise InvalidInput(f"时限 {amount} 过大。", "请填写十年以内的时限。")
    try:
        if unit == "hour":
            return _hours(start, amount, article, time)
        return explain(calendar or official_calendar(), start, amount, unit, article=article)
    except (OverflowError, ValueError) as error:
        raise InvalidInput(f"从 {start.isoformat()} 起算超出了日历范围。", "请检查起算日期。") from error


def _hours(start: date, hours: int, article: str, time: str | None) -> Count:
    if hours <= 0:
        raise InvalidInput("小时数应当大于零。", "以小时计的时限不能往前数。")
    if not time:
        raise InvalidInput("按小时计算要有起算的时间。", "请填写几时几分，例如 09:30。")
    try:
        begun = moment(start, time)
    except ValueError:
        raise InvalidInput(f"“{time}”不是时间。", "请写成 09:30 的样子。") from None
    return explain_hours(begun, hours, article=article)


def write_strip(
    path: Path, counted: Count, today: date, *, rule: str = "", matter: str = "", unit: str = ""
) -> Path:
    """Write the count as a page to print (PDF); hands back the path. Raises CannotSave."""
    # Painting loads slowly, and most counts are only looked at.
    from gongkai_desktop.exporters.counting_strip import StripHead, counting_strip
    from gongkai_desktop.exporters.pdf import paint_pdf
    from gongkai_desktop.exporters.saving import save_bytes

    save_bytes(path, paint_pdf(counting_strip(counted, StripHead(rule, matter, unit)), today).data)
    return path
