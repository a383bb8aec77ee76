"""Holidays as announced (放假安排) and local days that differ, laid over a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from gongkai_desktop.domain.workdays import WorkCalendar

NEW_YEAR = "元旦"
FESTIVALS = (NEW_YEAR, "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""The holidays of the law, in the order of the year."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """A holiday with all its days off, weekend days too; both ends included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Schedule:
    """The announced schedule of one year; the first days may lie in December of the year before."""

    year: int
    holidays: tuple[Holiday, ...]
    make_up_days: tuple[date, ...] = ()
    number: str = ""
    """文号 of the notice."""
    text: str = ""
    """The notice's words."""


@dataclass(frozen=True, slots=True)
class LocalDays:
    """Days on which this place rests, or works, against the national calendar (民族节日, 停工)."""

    first: date
    last: date
    working: bool
    name: str
    reason: str = ""
    id: int = 0


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def with_schedules(calendar: WorkCalendar, schedules: Iterable[Schedule]) -> WorkCalendar:
    """The calendar with these years' schedules in place of what it knew of those years."""
    entered = tuple(schedules)
    years = {schedule.year for schedule in entered}
    names = {day: name for day, name in calendar.names.items() if _year_of_schedule(day, name) not in years}
    make_up = {day for day in calendar.make_up_days if _make_up_year(day) not in years}
    for schedule in entered:
        for holiday in schedule.holidays:
            names |= dict.fromkeys(days_between(holiday.first, holiday.last), holiday.name)
        make_up |= set(schedule.make_up_days)
    return replace(
        calendar,
        rest_days=frozenset(names),
        make_up_days=frozenset(make_up),
        announced_years=calendar.announced_years | years,
        names=names,
    )


def _year_of_schedule(day: date, name: str) -> int:
    """Days off around New Year may lie in December: they belong to the next year's schedule."""
    return day.year + 1 if day.month == 12 and name == NEW_YEAR else day.year


def _make_up_year(day: date) -> int:
    # No holiday but New Year lies near the end of December.
    return day.year + 1 if day.month == 12 else day.year


def with_local_days(calendar: WorkCalendar, changes: Iterable[LocalDays]) -> WorkCalendar:
    """The calendar with local days laid over it; later ones win."""
    rest, work = set(calendar.rest_days), set(calendar.make_up_days)
    names, notes = dict(calendar.names), dict(calendar.notes)
    for change in changes:
        days = set(days_between(change.first, change.last))
        rest, work = (rest - days, work | days) if change.working else (rest | days, work - days)
        names |= {} if change.working else dict.fromkeys(days, change.name)
        notes |= dict.fromkeys(days, f"{change.name}{'上班' if change.working else '放假'}（本地）")
    return replace(
        calendar, rest_days=frozenset(rest), make_up_days=frozenset(work), names=names, notes=notes
    )
