"""The official calendar: announced schedules, and the statutory days of years not announced yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from gongkai_desktop.domain.workdays import WorkCalendar

# 全国年节及纪念日放假办法 (in force 2025-01-01): 元旦 1 day, 春节 4 (除夕 to 初三), 清明 1, 劳动节 2, 端午 1,
# 中秋 1, 国庆节 3. Only these are sure before the State Council announces a year's schedule.
_FIXED_DAYS = (
    ("元旦", ((1, 1),)),
    ("劳动节", ((5, 1), (5, 2))),
    ("国庆节", ((10, 1), (10, 2), (10, 3))),
)
_SPRING, _QINGMING, _DRAGON_BOAT, _MID_AUTUMN = "春节", "清明节", "端午节", "中秋节"
# The days that follow the lunar calendar and the solar terms: first day of the lunar year, 清明, 端午 (5-5),
# 中秋 (8-15). Computed with lunar_python 1.4.8; its days of 2008-2026 agree with the announced schedules.
_MOVING_DAYS = {
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
    2036: ((1, 28), (4, 4), (5, 30), (10, 4)),
    2037: ((2, 15), (4, 4), (6, 18), (9, 24)),
    2038: ((2, 4), (4, 5), (6, 7), (9, 13)),
    2039: ((1, 24), (4, 5), (5, 27), (10, 2)),
    2040: ((2, 12), (4, 4), (6, 14), (9, 20)),
}


@cache
def official_calendar() -> WorkCalendar:
    """The working-day calendar: 2004 to the last announced year as announced, later ones provisionally."""
    # Deferred: some thousand dates are built on import, and the window must stand before anything is counted.
    from chinese_calendar.constants import Holiday, holidays, workdays

    chinese = {holiday.value: holiday.chinese for holiday in Holiday}
    names = {day: _festival_name(chinese[holiday]) for day, holiday in holidays.items()}
    announced = frozenset(day.year for day in holidays)
    for year in sorted(_MOVING_DAYS.keys() - announced):
        names |= statutory_days(year)
    return WorkCalendar(frozenset(names), frozenset(workdays), announced, names)


def statutory_days(year: int) -> dict[date, str]:
    """The statutory days of one year of the table with their names. Raises KeyError for other years."""
    return days_of_the_law(year, _MOVING_DAYS[year])


def days_of_the_law(year: int, moving: Sequence[tuple[int, int]]) -> dict[date, str]:
    """The 13 days of the law with their names, given the four that the moon and the sun decide."""
    new_year, qingming, dragon_boat, mid_autumn = (date(year, *day) for day in moving)
    days = {new_year + timedelta(days=offset): _SPRING for offset in (-1, 0, 1, 2)}
    days |= {qingming: _QINGMING, dragon_boat: _DRAGON_BOAT, mid_autumn: _MID_AUTUMN}
    days |= {date(year, *day): name for name, fixed in _FIXED_DAYS for day in fixed}
    return days


def _festival_name(name: str) -> str:
    """The name as offices write it: the data says 清明, 端午 and 中秋 for 清明节, 端午节 and 中秋节."""
    return name + "节" if name in ("清明", "端午", "中秋") else name
