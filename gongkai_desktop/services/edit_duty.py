"""What a clerk does to duties and tasks. Each call is one transaction and hands back its journal batch.

Dates are changed by `move_dates`, which is named here too, as the window asks for all edits in one place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from gongkai_desktop.domain.ledger import DutyState
from gongkai_desktop.errors import EditConflict, InvalidInput
from gongkai_desktop.services.move_dates import move_checkpoint
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duties, plans
from gongkai_desktop.store.unit_of_work import UnitOfWork

__all__ = [
    "Versions",
    "cancel_duty",
    "complete",
    "complete_in",
    "move_checkpoint",
    "record_progress",
    "reopen",
    "resolve_flags",
    "update_task",
]

Versions = Mapping[int, int]
"""Duty id -> the version the clerk was looking at; a duty changed since is an EditConflict."""


def record_progress(
    workspace: Workspace, duty_ids: Iterable[int], on: date, text: str, percent: int | None, said_by: str
) -> str:
    """Enter the same progress on every duty."""
    text = text.strip()
    if not text and percent is None:
        raise InvalidInput("进展内容是空的。", "请填写进展情况或完成比例。")
    if percent is not None and not 0 <= percent <= 100:
        raise InvalidInput(f"完成比例 {percent} 不在 0 到 100 之间。", "请重新填写。")
    with workspace.change("记进展") as work:
        for duty_id in _checked(work, duty_ids):
            duties.add_progress(work, duty_id, on, text, percent, said_by.strip())
        work.commit()
    return work.batch


def complete(
    workspace: Workspace,
    duty_ids: Iterable[int],
    on: date,
    url: str = "",
    note: str = "",
    *,
    seen: Versions | None = None,
) -> str:
    """Close the current checkpoint of every duty, and all earlier ones; without open ones left it is done.

    The current checkpoint is the earliest open one; those that fell due until `on` are closed with it.
    A link becomes evidence; a note without a link becomes progress.
    """
    url, note = url.strip(), note.strip()
    with workspace.change("完成", note) as work:
        for duty_id in _checked(work, duty_ids, seen):
            complete_in(work, duty_id, on, url, note, workspace.who)
        work.commit()
    return work.batch


def complete_in(work: UnitOfWork, duty_id: int, on: date, url: str, note: str, who: str) -> None:
    """The same for one duty inside a larger change."""
    _complete_one(work, duty_id, on)
    if url:
        duties.add_evidence(work, duty_id, url, on, note)
    elif note:
        duties.add_progress(work, duty_id, on, note, None, who)


def reopen(
    workspace: Workspace, duty_ids: Iterable[int], reason: str, *, seen: Versions | None = None
) -> str:
    """Take the last completion back: its checkpoints are open again. A cancelled duty comes back too."""
    with workspace.change("重新打开", _needed(reason, "重新打开的原因")) as work:
        for duty_id in _checked(work, duty_ids, seen):
            _reopen_one(work, duty_id)
        work.commit()
    return work.batch


def cancel_duty(
    workspace: Workspace, duty_ids: Iterable[int], reason: str, *, seen: Versions | None = None
) -> str:
    """Take duties off the ledger; what was recorded on them is kept."""
    with workspace.change("取消责任事项", _needed(reason, "取消的原因")) as work:
        for duty_id in _checked(work, duty_ids, seen):
            duties.set_state(work, duty_id, DutyState.CANCELLED, duties.get_duty(work, duty_id).completed_on)
        work.commit()
    return work.batch


def update_task(
    workspace: Workspace,
    task_id: int,
    *,
    name: str | None = None,
    requirement: str | None = None,
    no: str | None = None,
) -> str:
    """Correct a task for all its duties; what is None stays as it is, an empty `no` takes it away."""
    with workspace.change("修改任务") as work:
        task = plans.get_task(work, task_id)
        if name is not None:
            plans.set_path(work, task_id, (*task.path[:-1], _needed(name, "任务名称")))
        if requirement is not None:
            plans.set_requirement(work, task_id, _needed(requirement, "任务要求"))
        if no is not None:
            plans.set_no(work, task_id, no.strip() or None)
        work.commit()
    return work.batch


def resolve_flags(workspace: Workspace, task_id: int, fields: Collection[str]) -> str:
    """The clerk has looked at these fields of a task: their flags go."""
    with workspace.change("核对") as work:
        task = plans.get_task(work, task_id)
        plans.set_flags(work, task_id, tuple(flag for flag in task.flags if flag.field not in fields))
        work.commit()
    return work.batch


def _complete_one(work: UnitOfWork, duty_id: int, on: date) -> None:
    still_open = [c for c in duties.checkpoints_of(work, duty_id) if c.done_on is None]
    last = max(still_open[0].due, on) if still_open else on
    closing = [checkpoint for checkpoint in still_open if checkpoint.due <= last]
    for checkpoint in closing:
        duties.set_done(work, checkpoint.id, on)
    if len(closing) == len(still_open):
        duties.set_state(work, duty_id, DutyState.DONE, on)


def _reopen_one(work: UnitOfWork, duty_id: int) -> None:
    duty = duties.get_duty(work, duty_id)
    if duty.state is DutyState.CANCELLED:
        # As it was before: a duty that was done when it was cancelled is done again.
        state = DutyState.DONE if duty.completed_on else DutyState.OPEN
        duties.set_state(work, duty_id, state, duty.completed_on)
        return
    checkpoints = duties.checkpoints_of(work, duty_id)
    last = max((c.done_on for c in checkpoints if c.done_on), default=None)
    for checkpoint in checkpoints:
        if checkpoint.done_on is not None and checkpoint.done_on == last:
            duties.set_done(work, checkpoint.id, None)
    duties.set_state(work, duty_id, DutyState.OPEN, None)


def _checked(work: UnitOfWork, duty_ids: Iterable[int], seen: Versions | None = None) -> list[int]:
    """The duties to change, each once; refuses when none is chosen or one was changed since it was seen."""
    wanted = list(dict.fromkeys(duty_ids))
    if not wanted:
        raise InvalidInput("没有选中责任事项。", "请先在台账中选择。")
    for duty_id in wanted:
        duty = duties.get_duty(work, duty_id)
        if seen and seen.get(duty_id, duty.version) != duty.version:
            raise EditConflict("这项责任事项刚被别人修改过，没有保存。", "请按 F5 刷新后再改。")
    return wanted


def _needed(text: str, what: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidInput(f"没有填写{what}。", f"请填写{what}。")
    return text
