"""倒排: counted back from what falls due in a month, when to remind each unit and when to urge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Protocol

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.kinds import UnitKind
from gongkai_desktop.domain.lights import Light

_KIND_ORDER = {kind: place for place, kind in enumerate(UnitKind)}


class BackwardCount(Protocol):
    """The part of the working-day calendar that counting back needs."""

    def add_working_days(self, start: date, days: int) -> date:
        """The last day of a limit; the start day is not counted, negative counts back."""
        ...


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """How many working days before a date a unit is reminded, and how many before it is urged."""

    remind: int = 10
    urge: int = 3


class Step(StrEnum):
    """What a checkpoint asks for on a day; the value is what the clerk sees."""

    LATE = "已逾期"
    URGE = "该催办"
    REMIND = "该提醒"
    WAIT = "未到提醒"
    DONE = "已完成"


@dataclass(frozen=True, slots=True)
class BackwardLine:
    """A checkpoint with the days counted back from it."""

    row: DutyRow
    point: CheckpointRow
    remind_on: date
    urge_on: date
    step: Step


def counted_back(due: date, lead: LeadTimes, calendar: BackwardCount) -> tuple[date, date]:
    """When to remind and when to urge for a date."""
    return calendar.add_working_days(due, -lead.remind), calendar.add_working_days(due, -lead.urge)


def step_on(today: date, point: CheckpointRow, remind_on: date, urge_on: date) -> Step:
    """What a checkpoint asks for on `today`."""
    if point.light is Light.DONE:
        return Step.DONE
    if point.due < today:
        return Step.LATE
    if urge_on <= today:
        return Step.URGE
    return Step.REMIND if remind_on <= today else Step.WAIT


def backward_schedule(
    points: Iterable[tuple[DutyRow, CheckpointRow]], lead: LeadTimes, calendar: BackwardCount, today: date
) -> tuple[BackwardLine, ...]:
    """The checkpoints by unit (in the order of the kinds, then by name), each unit's by date."""

    @cache
    def back(due: date) -> tuple[date, date]:
        # A month has thirty dates, however many checkpoints fall on them.
        return counted_back(due, lead, calendar)

    lines = [
        BackwardLine(row, point, *back(point.due), step_on(today, point, *back(point.due)))
        for row, point in points
    ]
    return tuple(sorted(lines, key=_order))


def _order(line: BackwardLine) -> tuple[int, bytes, int, date, int]:
    row = line.row
    # GB 18030 keeps the order of GB 2312, whose everyday characters stand by pinyin.
    name = row.unit_name.encode("gb18030", errors="replace")
    return _KIND_ORDER[row.unit_kind], name, row.unit_id, line.point.due, row.task_position


def agenda_span(day: date, months: int) -> tuple[date, date]:
    """First and last day of so many months, beginning with the month of a day."""
    first = day.replace(day=1)
    number = first.year * 12 + first.month - 1 + months
    return first, date(number // 12, number % 12 + 1, 1) - timedelta(days=1)
