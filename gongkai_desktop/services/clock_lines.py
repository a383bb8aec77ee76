"""Statutory limits as lists and the detail panel show them, on any day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai_desktop.domain.clocks import Clock, ClockKind, ClockState, explain_clock, stand
from gongkai_desktop.domain.ledger import JournalEntry
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.domain.limits import Count
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import clocks, units


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A limit as a list shows it on one day."""

    clock_id: int
    template_key: str
    name: str
    kind: ClockKind
    limit: str
    """20个工作日内."""
    matter: str
    number: str
    party: str
    unit_id: int | None
    unit_name: str
    """The office itself where there is no unit."""
    article: str
    start: date
    """The day it runs from: that of its last new start."""
    due: date
    due_at: datetime | None
    """The moment, for limits in hours."""
    state: ClockState
    light: Light
    days: int
    """Working days left (positive) or late by (negative); of a finished one, what it was late by."""
    paused_days: int
    provisional: bool
    finished_on: date | None
    url: str
    note: str
    wheel_year: int | None

    @property
    def ahead(self) -> bool:
        """A date of the year wheel that is not near yet: nothing to be done about it now."""
        return self.wheel_year is not None and self.light is Light.NORMAL


@dataclass(frozen=True, slots=True)
class ClockDetail:
    """Everything about one limit."""

    line: ClockLine
    clock: Clock
    count: Count | None
    """Day by day; None for dates that the law itself prints."""
    history: tuple[JournalEntry, ...]
    """Newest first."""


def list_clocks(
    workspace: Workspace,
    today: date,
    *,
    now: datetime | None = None,
    with_closed: bool = True,
) -> tuple[ClockLine, ...]:
    """All limits as they stood on `today`, the earliest last day first; without cancelled ones.

    `now` lets limits in hours be late within the day; `with_closed` takes the finished ones in.
    """
    with workspace.ledger.read() as reading:
        stored = clocks.list_clocks(reading)
        names = {unit.id: unit.name for unit in units.list_units(reading)}
    lines = [
        _line(workspace, clock, names, today, now)
        for clock in stored
        if not clock.cancelled and (clock.started_on <= today or clock.wheel_year)
    ]
    wanted = [line for line in lines if with_closed or line.state is not ClockState.FINISHED]
    return tuple(sorted(wanted, key=lambda line: (line.due, line.clock_id)))


def late_clocks(
    workspace: Workspace,
    today: date,
    unit_ids: Collection[int] | None = None,
    *,
    now: datetime | None = None,
) -> tuple[ClockLine, ...]:
    """The limits that are late on `today`, of these units only; None: of every unit and of the office."""
    return tuple(
        line
        for line in list_clocks(workspace, today, now=now)
        if line.light is Light.LATE and (unit_ids is None or line.unit_id in unit_ids)
    )


def clock_detail(workspace: Workspace, clock_id: int, today: date) -> ClockDetail:
    """One limit in full; a cancelled one too. Raises InvalidInput when it is gone."""
    with workspace.ledger.read() as reading:
        clock = clocks.get_clock(reading, clock_id)
        names = {unit.id: unit.name for unit in units.list_units(reading)}
        history = clocks.history_of(reading, clock_id)
    line = _line(workspace, clock, names, today, None)
    return ClockDetail(line, clock, explain_clock(clock, workspace.calendar, today), history)


def _line(
    workspace: Workspace, clock: Clock, names: Mapping[int, str], today: date, now: datetime | None
) -> ClockLine:
    standing = stand(clock, workspace.calendar, workspace.light_rules, today, now)
    finished = clock.finished_on if standing.state is ClockState.FINISHED else None
    return ClockLine(
        clock_id=clock.id,
        template_key=clock.template_key,
        name=clock.name,
        kind=clock.kind,
        limit=clock.limit_text,
        matter=clock.matter,
        number=clock.number,
        party=clock.party,
        unit_id=clock.unit_id,
        unit_name=names[clock.unit_id] if clock.unit_id else workspace.office.office,
        article=clock.article,
        start=standing.start,
        due=standing.due,
        due_at=standing.due_at,
        state=standing.state,
        light=standing.light,
        days=standing.days,
        paused_days=standing.paused_days,
        provisional=standing.provisional,
        finished_on=finished,
        url=clock.url if finished else "",
        note=clock.note,
        wheel_year=clock.wheel_year,
    )
