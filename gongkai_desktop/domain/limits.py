"""Limits of the law (期限) counted by the calendar: working and calendar days, months, years, hours.

The rules of the Civil Code: the day of the event is not counted (201), months and years end on the same day
of the last month or on its end (202), and a last day on a rest day moves to the next working day (203).
Days on which a limit is paused are left out of every count.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from gongkai_desktop.domain.moments import CHINA_TIME as CHINA_TIME
from gongkai_desktop.domain.workdays import WEEKDAY_NAMES, WorkCalendar

LimitUnit = Literal["working", "calendar", "month", "year", "hour"]

_DAY = timedelta(days=1)
_NO_DAYS: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Limit:
    """So much time; a negative amount counts back (会前 7 日)."""

    amount: int
    unit: LimitUnit
    moves_on: bool = True
    """Whether a last day on a rest day moves; limits in working days end on one anyway."""


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of a count: its number, or None where it is not counted, and why (周六休息, 调休上班)."""

    day: date
    number: int | None
    note: str


@dataclass(frozen=True, slots=True)
class Count:
    """A limit counted day by day; `provisional` when it runs into a year without announced schedule."""

    start: date
    days: int
    unit: LimitUnit
    last: date
    provisional: bool
    steps: tuple[CountedDay, ...]
    article: str = ""
    start_at: datetime | None = None
    last_at: datetime | None = None
    """The moments, for limits in hours only."""


def last_day(calendar: WorkCalendar, start: date, limit: Limit, paused: Collection[date] = _NO_DAYS) -> date:
    """The last day of a limit in days, months or years. Raises ValueError for hours."""
    nominal = _nominal(calendar, start, limit, paused)
    if limit.unit == "working" or not limit.moves_on:
        return nominal
    return calendar.settle(nominal, back=limit.amount < 0)


def last_moment(start: datetime, hours: int, pauses: Iterable[tuple[datetime, datetime]] = ()) -> datetime:
    """The end of a limit in hours: it runs at night and on rest days, but not in a pause."""
    end = start + timedelta(hours=hours)
    for begin, resume in sorted(pauses):
        if begin < end:
            end += max(resume - max(begin, start), timedelta())
    return end


def explain(
    calendar: WorkCalendar,
    start: date,
    amount: int,
    unit: LimitUnit,
    *,
    article: str = "",
    paused: Collection[date] = _NO_DAYS,
    moves_on: bool = True,
) -> Count:
    """Count a limit and keep every step. Raises ValueError for hours: see `explain_hours`."""
    limit = Limit(amount, unit, moves_on)
    nominal = _nominal(calendar, start, limit, paused)
    last = last_day(calendar, start, limit, paused)
    steps: list[CountedDay] = []
    number = 0
    for day in _days_from(start, last):
        beyond = day > nominal if amount >= 0 else day < nominal
        counted = not beyond and day not in paused and (unit != "working" or calendar.is_working(day))
        number += counted
        note = _note(calendar, day, paused, beyond, day == last)
        steps.append(CountedDay(day, number if counted else None, note))
    provisional = any(calendar.is_provisional(year) for year in _years(start, last))
    return Count(start, amount, unit, last, provisional, tuple(steps), article)


def explain_hours(
    start: datetime,
    hours: int,
    *,
    article: str = "",
    pauses: Collection[tuple[datetime, datetime]] = (),
) -> Count:
    """Count a limit in hours: how many have run by the end of each day."""
    start = start.astimezone(CHINA_TIME)
    end = last_moment(start, hours, pauses)
    steps = []
    for day in [start.date(), *_days_from(start.date(), end.date())]:
        until = min(end, datetime.combine(day + _DAY, time(), CHINA_TIME))
        run = until - start - _paused_until(start, until, pauses)
        steps.append(CountedDay(day, None, f"到{_clock(until, day)}共{_hours(run)}"))
    return Count(start.date(), hours, "hour", end.date(), False, tuple(steps), article, start, end)


def add_months(day: date, months: int) -> date:
    """The same day some months on, or the last day of a month that does not have it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def limit_words(amount: int, unit: LimitUnit, *, at_least: bool = False) -> str:
    """A limit in the words of the law: 20个工作日内, 不少于30日, 提前7日."""
    word = {"working": "个工作日", "calendar": "日", "month": "个月", "year": "年", "hour": "小时"}[unit]
    if at_least:
        return f"不少于{amount}{word}"
    return f"{amount}{word}内" if amount >= 0 else f"提前{-amount}{word}"


def day_note(calendar: WorkCalendar, day: date) -> str:
    """Why a day is or is not worked, in words for the clerk; nothing for an ordinary working day."""
    if day in calendar.notes:
        return calendar.notes[day]
    if day in calendar.make_up_days:
        return "调休上班"
    if day in calendar.rest_days:
        return f"{calendar.names.get(day, '节日')}放假"
    return f"周{WEEKDAY_NAMES[day.weekday()]}休息" if day.weekday() >= 5 else ""


def _nominal(calendar: WorkCalendar, start: date, limit: Limit, paused: Collection[date]) -> date:
    """The last day before it is moved off a rest day."""
    amount, unit = limit.amount, limit.unit
    if unit == "hour":
        raise ValueError("hours are not counted in days")
    if unit == "working":
        return (
            calendar.add_working_days(start, amount)
            if not paused
            else _walk(start, amount, lambda day: calendar.is_working(day) and day not in paused)
        )
    if unit == "calendar":
        return _walk(start, amount, lambda day: day not in paused)
    end = add_months(start, amount * (12 if unit == "year" else 1))
    left_out = sum(day in paused for day in _days_from(start, end)) if paused else 0
    return _walk(end, left_out, lambda day: day not in paused)


def _walk(start: date, amount: int, counts: Callable[[date], bool]) -> date:
    step = _DAY if amount > 0 else -_DAY
    day, left = start, abs(amount)
    while left:
        day += step
        left -= counts(day)
    return day


def _note(calendar: WorkCalendar, day: date, paused: Collection[date], beyond: bool, last: bool) -> str:
    note = "暂停" if day in paused else day_note(calendar, day)
    if not beyond:
        return note
    return "顺延到这一天" if last else f"{note}，顺延" if note else "顺延"


def _days_from(start: date, last: date) -> Iterator[date]:
    """The days after `start` up to `last`, in the direction of counting."""
    step = 1 if last > start else -1
    return (start + timedelta(days=i * step) for i in range(1, abs((last - start).days) + 1))


def _years(start: date, last: date) -> Iterable[int]:
    """The years whose days are counted: the start day is not."""
    if start == last:
        return ()
    step = _DAY if last > start else -_DAY
    first = start + step
    return range(min(first, last).year, max(first, last).year + 1)


def _paused_until(
    start: datetime, until: datetime, pauses: Collection[tuple[datetime, datetime]]
) -> timedelta:
    spans = (min(resume, until) - max(begin, start) for begin, resume in pauses)
    return sum((span for span in spans if span > timedelta()), timedelta())


def _hours(span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{hours}小时{minutes}分" if minutes else f"{hours}小时"


def _clock(moment: datetime, day: date) -> str:
    return "24时" if moment.date() > day else f"{moment.hour}时{moment.minute:02}分"
