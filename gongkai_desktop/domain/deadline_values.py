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
    start, end = date(first, number(m["month"]), 1), _month_end(last, number(m["month2"]))
    return ByDate(_month_end(last + 1, number(m["month2"])) if end < start else end, start)


def days(m: Match, year: int | None) -> Deadline:
    first = _year(m["year"], year)
    month2 = number(m["month2"] or m["month"])
    last = _year(m["year2"], first) if m["year2"] else first
    return ByDate(date(last, month2, number(m["day2"])), date(first, number(m["month"]), number(m["day"])))


def years(m: Match, _year_: int | None) -> Deadline:
    return ByDate(date(int(m["last"]), 12, 31), date(int(m["first"]), 1, 1))


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
    unit = {"年": "year", "个月": "month"}[m["period"]]
    special = {("month", 3): "quarter", ("month", 6): "half-year", ("month", 1): "month", ("year", 1): "year"}
    return Recurring(special.get((unit, count), f"{count} {unit}s"))


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


def quarterly_by(m: Match, _year_: int | None) -> Deadline:
    return Recurring("quarter", f"首月{number(m['day']):02d}日")


def _unit(text: str) -> DayUnit:
    if "工作日" in text:
        return "working"
    if "小时" in text:
        return "hour"
    return "month" if "月" in text else "calendar"


def _event(text: str | None) -> str | None:
    if not text:
        return None
    event = re.sub(r"^(?:应当?|须|要|需)?[自从在于]", "", text)
    event = re.sub(r"(?:之日|当日)?(?:起|后|以后|之后)?的?$", "", event)
    return event or None


def within(m: Match, _year_: int | None) -> Deadline:
    return Within(number(m["n"]), _unit(m["unit"]), _event(m["event"]))


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
