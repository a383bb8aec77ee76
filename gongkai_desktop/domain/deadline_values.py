"""Values of deadline phrases: what a matched phrase binds to, given the document's year."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from gongkai_desktop.domain.deadline import (
    AtLeast,
    ByDate,
    DayUnit,
    Deadline,
    Every,
    Ongoing,
    Recurring,
    Within,
    Yearlong,
)

_HAN_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


class NoYear(Exception):
    """A phrase without a year stands in a document without a year."""


def number(text: str) -> int:
    """A small number in digits or Chinese numerals (三十一 -> 31)."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_HAN_DIGITS[tens] if tens else 1) * 10 + (_HAN_DIGITS[ones] if ones else 0)
    return int("".join(str(_HAN_DIGITS[c]) for c in text))


def _year(text: str | None, default: int | None) -> int:
    if text:
        digits = text.removesuffix("度").removesuffix("年")
        if len(digits) == 4:
            return number(digits)
        if digits.isdecimal():  # 26年底
            return 2000 + int(digits)
        if text.startswith(("明", "次", "来", "翌")):
            if default is None:
                raise NoYear
            return default + 1
    if default is None:
        raise NoYear
    return default


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


Match = re.Match[str]
Make = Callable[[Match, int | None], Deadline]


def by_day(m: Match, year: int | None) -> Deadline:
    return ByDate(date(_year(m["year"], year), number(m["month"]), number(m["day"])))


def by_month(m: Match, year: int | None) -> Deadline:
    return ByDate(_month_end(_year(m["year"], year), number(m["month"])))


def by_before_month(m: Match, year: int | None) -> Deadline:
    """6月前 read strictly: before June begins."""
    wanted, month = _year(m["year"], year), number(m["month"])
    return ByDate(_month_end(wanted, month - 1) if month > 1 else date(wanted - 1, 12, 31))


def by_day_of_year(m: Match, year: int | None) -> Deadline:
    """6.30 in a cell about time."""
    return ByDate(date(_year(None, year), int(m["month"]), int(m["day"])))


def by_middle(m: Match, year: int | None) -> Deadline:
    return ByDate(date(_year(m["year"], year), 6, 30))


def by_third(m: Match, year: int | None) -> Deadline:
    wanted, month = _year(m["year"], year), number(m["month"])
    days = {"上旬": 10, "中旬": 20, "初": 10}
    return ByDate(date(wanted, month, days[m["third"]]))


def by_year_end(m: Match, year: int | None) -> Deadline:
    return ByDate(date(_year(m["year"], year), 12, 31))


def by_quarter(m: Match, year: int | None) -> Deadline:
    return ByDate(_month_end(_year(m["year"], year), 3 * number(m["quarter"])))


def by_half(m: Match, year: int | None) -> Deadline:
    return ByDate(_month_end(_year(m["year"], year), 6 if m["half"] == "上" else 12))


def months(m: Match, year: int | None) -> Deadline:
    first = _year(m["year"], year)
    last = _year(m["year2"], first) if m["year2"] else first
    month, end = number(m["month"]), _month_end(last, number(m["month2"]))
    start = _month_end(first, month) if m["from"] in ("底", "末") else date(first, month, 1)
    return ByDate(_month_end(last + 1, number(m["month2"])) if end < start else end, start)


def days(m: Match, year: int | None) -> Deadline:
    first = _year(m["year"], year)
    month2 = number(m["month2"] or m["month"])
    last = _year(m["year2"], first) if m["year2"] else first
    return ByDate(date(last, month2, number(m["day2"])), date(first, number(m["month"]), number(m["day"])))


def years(m: Match, _year_: int | None) -> Deadline:
    return ByDate(date(int(m["last"]), 12, 31), date(int(m["first"]), 1, 1))


def years_to_month(m: Match, _year_: int | None) -> Deadline:
    return ByDate(_month_end(int(m["last"]), number(m["month"])), date(int(m["first"]), 1, 1))


def numeric_span(m: Match, _year_: int | None) -> Deadline:
    first, last = int(m["y"]), int(m["y2"] or m["y"])
    return ByDate(_month_end(last, int(m["m2"])), date(first, int(m["m"]), 1))


def numeric(m: Match, _year_: int | None) -> Deadline:
    year, month = int(m["y"]), int(m["m"])
    return ByDate(date(year, month, int(m["d"])) if m["d"] else _month_end(year, month))


def yearlong(m: Match, year: int | None) -> Deadline:
    try:
        return Yearlong(_year(m["year"], year))
    except NoYear:
        return Yearlong(None)


def every(every: str) -> Make:
    return lambda _m, _y: Recurring(every)


def every_n(m: Match, _year_: int | None) -> Deadline:
    count = number(m["n"])
    unit = {"年": "year", "个月": "month", "周": "week", "个星期": "week"}[m["period"]]
    special = {("month", 3): "quarter", ("month", 6): "half-year", ("month", 1): "month", ("year", 1): "year"}
    return Recurring(special.get((unit, count), f"{count} {unit}s"))


_EVENLY = {
    ("年", 2): "每半年",
    ("年", 3): "每四个月",
    ("年", 4): "每季度",
    ("年", 6): "每两个月",
    ("年", 12): "每月",
    ("半年", 2): "每季度",
    ("半年", 3): "每两个月",
    ("半年", 6): "每月",
    ("季", 3): "每月",
    ("月", 2): "每半月",
    ("月", 3): "每旬",
    ("月", 4): "每周",
}
"""So many times in a period, at even distances."""
_RHYTHM = {
    "每半年": "half-year",
    "每四个月": "4 months",
    "每季度": "quarter",
    "每两个月": "2 months",
    "每月": "month",
    "每半月": "half-month",
    "每旬": "10 days",
    "每周": "week",
    "每年": "year",
    "每日": "day",
}


def _times(m: Match) -> tuple[str, str]:
    """The plain phrases for the times a phrase names: at even distances (if any), and its period alone."""
    period = m["period"].removesuffix("度")
    base = {"年": "每年", "半年": "每半年", "季": "每季度", "月": "每月", "周": "每周", "天": "每日"}
    plain = base.get(period, "每日")
    return _EVENLY.get((period, number(m["n"])), plain), plain


def several_times(m: Match, _year_: int | None) -> Deadline:
    """每年两次: at even distances where there are such."""
    return Recurring(_RHYTHM[_times(m)[0]])


def several_times_readings(m: Match) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_times(m)))


def yearly_by(m: Match, _year_: int | None) -> Deadline:
    month = number(m["month"])
    day = number(m["day"]) if m["day"] else monthrange(2023, month)[1]
    return Recurring("year", f"{month:02d}-{day:02d}")


def yearly_by_month(m: Match, _year_: int | None) -> Deadline:
    month = number(m["month"])
    return Recurring("year", f"{month:02d}-{monthrange(2023, month)[1]:02d}")


def yearly_quarter(m: Match, _year_: int | None) -> Deadline:
    month = 3 * number(m["quarter"])
    return Recurring("year", f"{month:02d}-{monthrange(2023, month)[1]:02d}")


def yearly_span(m: Match, _year_: int | None) -> Deadline:
    month = number(m["month2"])
    return Recurring("year", f"{month:02d}-{monthrange(2023, month)[1]:02d}")


def yearly_end(m: Match, _year_: int | None) -> Deadline:
    return Recurring("year", "06-30" if m["half"] == "上半年" else "12-31")


def monthly_by(m: Match, _year_: int | None) -> Deadline:
    return Recurring("month", f"{number(m['day']):02d}")


_MONTH_OF_QUARTER = {"首": "首月", "末": "末月", "一": "首月", "1": "首月", "三": "末月", "3": "末月"}


def quarterly_by(m: Match, _year_: int | None) -> Deadline:
    which = m["which"].removeprefix("第")[0]
    return Recurring("quarter", f"{_MONTH_OF_QUARTER.get(which, '次月')}{number(m['day']):02d}日")


def after_quarter(m: Match, _year_: int | None) -> Deadline:
    """The month after a quarter is the first of the next."""
    return Recurring("quarter", f"首月{number(m['day']):02d}日")


def after_period(m: Match, _year_: int | None) -> Deadline:
    day = number(m["day"])
    if not 1 <= day <= 28:
        raise ValueError(day)
    return (
        Recurring("month", f"{day:02d}") if m["period"] == "月" else Recurring("quarter", f"首月{day:02d}日")
    )


def _unit(text: str) -> DayUnit:
    if "工作日" in text:
        return "working"
    if "小时" in text:
        return "hour"
    return "month" if "月" in text else "calendar"


_EVENT_HEAD = re.compile(r"^(?:应当?|须|要|需)?[自从在于]")
_EVENT_TAIL = re.compile(r"(?:之日|当日)?(?:起|后|以后|之后)?的?$")


def _event(text: str | None) -> str | None:
    if not text:
        return None
    event = _EVENT_TAIL.sub("", _EVENT_HEAD.sub("", text))
    return event or None


def within(m: Match, _year_: int | None) -> Deadline:
    return Within(number(m["n"]), _unit(m["unit"]), _event(m["event"]))


def within_weeks(m: Match, _year_: int | None) -> Deadline:
    return Within(7 * number(m["n"]), "calendar", None)


def not_more(m: Match, _year_: int | None) -> Deadline:
    return Within(number(m["n"]), _unit(m["unit"]), None)


def regular(m: Match, _year_: int | None) -> Deadline:
    names: dict[str, Every] = {
        "月": "month",
        "季": "quarter",
        "周": "week",
        "日": "day",
        "天": "day",
        "年": "year",
    }
    return Recurring("half-year" if "半" in m["period"] else names[m["period"][0]])


def at_least(m: Match, _year_: int | None) -> Deadline:
    return AtLeast(number(m["n"]), _unit(m["unit"]))


def ongoing(_m: Match, _year_: int | None) -> Deadline:
    return Ongoing()


def before_month_readings(m: Match) -> tuple[str, ...]:
    head, month = m["year"] or "", number(m["month"])
    before = (f"{head}{month - 1}月底前",) if month > 1 else ()
    return (*before, f"{head}{month}月底前")


def dropped_zero_readings(m: Match) -> tuple[str, ...]:
    """6.3 is the third of June, or 6.30 without its nought."""
    month, day = m["month"], int(m["day"])
    return tuple(f"{int(month)}月{d}日" for d in (day, 10 * day))


def middle_readings(m: Match) -> tuple[str, ...]:
    head = f"{m['year']}年" if m["year"] else ""
    return (f"{head}6月底前", f"{head}7月底前")


def third_readings(m: Match) -> tuple[str, ...]:
    day = {"上旬": 10, "中旬": 20, "初": 10}[m["third"]]
    return (
        f"{m['year'] or ''}{number(m['month'])}月{day}日前",
        f"{m['year'] or ''}{number(m['month'])}月底前",
    )


def before_quarter_readings(m: Match) -> tuple[str, ...]:
    head, quarter = m["year"] or "", number(m["quarter"])
    before = (f"{head}第{quarter - 1}季度末",) if quarter > 1 else ()
    return (f"{head}第{quarter}季度末", *before)


def span_readings(m: Match) -> tuple[str, ...]:
    return (f"不少于{m['n']}{m['unit']}", f"{m['n']}{m['unit']}内")
