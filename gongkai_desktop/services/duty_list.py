"""The duties of the ledger as rows: the first of them at once, all of them, and later what has changed."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.kinds import DutyState
from gongkai_desktop.domain.workdays import WorkCalendar
from gongkai_desktop.services.duty_rows import build_rows
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import changes, duty_lines
from gongkai_desktop.store.duty_lines import Scope, Snapshot
from gongkai_desktop.store.rows import Rows

MAY_MOVE = "（暂）"
"""Behind the phrase of a date counted over days whose 放假通知 is not out yet."""
_MOST_CHANGES, _MOST_REREAD = 500, 40
"""With more, reading everything is quicker."""
_FIRST_DUTIES = 100
"""More than any screen shows."""


@dataclass(frozen=True, slots=True)
class KnownDuties:
    """All duties as they were read, and up to which change."""

    rows: tuple[DutyRow, ...]
    change: int
    whole: bool = True
    """False where only the lines of single duties were read anew: units and plans are those of before."""
    more: bool = False
    """These are only the first of the ledger; there are more."""


def list_duties(workspace: Workspace, today: date) -> tuple[DutyRow, ...]:
    """All duties but the cancelled ones, as they stood on `today`, by year, plan, task, role and unit."""
    with _for_good():
        with workspace.ledger.look() as reading:
            snapshot = snapshot_of(reading, workspace, today)
        return build_rows(snapshot, today, workspace.light_rules, workspace.calendar)


def first_duties(workspace: Workspace, today: date) -> KnownDuties:
    """The beginning of the same list, more than a screen shows; takes no longer for a larger ledger."""
    with workspace.ledger.look() as reading:
        newest = duty_lines.newest_change(reading)
        scope = duty_lines.first_of(reading, _FIRST_DUTIES)
        snapshot = snapshot_of(reading, workspace, today, scope)
    rows = build_rows(snapshot, today, workspace.light_rules, workspace.calendar)
    return KnownDuties(rows, newest, more=not scope.is_all)


def read_duties(workspace: Workspace, today: date, known: KnownDuties | None = None) -> KnownDuties:
    """The same as `list_duties`; where `known` was read for the same day, only what has changed since.

    The journal tells what that is, whoever made the change.
    """
    with workspace.ledger.look() as reading:
        newest = duty_lines.newest_change(reading)
        if known is not None and not known.more:
            ids = changes.changed_duties(reading, known.change, _MOST_CHANGES)
            if ids is not None and len(ids) <= _MOST_REREAD:
                rows = _with_new_lines(known.rows, ids, reading, workspace, today)
                return KnownDuties(rows, newest, whole=False)
    return KnownDuties(list_duties(workspace, today), newest)


def _with_new_lines(
    rows: tuple[DutyRow, ...], ids: frozenset[int], reading: Rows, workspace: Workspace, today: date
) -> tuple[DutyRow, ...]:
    single = [snapshot_of(reading, workspace, today, duty_lines.one(duty_id)) for duty_id in ids]
    read = [build_rows(each, today, workspace.light_rules, workspace.calendar) for each in single]
    new = {row.duty_id: row for lines in read for row in lines}
    return tuple(
        row for row in (new.get(row.duty_id, row) for row in rows) if row.state is not DutyState.CANCELLED
    )


def unit_search_texts(workspace: Workspace) -> Mapping[int, str]:
    """For every unit the lower-case text to find it by: names, aliases and pinyin initials."""
    with workspace.ledger.look() as reading:
        return duty_lines.unit_search_texts(reading)


def snapshot_of(reading: Rows, workspace: Workspace, today: date, scope: Scope = duty_lines.ALL) -> Snapshot:
    """The stored lines; checkpoints that may move with the next 放假通知 say so, wherever they are shown."""
    snapshot = duty_lines.snapshot(reading, today, scope)
    may_move = provisional_in(reading, workspace.calendar)
    if not may_move:
        return snapshot
    marked = {
        duty: [
            (*line[:3], f"{line[3]}{MAY_MOVE}", *line[4:]) if line[1] in may_move else line for line in lines
        ]
        for duty, lines in snapshot.checkpoints.items()
    }
    return replace(snapshot, checkpoints=marked)


def provisional_in(reading: Rows, calendar: WorkCalendar) -> frozenset[int]:
    """The open checkpoints whose count runs into a year that is not announced: they may still move."""
    events = duty_lines.counting_events(reading)
    if not events:
        return frozenset()
    # Counting day by day brings much along; most ledgers have nothing to count.
    from gongkai_desktop.domain.limits import explain

    return frozenset(
        event.checkpoint_id
        for event in events
        if explain(calendar, event.happened_on, event.amount, event.unit).provisional
    )


@contextmanager
def _for_good() -> Iterator[None]:
    """Keep the garbage collector off what is made here: a hundred thousand rows, all kept, none in a cycle.

    Searching them in vain took a third of the time of a list, and a pause of the window at every later
    collection. Where it is off already, somebody else sees to it, on the thread that may.
    """
    was_on = gc.isenabled()
    if was_on:
        gc.collect(1)
        gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()
