"""改期: other dates for checkpoints; the old date is kept with the reason and who approved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from gongkai_desktop.domain.ledger import Checkpoint, CheckpointMove
from gongkai_desktop.domain.rhythms import Scope, moved_series
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import checkpoint_changes, duties
from gongkai_desktop.store.unit_of_work import UnitOfWork


def move_checkpoint(
    workspace: Workspace,
    checkpoint_id: int,
    new_date: date,
    reason: str,
    approver: str = "",
    scope: Scope = "this",
) -> str:
    """Move a checkpoint, and with it those that recur from here on, or all; hands back the batch.

    What is done is never moved. The clerk's date is no longer a proposal.
    """
    why, who = _reason(reason), approver.strip()
    with workspace.change("改期", _with_approver(why, who)) as work:
        moved = duties.get_checkpoint(work, checkpoint_id)
        every = duties.checkpoints_of(work, moved.duty_id)
        if moved.done_on is not None:
            raise InvalidInput("这个节点已经完成，不能改期。", "如需改期，请先重新打开。")
        if moved.due != new_date:
            _move(work, every, moved_series(every, moved, new_date, scope), why, who)
        work.commit()
    return work.batch


def move_checkpoints(workspace: Workspace, dates: Mapping[int, date], reason: str, approver: str = "") -> str:
    """Give each checkpoint (by id) a date of its own, all or none: one date for each unit, say."""
    why, who = _reason(reason), approver.strip()
    if not dates:
        raise InvalidInput("没有选中节点。", "请先选择要改期的节点。")
    with workspace.change("改期", _with_approver(why, who)) as work:
        for checkpoint_id, new_date in dates.items():
            moved = duties.get_checkpoint(work, checkpoint_id)
            every = duties.checkpoints_of(work, moved.duty_id)
            if moved.done_on is not None:
                raise InvalidInput(f"节点“{moved.label}”已经完成，不能改期。", "如需改期，请先重新打开。")
            if moved.due != new_date:
                _move(work, every, moved_series(every, moved, new_date, "this"), why, who)
        work.commit()
    return work.batch


def series_of(workspace: Workspace, duty_id: int, checkpoint_id: int) -> tuple[Checkpoint, ...]:
    """The open checkpoints of a duty that recur with this one, itself too, by date; none when it is gone."""
    with workspace.ledger.read() as reading:
        every = duties.checkpoints_of(reading, duty_id)
    moved = next((each for each in every if each.id == checkpoint_id), None)
    return moved_series(every, moved, moved.due, "all") if moved else ()


def moves_of(workspace: Workspace, duty_id: int) -> tuple[CheckpointMove, ...]:
    """The moved dates of a duty, newest first."""
    with workspace.ledger.read() as reading:
        return checkpoint_changes.moves_of(reading, duty_id)


def _move(
    work: UnitOfWork,
    every: Sequence[Checkpoint],
    shifted: Sequence[Checkpoint],
    reason: str,
    approver: str,
) -> None:
    old = {each.id: each for each in every}
    moving = {each.id for each in shifted}
    taken = {each.due for each in every if each.id not in moving}
    for each in shifted:
        if each.due in taken:
            raise InvalidInput(f"{each.due} 已有同一事项的另一个节点。", "请选择别的日期。")
        taken.add(each.due)
    for each in shifted:
        if each.due != old[each.id].due:
            checkpoint_changes.move(work, old[each.id], each.due, reason, approver)


def _reason(text: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidInput("没有填写改期的原因。", "请填写改期的原因。")
    return text


def _with_approver(reason: str, approver: str) -> str:
    return f"{reason}（批准人：{approver}）" if approver else reason
