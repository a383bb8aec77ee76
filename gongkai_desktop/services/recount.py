"""Which open dates another calendar would change: what was counted, never what a document prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai_desktop.domain.clocks import ClockState, new_due, stand
from gongkai_desktop.domain.ledger import DutyEvent
from gongkai_desktop.domain.lights import LightRules
from gongkai_desktop.domain.limits import Limit, last_day, last_moment, limit_words
from gongkai_desktop.domain.moments import moment
from gongkai_desktop.domain.workdays import WorkCalendar
from gongkai_desktop.store import checkpoint_changes, clocks, units
from gongkai_desktop.store.checkpoint_changes import CountedCheckpoint
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True)
class DateChange:
    """An open date that another calendar moves."""

    kind: Literal["checkpoint", "clock"]
    id: int
    unit: str
    """Empty for the office itself."""
    what: str
    """The task, or the matter of a statutory limit."""
    limit: str
    start: date
    old: date
    new: date


def due_of_event(event: DutyEvent, calendar: WorkCalendar) -> date:
    """The last day of the limit an event started."""
    if event.unit == "hour":
        return last_moment(moment(event.happened_on, event.happened_time), event.amount).date()
    return last_day(calendar, event.happened_on, Limit(event.amount, event.unit))


def date_changes(
    reading: Reading, old: WorkCalendar, new: WorkCalendar, today: date
) -> tuple[DateChange, ...]:
    """Every open date that differs between two calendars, the earliest first."""
    found = [*_of_checkpoints(reading, new), *_of_clocks(reading, old, new, today)]
    return tuple(sorted(found, key=lambda change: (change.new, change.old, change.id)))


def apply_changes(work: UnitOfWork, changes: tuple[DateChange, ...]) -> None:
    """Keep the new dates of checkpoints; limits are counted whenever they are looked at."""
    dates = {change.id: change.new for change in changes if change.kind == "checkpoint"}
    checkpoint_changes.set_due_dates(work, dates)


def _of_checkpoints(reading: Reading, calendar: WorkCalendar) -> Iterator[DateChange]:
    first: dict[int, tuple[date, CountedCheckpoint]] = {}
    for counted in checkpoint_changes.counted_checkpoints(reading):
        # Of several events that share a checkpoint the one due first decides.
        due = due_of_event(counted.event, calendar)
        first[counted.checkpoint.id] = min(
            first.get(counted.checkpoint.id, (due, counted)), (due, counted), key=lambda found: found[0]
        )
    for due, counted in first.values():
        event, checkpoint = counted.event, counted.checkpoint
        if due != checkpoint.due:
            words = limit_words(event.amount, event.unit)
            yield DateChange(
                "checkpoint",
                checkpoint.id,
                counted.unit,
                counted.task,
                words,
                event.happened_on,
                checkpoint.due,
                due,
            )


def _of_clocks(reading: Reading, old: WorkCalendar, new: WorkCalendar, today: date) -> Iterator[DateChange]:
    names = {unit.id: unit.name for unit in units.list_units(reading)}
    for clock in clocks.list_clocks(reading):
        standing = stand(clock, old, LightRules(), today)
        if standing.state in (ClockState.FINISHED, ClockState.CANCELLED):
            continue
        due = new_due(clock, new, today)
        if due != standing.due:
            yield DateChange(
                "clock",
                clock.id,
                names.get(clock.unit_id or 0, ""),
                clock.matter or clock.name,
                clock.limit_text,
                standing.start,
                standing.due,
                due,
            )
