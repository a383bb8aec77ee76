"""Working days (工作日) by the official Chinese calendar: weekends, holidays, make-up days (调休)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

Mark = Literal["", "休", "班"]

_DAY = timedelta(days=1)
WEEKDAY_NAMES = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked. A make-up day is worked even where it is also listed as a rest day.

    `rest_days` are the announced holidays with their weekend days, or, for years without an announced
    schedule, the statutory days only; `names` gives the holiday's name for a rest day.
    """

    rest_days: frozenset[date]
    make_up_days: frozenset[date]
    announced_years: frozenset[int]
    names: Mapping[date, str] = field(default_factory=dict, hash=False)
    notes: Mapping[date, str] = field(default_factory=dict, hash=False)
    """Local days that differ from the national calendar, each with the words that say why."""
    # Sorted day numbers: counting is then two look-ups however long the span is.
    _off: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _extra: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        off = (day for day in self.rest_days - self.make_up_days if day.weekday() < 5)
        extra = (day for day in self.make_up_days if day.weekday() >= 5)
        object.__setattr__(self, "_off", _ordinals(off))
        object.__setattr__(self, "_extra", _ordinals(extra))

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day."""
        if day in self.make_up_days:
            return True
        return day.weekday() < 5 and day not in self.rest_days

    def is_provisional(self, year: int) -> bool:
        """True where the year's schedule is not announced, so that every count in it may still change."""
        return year not in self.announced_years

    def mark(self, day: date) -> Mark:
        """休 for a holiday (with its weekend days), 班 for a make-up day, else nothing."""
        if day in self.make_up_days:
            return "班"
        return "休" if day in self.rest_days else ""

    def next_working_day(self, day: date) -> date:
        """The day itself when it is worked, else the first working day after it."""
        return self.settle(day)

    def add_working_days(self, start: date, days: int) -> date:
        """The last day of a limit in working days; the start day is not counted, negative counts back."""
        step = _DAY if days > 0 else -_DAY
        day = start
        for _ in range(abs(days)):
            day = self._settle(day + step, step)
        return day

    def add_calendar_days(self, start: date, days: int) -> date:
        """The last day of a limit in calendar days, moved off a rest day in the direction of counting.

        Counting on, it moves to the next working day; counting back (会前 7 日) to the one before, because
        a notice period must not become shorter.
        """
        return self.settle(start + timedelta(days=days), back=days < 0)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` is earlier."""
        return self._worked_until(end) - self._worked_until(start)

    def settle(self, day: date, *, back: bool = False) -> date:
        """The day itself when it is worked, else the next working day, or the one before."""
        return self._settle(day, -_DAY if back else _DAY)

    def _settle(self, day: date, step: timedelta) -> date:
        while not self.is_working(day):
            day += step
        return day

    def _worked_until(self, day: date) -> int:
        """Working days since a fixed Monday long ago, `day` included."""
        number = day.toordinal()
        weeks, rest = divmod(number, 7)  # ordinal 1 was a Monday
        return weeks * 5 + min(rest, 5) - bisect_right(self._off, number) + bisect_right(self._extra, number)


def _ordinals(days: Iterable[date]) -> tuple[int, ...]:
    return tuple(sorted(day.toordinal() for day in days))
