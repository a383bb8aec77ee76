"""Check rhythms for deadlines without a date, and moving checkpoints that recur together."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from gongkai_desktop.domain.checkpoints import OWN_RHYTHM, PlannedCheckpoint, plan_checkpoints
from gongkai_desktop.domain.deadline import Deadline, Ongoing, Recurring, Yearlong
from gongkai_desktop.domain.kinds import EVENT_SERIES as EVENT_SERIES
from gongkai_desktop.domain.ledger import Checkpoint
from gongkai_desktop.domain.limits import add_months

Rhythm = Literal["month", "quarter", "half-year"]
Scope = Literal["this", "from_here", "all"]
"""Which checkpoints of a series a change is about."""

RHYTHM_WORDS: dict[Rhythm, str] = {"month": "每月检查", "quarter": "每季度检查", "half-year": "每半年检查"}

_OFTEN = re.compile(r"及时|实时|即时|随时|动态|第一时间|同步|每[日天周旬]|按[日周]")


def proposed_rhythm(deadline_text: str, requirement: str, deadlines: Sequence[Deadline]) -> Rhythm | None:
    """The rhythm to look at a lasting duty; None where the document itself gives dates or none is owed.

    What must be kept up all the time is looked at each month, what merely lasts each quarter.
    """
    if not deadlines or not all(isinstance(deadline, Yearlong | Ongoing) for deadline in deadlines):
        return None
    return "month" if _OFTEN.search(deadline_text) or _OFTEN.search(requirement) else "quarter"


def rhythm_checkpoints(rhythm: Rhythm, year: int, since: date) -> tuple[PlannedCheckpoint, ...]:
    """The ends of a year's periods that are not over on `since`, as the clerk's own checks."""
    ends = plan_checkpoints("", [Recurring(rhythm)], (), year, None)
    return tuple(
        PlannedCheckpoint(
            each.due, f"{RHYTHM_WORDS[rhythm]}（{each.label.partition('（')[2]}", False, OWN_RHYTHM + rhythm
        )
        for each in ends
        if each.due >= since
    )


def moved_series(
    series: Sequence[Checkpoint], moved: Checkpoint, new: date, scope: Scope
) -> tuple[Checkpoint, ...]:
    """The open checkpoints that move with one of them, with their new dates, in an order without collisions.

    Months, quarters and half-years take the same day of the month (its last one where there is no such day);
    shorter periods move by as many days.
    """
    chosen = [
        each
        for each in series
        if each.done_on is None
        and (each.id == moved.id or (scope != "this" and moved.series and each.series == moved.series))
        and (scope == "all" or each.due >= moved.due)
    ]
    months = (new.year - moved.due.year) * 12 + new.month - moved.due.month
    shifted = [replace(each, due=_shift(each, moved, new, months)) for each in chosen]
    # What moves on must make room from the end, what moves back from the beginning.
    return tuple(sorted(shifted, key=lambda each: each.due, reverse=new > moved.due))


def _shift(each: Checkpoint, moved: Checkpoint, new: date, months: int) -> date:
    if each.id == moved.id:
        return new
    if moved.series.startswith(("10 days", "half-month")):
        return each.due + (new - moved.due)
    month = add_months(each.due.replace(day=1), months)
    return month.replace(day=min(new.day, monthrange(month.year, month.month)[1]))
