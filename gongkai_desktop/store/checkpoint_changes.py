"""Moved dates and events of duties: what changed a checkpoint after it was made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint
from gongkai_desktop.domain.ledger import Checkpoint, CheckpointMove, DutyEvent, DutyState
from gongkai_desktop.domain.rhythms import EVENT_SERIES
from gongkai_desktop.store.duty_lines import task_name
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.mapping import to_checkpoint, to_event, to_move
from gongkai_desktop.store.tables import CheckpointRecord, DutyRecord, TaskRow, UnitRow
from gongkai_desktop.store.time_tables import CheckpointMoveRow, DutyEventRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

_HANDFUL = 500
"""More ids than this a statement may not hold everywhere."""


@dataclass(frozen=True, slots=True)
class CountedCheckpoint:
    """An open checkpoint that was counted from an event, with what is needed to count it anew."""

    event: DutyEvent
    checkpoint: Checkpoint
    unit: str
    task: str


def moves_of(reading: Reading, duty_id: int) -> tuple[CheckpointMove, ...]:
    """The moved dates of a duty, newest first."""
    wanted = (
        select(CheckpointMoveRow)
        .where(CheckpointMoveRow.duty_id == duty_id)
        .order_by(CheckpointMoveRow.id.desc())
    )
    return tuple(to_move(row) for row in reading.session.scalars(wanted))


def move(work: UnitOfWork, checkpoint: Checkpoint, due: date, reason: str, approver: str) -> None:
    """Give a checkpoint the clerk's date and keep the old one: it is no proposal any more."""
    row = get(work, CheckpointRecord, checkpoint.id, "节点")
    work.session.add(
        CheckpointMoveRow(
            duty_id=row.duty_id,
            checkpoint_id=row.id,
            old_due=row.due,
            new_due=due,
            reason=reason,
            approver=approver,
            moved_at=work.action.at,
        )
    )
    row.due, row.proposed = due, False
    work.session.flush()


def set_due_dates(work: UnitOfWork, dates: Mapping[int, date]) -> None:
    """Let counted checkpoints fall on other days, as another calendar counts them.

    A checkpoint whose new day is taken by another one of its duty joins that one.
    """
    rows = [get(work, CheckpointRecord, checkpoint_id, "节点") for checkpoint_id in dates]
    for row in rows:
        # Out of the way first: at no moment may two of a duty share a day.
        row.due = date.min + timedelta(days=row.id)
    work.session.flush()
    for row in rows:
        on_that_day = select(CheckpointRecord).where(
            CheckpointRecord.duty_id == row.duty_id, CheckpointRecord.due == dates[row.id]
        )
        other = work.session.scalars(on_that_day).one_or_none()
        if other is None:
            row.due = dates[row.id]
        else:
            let_go(work, [row.id], other.id)
            work.session.delete(row)
        work.session.flush()


def let_go(work: UnitOfWork, checkpoint_ids: Sequence[int], instead: int | None = None) -> None:
    """Before checkpoints are deleted: their moves and events stay with the duty, or go to another one."""
    for table in (CheckpointMoveRow, DutyEventRow):
        for start in range(0, len(checkpoint_ids), _HANDFUL):
            some = checkpoint_ids[start : start + _HANDFUL]
            rows: Any = work.session.scalars(select(table).where(table.checkpoint_id.in_(some)))
            for row in rows:
                row.checkpoint_id = instead
    work.session.flush()


def add_checkpoint(work: UnitOfWork, duty_id: int, planned: PlannedCheckpoint) -> Checkpoint:
    """Give a duty one more checkpoint."""
    row = CheckpointRecord(
        duty_id=duty_id,
        due=planned.due,
        label=planned.label,
        proposed=planned.proposed,
        series=planned.series,
    )
    work.session.add(row)
    work.session.flush()
    return to_checkpoint(row)


def events_of(reading: Reading, duty_id: int) -> tuple[DutyEvent, ...]:
    """The events entered on a duty, in the order they were entered."""
    wanted = select(DutyEventRow).where(DutyEventRow.duty_id == duty_id).order_by(DutyEventRow.id)
    return tuple(to_event(row) for row in reading.session.scalars(wanted))


def add_event(work: UnitOfWork, event: DutyEvent, checkpoint_id: int) -> None:
    """Keep an event with the checkpoint it gave."""
    work.session.add(
        DutyEventRow(
            duty_id=event.duty_id,
            checkpoint_id=checkpoint_id,
            name=event.name,
            happened_on=event.happened_on,
            happened_time=event.happened_time,
            amount=event.amount,
            unit=event.unit,
            evidence=event.evidence,
        )
    )
    work.session.flush()


def duties_with_series(reading: Reading, start: str) -> set[int]:
    """The duties that have a checkpoint of a series that begins so."""
    wanted = select(CheckpointRecord.duty_id).where(CheckpointRecord.series.startswith(start))
    return set(reading.session.scalars(wanted))


def counted_checkpoints(reading: Reading) -> tuple[CountedCheckpoint, ...]:
    """The open checkpoints counted from events that no clerk has moved since."""
    moved = select(CheckpointMoveRow.checkpoint_id).where(CheckpointMoveRow.checkpoint_id.is_not(None))
    wanted = (
        select(DutyEventRow, CheckpointRecord, UnitRow.name, TaskRow.path, TaskRow.requirement)
        .join(CheckpointRecord, CheckpointRecord.id == DutyEventRow.checkpoint_id)
        .join(DutyRecord, DutyRecord.id == DutyEventRow.duty_id)
        .join(UnitRow, UnitRow.id == DutyRecord.unit_id)
        .join(TaskRow, TaskRow.id == DutyRecord.task_id)
        .where(
            CheckpointRecord.done_on.is_(None),
            CheckpointRecord.series == EVENT_SERIES,
            DutyRecord.state == DutyState.OPEN.value,
            CheckpointRecord.id.not_in(moved),
        )
        .order_by(DutyEventRow.id)
    )
    return tuple(
        CountedCheckpoint(to_event(event), to_checkpoint(checkpoint), unit, task_name(path, requirement))
        for event, checkpoint, unit, path, requirement in reading.session.execute(wanted)
    )
