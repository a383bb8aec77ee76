"""Duties with their checkpoints, progress and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint
from gongkai_desktop.domain.ledger import Checkpoint, Duty, DutyState
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.store import paper_tracking
from gongkai_desktop.store.lookup import get
from gongkai_desktop.store.mapping import to_checkpoint, to_duty
from gongkai_desktop.store.tables import (
    CheckpointRecord,
    DutyRecord,
    EvidenceRow,
    NoticeDutyRow,
    ProgressRow,
)
from gongkai_desktop.store.time_tables import CheckpointMoveRow, DutyEventRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

_DUTY, _CHECKPOINT = "责任事项", "节点"


@dataclass(frozen=True, slots=True)
class DutyDraft:
    """A duty to be stored."""

    task_id: int
    unit_id: int
    role: Role
    via: str | None
    checkpoints: tuple[PlannedCheckpoint, ...]


@dataclass(frozen=True, slots=True)
class Added:
    """How much came in."""

    duties: int = 0
    checkpoints: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(self.duties + other.duties, self.checkpoints + other.checkpoints)


def get_duty(reading: Reading, duty_id: int) -> Duty:
    """A duty. Raises InvalidInput when it is gone."""
    return to_duty(get(reading, DutyRecord, duty_id, _DUTY))


def list_all(reading: Reading) -> tuple[Duty, ...]:
    """Every duty, cancelled ones too, by task."""
    rows = reading.session.scalars(select(DutyRecord).order_by(DutyRecord.task_id, DutyRecord.id))
    return tuple(to_duty(row) for row in rows)


def checkpoints_of(reading: Reading, duty_id: int) -> tuple[Checkpoint, ...]:
    """The checkpoints of a duty by date."""
    wanted = (
        select(CheckpointRecord).where(CheckpointRecord.duty_id == duty_id).order_by(CheckpointRecord.due)
    )
    return tuple(to_checkpoint(row) for row in reading.session.scalars(wanted))


def get_checkpoint(reading: Reading, checkpoint_id: int) -> Checkpoint:
    """A checkpoint. Raises InvalidInput when it is gone."""
    return to_checkpoint(get(reading, CheckpointRecord, checkpoint_id, _CHECKPOINT))


def has_history(reading: Reading, duty_id: int) -> bool:
    """Whether something was recorded on a duty that must not be lost: state, progress, a moved date …"""
    duty = get_duty(reading, duty_id)
    if duty.state is not DutyState.OPEN or any(c.done_on for c in checkpoints_of(reading, duty_id)):
        return True
    return any(
        reading.session.scalar(select(exists().where(table.duty_id == duty_id)))
        for table in (ProgressRow, EvidenceRow, NoticeDutyRow, CheckpointMoveRow, DutyEventRow)
    )


def add_duties(work: UnitOfWork, drafts: Sequence[DutyDraft]) -> Added:
    """Store duties with their checkpoints."""
    rows = [
        DutyRecord(
            task_id=draft.task_id,
            unit_id=draft.unit_id,
            role=draft.role.value,
            state=DutyState.OPEN.value,
            via=draft.via,
        )
        for draft in drafts
    ]
    work.session.add_all(rows)
    work.session.flush()
    checkpoints = [
        CheckpointRecord(
            duty_id=row.id,
            due=planned.due,
            label=planned.label,
            proposed=planned.proposed,
            series=planned.series,
        )
        for row, draft in zip(rows, drafts, strict=True)
        for planned in draft.checkpoints
    ]
    work.session.add_all(checkpoints)
    work.session.flush()
    return Added(len(rows), len(checkpoints))


def set_state(work: UnitOfWork, duty_id: int, state: DutyState, completed_on: date | None) -> None:
    """Change the clerk's word on a duty."""
    row = get(work, DutyRecord, duty_id, _DUTY)
    row.state, row.completed_on, row.dropped = state.value, completed_on, False
    work.session.flush()


def set_assignment(work: UnitOfWork, duty_id: int, unit_id: int, role: Role, via: str | None) -> None:
    """Change who is bound by a duty, how, and through which collective."""
    row = get(work, DutyRecord, duty_id, _DUTY)
    row.unit_id, row.role, row.via = unit_id, role.value, via
    work.session.flush()


def set_done(work: UnitOfWork, checkpoint_id: int, done_on: date | None) -> None:
    """Close a checkpoint, or open it again."""
    get(work, CheckpointRecord, checkpoint_id, _CHECKPOINT).done_on = done_on
    work.session.flush()


def add_progress(
    work: UnitOfWork, duty_id: int, on: date, text: str, percent: int | None, said_by: str
) -> None:
    """Enter progress on a duty."""
    work.session.add(ProgressRow(duty_id=duty_id, on_day=on, text=text, percent=percent, said_by=said_by))
    work.session.flush()


def add_evidence(work: UnitOfWork, duty_id: int, url: str, published_on: date | None, note: str) -> None:
    """Enter proof of a duty."""
    work.session.add(EvidenceRow(duty_id=duty_id, url=url, published_on=published_on, note=note))
    work.session.flush()


def remove_duty(work: UnitOfWork, duty_id: int) -> None:
    """Delete a duty on which nothing was recorded, with its checkpoints."""
    _delete_all(
        work,
        work.session.scalars(select(CheckpointRecord).where(CheckpointRecord.duty_id == duty_id)).all(),
    )
    _delete_all(work, [get(work, DutyRecord, duty_id, _DUTY)])


def absorb(work: UnitOfWork, duty_id: int, into_id: int) -> None:
    """Let a duty take over all that was recorded on another duty of the same task, which then goes.

    A checkpoint done on either of them is done; the weaker state gives way to 已完成.
    """
    same = {}
    given = {checkpoint.due: checkpoint for checkpoint in checkpoints_of(work, duty_id)}
    for checkpoint in checkpoints_of(work, into_id):
        other = given.get(checkpoint.due)
        if other:
            same[other.id] = checkpoint.id
        if other and other.done_on and not checkpoint.done_on:
            set_done(work, checkpoint.id, other.done_on)
    _hand_over_checkpoint_changes(work, duty_id, into_id, same)
    for entry in work.session.scalars(select(ProgressRow).where(ProgressRow.duty_id == duty_id)):
        entry.duty_id = into_id
    for proof in work.session.scalars(select(EvidenceRow).where(EvidenceRow.duty_id == duty_id)):
        proof.duty_id = into_id
    _hand_over_notices(work, duty_id, into_id)
    paper_tracking.hand_over_duty(work, duty_id, into_id)
    old, kept = get_duty(work, duty_id), get_duty(work, into_id)
    if old.state is DutyState.DONE and kept.state is not DutyState.DONE:
        set_state(work, into_id, old.state, old.completed_on)
    work.session.flush()
    remove_duty(work, duty_id)


def _hand_over_checkpoint_changes(
    work: UnitOfWork, duty_id: int, into_id: int, same: Mapping[int, int]
) -> None:
    """Moved dates and events keep to the checkpoint of the same day; events bring theirs along."""
    brought = dict(same)
    for event in work.session.scalars(select(DutyEventRow).where(DutyEventRow.duty_id == duty_id)):
        event.duty_id = into_id
        if event.checkpoint_id is not None and event.checkpoint_id not in brought:
            get(work, CheckpointRecord, event.checkpoint_id, _CHECKPOINT).duty_id = into_id
            brought[event.checkpoint_id] = event.checkpoint_id
        event.checkpoint_id = brought.get(event.checkpoint_id or 0)
    for move in work.session.scalars(select(CheckpointMoveRow).where(CheckpointMoveRow.duty_id == duty_id)):
        move.duty_id, move.checkpoint_id = into_id, brought.get(move.checkpoint_id or 0)
    work.session.flush()


def _hand_over_notices(work: UnitOfWork, duty_id: int, into_id: int) -> None:
    wanted = select(NoticeDutyRow)
    known = {row.notice_id for row in work.session.scalars(wanted.where(NoticeDutyRow.duty_id == into_id))}
    for row in work.session.scalars(wanted.where(NoticeDutyRow.duty_id == duty_id)).all():
        if row.notice_id in known:
            work.session.delete(row)
        else:
            row.duty_id = into_id


def _delete_all(work: UnitOfWork, rows: Iterable[object]) -> None:
    for row in rows:
        work.session.delete(row)
    work.session.flush()
