"""Statutory limits (法定时限): the rule, a running instance with what happened to it, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from gongkai_desktop.domain.holiday_schedule import days_between
from gongkai_desktop.domain.lights import Light, LightRules, checkpoint_light
from gongkai_desktop.domain.limits import (
    Count,
    Limit,
    LimitUnit,
    explain,
    explain_hours,
    last_day,
    last_moment,
    limit_words,
)
from gongkai_desktop.domain.moments import moment
from gongkai_desktop.domain.workdays import WorkCalendar

Yearly = Literal["date", "each_month", "each_quarter", "each_half_year", "each_2_years"]
"""Rules whose dates the year itself gives: a fixed date, or the end of each period."""
ClockUnit = LimitUnit | Yearly


_PERIODS = {
    "each_month": "每月",
    "each_quarter": "每季度",
    "each_half_year": "每半年",
    "each_2_years": "每两年",
}


class ClockKind(StrEnum):
    """What the law asks of the last day."""

    AT_MOST = "at_most"
    """Done by then."""
    AT_LEAST = "at_least"
    """Not ended before then (征求意见不少于30日)."""


class ClockState(StrEnum):
    """What a running limit is doing."""

    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Happening(StrEnum):
    """What can happen to a running limit; the value is what the ledger keeps."""

    PAUSE = "pause"
    RESUME = "resume"
    RESET = "reset"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class ClockTemplate:
    """A rule of the law as the library has it."""

    key: str
    name: str
    kind: ClockKind
    trigger: str
    """What it runs from: 作出决定之日."""
    amount: int
    unit: ClockUnit
    month_day: str | None = None
    """MM-DD, for a fixed date in the year."""
    moves_on: bool = True
    pause_rule: str = ""
    reset_rule: str = ""
    article: str = ""
    verified: bool = False
    """已核: read in the law itself; else 待核."""
    note: str = ""
    built_in: bool = False
    changed: bool = False
    """A built-in rule that the clerk has changed; it can be restored."""

    @property
    def yearly(self) -> bool:
        """Whether the year wheel makes its dates."""
        return self.unit == "date" or self.unit.startswith("each_")

    @property
    def limit_text(self) -> str:
        """20个工作日内, 不少于30日, 每年3月31日前."""
        return limit_text(self.kind, self.amount, self.unit, self.month_day)


@dataclass(frozen=True, slots=True)
class ClockEvent:
    """Something that happened to a running limit."""

    kind: Happening
    on: date
    time: str | None = None
    amount: int | None = None
    reason: str = ""
    approver: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Clock:
    """A running limit; it keeps the rule it was started under."""

    id: int
    template_key: str
    name: str
    kind: ClockKind
    amount: int
    unit: ClockUnit
    moves_on: bool
    article: str
    matter: str
    number: str
    party: str
    unit_id: int | None
    """None: the office itself."""
    started_on: date
    started_time: str | None = None
    wheel_year: int | None = None
    finished_on: date | None = None
    finished_time: str | None = None
    url: str = ""
    note: str = ""
    cancelled: bool = False
    events: tuple[ClockEvent, ...] = ()

    @property
    def limit_text(self) -> str:
        """The limit in the words of the law."""
        return limit_text(self.kind, self.amount, self.unit)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a limit stands on a day."""

    start: date
    """The day it runs from: that of the last new start."""
    due: date
    due_at: datetime | None
    """The moment, for limits in hours."""
    state: ClockState
    light: Light
    days: int
    """Working days left (positive) or late by (negative); with what a finished one was late by."""
    paused_days: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class _Course:
    """What the events come to."""

    start: date
    start_time: str | None
    amount: int
    pauses: tuple[tuple[datetime, datetime], ...]
    paused_since: date | None

    @property
    def paused_days(self) -> frozenset[date]:
        """The day a pause begins still counts, the day it ends does not: as with every start."""
        return frozenset(
            day
            for begin, resume in self.pauses
            for day in days_between(begin.date() + timedelta(days=1), resume.date())
        )


def limit_text(kind: ClockKind, amount: int, unit: ClockUnit, month_day: str | None = None) -> str:
    """A limit in the words of the law."""
    match unit:
        case "date":
            month, _, day = (month_day or "").partition("-")
            return f"每年{int(month)}月{int(day)}日前" if month_day else "法定日期"
        case "each_month" | "each_quarter" | "each_half_year" | "each_2_years":
            return _PERIODS[unit]
        case _:
            return limit_words(amount, unit, at_least=kind is ClockKind.AT_LEAST)


def stand(
    clock: Clock, calendar: WorkCalendar, rules: LightRules, today: date, now: datetime | None = None
) -> Standing:
    """How the limit stood on `today`; `now` lets a limit in hours be late within the day."""
    course = _course(clock, today)
    due, due_at = _due(clock, course, calendar)
    finished = clock.finished_on if clock.finished_on and clock.finished_on <= today else None
    state = _state(clock, course, finished)
    light, days = _light(clock, state, due, due_at, finished, calendar, rules, today, now)
    provisional = clock.unit in ("working", "calendar", "month", "year") and any(
        calendar.is_provisional(year) for year in range(course.start.year, due.year + 1)
    )
    paused = len(course.paused_days)
    return Standing(course.start, due, due_at, state, light, days, paused, provisional)


def explain_clock(clock: Clock, calendar: WorkCalendar, today: date) -> Count | None:
    """The count of the limit step by step as known on `today`; None for dates that the law itself prints."""
    course = _course(clock, today)
    if clock.unit == "hour":
        start = moment(course.start, course.start_time)
        return explain_hours(start, course.amount, article=clock.article, pauses=course.pauses)
    limit = _limit(clock, course)
    if limit is None:
        return None
    return explain(
        calendar,
        course.start,
        limit.amount,
        limit.unit,
        article=clock.article,
        paused=course.paused_days,
        moves_on=limit.moves_on,
    )


def new_due(clock: Clock, calendar: WorkCalendar, today: date) -> date:
    """The last day by another calendar."""
    return _due(clock, _course(clock, today), calendar)[0]


def _course(clock: Clock, today: date) -> _Course:
    course = _Course(clock.started_on, clock.started_time, clock.amount, (), None)
    begun: datetime | None = None
    for event in sorted(clock.events, key=lambda event: (event.on, event.time or "", event.id)):
        if event.on > today:
            break
        match event.kind:
            case Happening.PAUSE:
                begun = moment(event.on, event.time)
            case Happening.RESUME if begun is not None:
                pauses = (*course.pauses, (begun, moment(event.on, event.time)))
                course, begun = replace(course, pauses=pauses), None
            case Happening.EXTEND:
                course = replace(course, amount=course.amount + (event.amount or 0))
            case Happening.RESET:
                course, begun = _Course(event.on, event.time, clock.amount, (), None), None
            case _:  # resumed without a pause: nothing to resume
                pass
    if begun is not None:
        # Still paused: the last day is as if it went on today.
        until = max(begun, moment(today, None))
        course = replace(course, pauses=(*course.pauses, (begun, until)), paused_since=begun.date())
    return course


def _limit(clock: Clock, course: _Course) -> Limit | None:
    match clock.unit:
        case "working" | "calendar" | "month" | "year" as unit:
            return Limit(course.amount, unit, clock.moves_on)
        case _:
            return None


def _due(clock: Clock, course: _Course, calendar: WorkCalendar) -> tuple[date, datetime | None]:
    if clock.unit == "hour":
        end = last_moment(moment(course.start, course.start_time), course.amount, course.pauses)
        return end.date(), end
    limit = _limit(clock, course)
    if limit is None:
        return course.start, None
    return last_day(calendar, course.start, limit, course.paused_days), None


def _state(clock: Clock, course: _Course, finished: date | None) -> ClockState:
    if clock.cancelled:
        return ClockState.CANCELLED
    if finished:
        return ClockState.FINISHED
    return ClockState.PAUSED if course.paused_since else ClockState.RUNNING


def _light(
    clock: Clock,
    state: ClockState,
    due: date,
    due_at: datetime | None,
    finished: date | None,
    calendar: WorkCalendar,
    rules: LightRules,
    today: date,
    now: datetime | None,
) -> tuple[Light, int]:
    """The light and the working days left, or late by."""
    if state is ClockState.CANCELLED:
        return Light.NONE, 0
    if clock.kind is ClockKind.AT_LEAST:
        return _light_of_least(due, finished, calendar, today)
    if finished:
        moment_done = moment(finished, clock.finished_time) if clock.finished_time else None
        over = finished > due or bool(due_at and moment_done and moment_done > due_at)
        return Light.DONE, -max(1, calendar.working_days_between(due, finished)) if over else 0
    if state is ClockState.PAUSED:
        return Light.NORMAL, calendar.working_days_between(today, due)
    if due_at and now and now > due_at:
        return Light.LATE, -calendar.working_days_between(due, today)
    return checkpoint_light(due, None, today, rules, calendar)


def _light_of_least(
    due: date, finished: date | None, calendar: WorkCalendar, today: date
) -> tuple[Light, int]:
    """Ended too early is what is late here; when the time is full, the clerk is told to close it."""
    if finished:
        short = calendar.working_days_between(finished, due)
        return (Light.LATE, -max(short, 1)) if finished < due else (Light.DONE, 0)
    days = calendar.working_days_between(today, due)
    return (Light.NORMAL if today <= due else Light.SOON), max(days, 0)
