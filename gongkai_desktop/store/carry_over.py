"""What keeping duties over a new version needs: their dates, dropping them and bringing them back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import select

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint
from gongkai_desktop.domain.ledger import Checkpoint, Duty, DutyState
from gongkai_desktop.store import checkpoint_changes
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.mapping import to_duty
from gongkai_desktop.store.tables import CheckpointRecord, DutyRecord, JournalRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork


def duties_of(reading: Reading, task_id: int) -> tuple[Duty, ...]:
    """The duties of a task, cancelled ones too."""
    rows = reading.session.scalars(
        select(DutyRecord).where(DutyRecord.task_id == task_id).order_by(DutyRecord.id)
    )
    return tuple(to_duty(row) for row in rows)


def moved_from(reading: Reading, checkpoints: Collection[Checkpoint]) -> dict[int, date]:
    """The checkpoints that the clerk has moved, by id, with the date they were made with.

    Only the journal knows: the rules by which dates are proposed may be others now.
    """
    wanted = (
        select(JournalRow.entity_id, JournalRow.new)
        .where(
            JournalRow.entity == CheckpointRecord.__tablename__,
            JournalRow.entity_id.in_([checkpoint.id for checkpoint in checkpoints]),
            JournalRow.old.is_(None),
        )
        .order_by(JournalRow.id.desc())
    )
    # The first entry is read last: a checkpoint that undo brought back has more than one.
    made = {row_id: date.fromisoformat(new["due"]) for row_id, new in reading.session.execute(wanted) if new}
    return {c.id: made[c.id] for c in checkpoints if c.id in made and made[c.id] != c.due}


def drop_duty(work: UnitOfWork, duty_id: int) -> None:
    """Cancel a duty that the newer version has no more."""
    row = get(work, DutyRecord, duty_id, "责任事项")
    row.state, row.dropped = DutyState.CANCELLED.value, True
    work.session.flush()


def bring_back(work: UnitOfWork, duty_id: int) -> None:
    """Put a duty in force again that an earlier version had dropped; the clerk's own word stays."""
    row = get(work, DutyRecord, duty_id, "责任事项")
    if row.dropped:
        state = DutyState.DONE if row.completed_on else DutyState.OPEN
        row.state, row.dropped = state.value, False
        work.session.flush()


def add_checkpoints(work: UnitOfWork, duty_id: int, planned: Iterable[PlannedCheckpoint]) -> int:
    """Give a duty more checkpoints; hands back how many."""
    rows = [
        CheckpointRecord(
            duty_id=duty_id, due=each.due, label=each.label, proposed=each.proposed, series=each.series
        )
        for each in planned
    ]
    work.session.add_all(rows)
    work.session.flush()
    return len(rows)


def remove_checkpoints(work: UnitOfWork, checkpoints: Iterable[Checkpoint]) -> None:
    """Delete checkpoints that are not done; what is known of their moves stays with the duty."""
    gone = list(checkpoints)
    checkpoint_changes.let_go(work, [checkpoint.id for checkpoint in gone])
    for checkpoint in gone:
        work.session.delete(get(work, CheckpointRecord, checkpoint.id, "节点"))
    work.session.flush()


def relabel_checkpoint(work: UnitOfWork, checkpoint_id: int, planned: PlannedCheckpoint) -> None:
    """Let a checkpoint that keeps its date say where the date comes from now."""
    row = get(work, CheckpointRecord, checkpoint_id, "节点")
    row.label, row.proposed, row.series = planned.label, planned.proposed, planned.series
    work.session.flush()
