"""What the ledger shows: its duties as rows, one duty in full, its plans and their files."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import (
    DutyEvent,
    DutyState,
    Evidence,
    JournalEntry,
    Notice,
    Plan,
    Progress,
    Task,
)
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.counting import counted_lines, origin_lines
from gongkai_desktop.services.duty_rows import build_rows
from gongkai_desktop.services.events import EventLimit, event_limits, provisional_in
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import changes, checkpoint_changes, plans, queries
from gongkai_desktop.store.queries import Snapshot

MAY_MOVE = "（暂）"
"""Behind the phrase of a date counted over days whose 放假通知 is not out yet."""
_MOST_CHANGES, _MOST_REREAD = 500, 40
"""With more, reading everything is quicker."""


@dataclass(frozen=True, slots=True)
class DutyDetail:
    """Everything about one duty, for the panel beside the list."""

    row: DutyRow
    task: Task
    plan: Plan
    progress: tuple[Progress, ...]
    """Newest first."""
    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...]
    history: tuple[JournalEntry, ...]
    """Every change of the duty, its checkpoints, progress and evidence, and of its task; newest first."""
    counted: tuple[str, ...]
    """How the days of the light were counted, and where its dates come from, as lines for the clerk."""
    events: tuple[DutyEvent, ...] = ()
    """The events entered on it, in the order they were entered."""
    limits: tuple[EventLimit, ...] = ()
    """The limits that its task gives from events."""


def list_duties(workspace: Workspace, today: date) -> tuple[DutyRow, ...]:
    """All duties but the cancelled ones, as they stood on `today`, by year, plan, task, role and unit."""
    with _for_good():
        with workspace.ledger.read() as reading:
            snapshot = _marked(queries.snapshot(reading, today), provisional_in(reading, workspace.calendar))
        return build_rows(snapshot, today, workspace.light_rules, workspace.calendar)


def _marked(snapshot: Snapshot, may_move: frozenset[int]) -> Snapshot:
    """The same; checkpoints that may move with the next 放假通知 say so, wherever they are shown."""
    if not may_move:
        return snapshot
    marked = {
        duty: [
            (*line[:3], f"{line[3]}{MAY_MOVE}", *line[4:]) if line[1] in may_move else line for line in lines
        ]
        for duty, lines in snapshot.checkpoints.items()
    }
    return replace(snapshot, checkpoints=marked)


@dataclass(frozen=True, slots=True)
class KnownDuties:
    """All duties as they were read, and up to which change."""

    rows: tuple[DutyRow, ...]
    change: int
    whole: bool = True
    """False where only the lines of single duties were read anew: units and plans are those of before."""


def read_duties(workspace: Workspace, today: date, known: KnownDuties | None = None) -> KnownDuties:
    """The same as `list_duties`; where `known` was read for the same day, only what has changed since.

    The journal tells what that is, whoever made the change.
    """
    with workspace.ledger.read() as reading:
        newest = changes.newest_change(reading)
        ids = changes.changed_duties(reading, known.change, _MOST_CHANGES) if known else None
        if known is not None and ids is not None and len(ids) <= _MOST_REREAD:
            may_move = provisional_in(reading, workspace.calendar) if ids else frozenset()
            single = [_marked(queries.snapshot(reading, today, duty_id), may_move) for duty_id in ids]
            read = [build_rows(one, today, workspace.light_rules, workspace.calendar) for one in single]
            new = {row.duty_id: row for rows in read for row in rows}
            rows = (new.get(row.duty_id, row) for row in known.rows)
            left = tuple(row for row in rows if row.state is not DutyState.CANCELLED)
            return KnownDuties(left, newest, whole=False)
    return KnownDuties(list_duties(workspace, today), newest)


def unit_search_texts(workspace: Workspace) -> Mapping[int, str]:
    """For every unit the lower-case text to find it by: names, aliases and pinyin initials."""
    with workspace.ledger.read() as reading:
        return queries.unit_search_texts(reading)


def duty_detail(workspace: Workspace, duty_id: int, today: date) -> DutyDetail:
    """One duty in full as it stood on `today`; a cancelled one too. Raises InvalidInput when it is gone."""
    with workspace.ledger.read() as reading:
        may_move = provisional_in(reading, workspace.calendar)
        snapshot = _marked(queries.snapshot(reading, today, duty_id), may_move)
        rows = build_rows(snapshot, today, workspace.light_rules, workspace.calendar)
        if not rows:
            raise InvalidInput("找不到这项责任事项。", "它可能已被撤销，请刷新台账。")
        row = rows[0]
        task = plans.get_task(reading, row.task_id)
        moves = checkpoint_changes.moves_of(reading, duty_id)
        events = checkpoint_changes.events_of(reading, duty_id)
        return DutyDetail(
            row=row,
            task=task,
            plan=plans.get_plan(reading, row.plan_id),
            progress=queries.progress_of(reading, duty_id, today),
            evidence=queries.evidence_of(reading, duty_id, today),
            notices=queries.notices_of(reading, duty_id, today),
            history=queries.history_of(reading, duty_id, row.task_id),
            counted=(
                *counted_lines(row, today, workspace.calendar),
                *origin_lines(task.deadlines, moves, events, workspace.calendar),
            ),
            events=events,
            limits=event_limits(workspace, duty_id),
        )


def list_plans(workspace: Workspace) -> tuple[Plan, ...]:
    """The imported documents by year, then in the order of import."""
    with workspace.ledger.read() as reading:
        return plans.list_plans(reading)


def list_tasks(workspace: Workspace, plan_id: int) -> tuple[Task, ...]:
    """The tasks of a plan in the order of its table."""
    with workspace.ledger.read() as reading:
        return plans.tasks_of(reading, plan_id)


def source_file(workspace: Workspace, plan_id: int) -> tuple[str, bytes]:
    """Name and bytes of the file a plan was imported from."""
    with workspace.ledger.read() as reading:
        return plans.source_file(reading, plan_id)


@contextmanager
def _for_good() -> Iterator[None]:
    """Keep the garbage collector off what is made here: a hundred thousand rows, all kept, none in a cycle.

    Searching them in vain took a third of the time of a list, and a pause of the window at every later
    collection. Switched on again in any case, also when two lists overlap.
    """
    gc.collect(1)
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
