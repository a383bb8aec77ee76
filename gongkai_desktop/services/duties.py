"""What the ledger shows: its duties as rows, one duty in full, its plans and their files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.ledger import (
    DutyEvent,
    Evidence,
    JournalEntry,
    Notice,
    Plan,
    Progress,
    Task,
)
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.counting import counted_lines, origin_lines
from gongkai_desktop.services.duty_list import MAY_MOVE as MAY_MOVE
from gongkai_desktop.services.duty_list import KnownDuties as KnownDuties
from gongkai_desktop.services.duty_list import list_duties as list_duties
from gongkai_desktop.services.duty_list import read_duties as read_duties
from gongkai_desktop.services.duty_list import snapshot_of
from gongkai_desktop.services.duty_list import unit_search_texts as unit_search_texts
from gongkai_desktop.services.duty_rows import build_rows
from gongkai_desktop.services.events import EventLimit, event_limits
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import checkpoint_changes, duty_lines, plans, queries


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


def duty_detail(workspace: Workspace, duty_id: int, today: date) -> DutyDetail:
    """One duty in full as it stood on `today`; a cancelled one too. Raises InvalidInput when it is gone."""
    with workspace.ledger.read() as reading:
        snapshot = snapshot_of(reading, workspace, today, duty_lines.one(duty_id))
        rows = build_rows(snapshot, today, workspace.light_rules, workspace.calendar)
        if not rows:
            raise InvalidInput("找不到这项责任事项。", "它可能已被撤销，请按 F5 刷新。")
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
