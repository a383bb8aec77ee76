"""Events that start a limit (自作出决定之日起7个工作日内): no checkpoint until the clerk enters the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint
from gongkai_desktop.domain.deadline import Within
from gongkai_desktop.domain.ledger import Checkpoint, DutyEvent, DutyState
from gongkai_desktop.domain.limits import LimitUnit, limit_words
from gongkai_desktop.domain.moments import moment
from gongkai_desktop.domain.rhythms import EVENT_SERIES
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.duty_list import provisional_in
from gongkai_desktop.services.recount import due_of_event
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import checkpoint_changes, duties, unit_edits
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

UNNAMED = "事项发生"
"""What an event is called that the document does not name."""


@dataclass(frozen=True, slots=True)
class EventLimit:
    """A limit that a task gives from an event."""

    name: str
    """The event: 作出决定."""
    amount: int
    unit: LimitUnit

    @property
    def text(self) -> str:
        """自作出决定起7个工作日内."""
        return f"自{self.name}起{limit_words(self.amount, self.unit)}"


def event_limits(workspace: Workspace, duty_id: int) -> tuple[EventLimit, ...]:
    """The limits from events that the task of a duty names, each once."""
    with workspace.ledger.read() as reading:
        return _limits(reading, duties.get_duty(reading, duty_id).task_id)


def events_of(workspace: Workspace, duty_id: int) -> tuple[DutyEvent, ...]:
    """The events entered on a duty, in the order they were entered."""
    with workspace.ledger.read() as reading:
        return checkpoint_changes.events_of(reading, duty_id)


def provisional_checkpoints(workspace: Workspace) -> frozenset[int]:
    """The open checkpoints whose count runs into a year that is not announced: they may still move."""
    with workspace.ledger.look() as reading:
        return provisional_in(reading, workspace.calendar)


def enter_event(
    workspace: Workspace,
    duty_ids: Iterable[int],
    limit: EventLimit,
    happened_on: date,
    evidence: str = "",
    time: str | None = None,
) -> str:
    """Enter the day of an event on duties: each gets the checkpoint counted from it; hands back the batch.

    `evidence` says how the day is known (a 文号, a link); limits in hours need the time (HH:MM).
    """
    wanted = list(dict.fromkeys(duty_ids))
    if not wanted:
        raise InvalidInput("没有选中责任事项。", "请先在台账中选择。")
    if limit.amount <= 0:
        raise InvalidInput("时限应当大于零。", "请填写事件发生后多少天内完成。")
    _check_time(limit, happened_on, time)
    with workspace.change("登记事件", f"{limit.name} {happened_on.isoformat()}") as work:
        for duty_id in wanted:
            event = DutyEvent(
                0,
                duty_id,
                None,
                limit.name,
                happened_on,
                limit.amount,
                limit.unit,
                time,
                evidence.strip(),
            )
            _enter(workspace, work, event)
        work.commit()
    return work.batch


def _enter(workspace: Workspace, work: UnitOfWork, event: DutyEvent) -> None:
    duty = duties.get_duty(work, event.duty_id)
    if duty.state is DutyState.CANCELLED:
        raise InvalidInput("已取消的责任事项不能登记事件。", "如需登记，请先重新打开。")
    due = due_of_event(event, workspace.calendar)
    every = duties.checkpoints_of(work, event.duty_id)
    known = next((each for each in every if each.due == due), None)
    checkpoint = known or _new_checkpoint(work, event, due)
    if duty.state is DutyState.DONE and checkpoint.done_on is None:
        # Something new is owed.
        duties.set_state(work, duty.id, DutyState.OPEN, None)
    checkpoint_changes.add_event(work, event, checkpoint.id)


def _new_checkpoint(work: UnitOfWork, event: DutyEvent, due: date) -> Checkpoint:
    day = event.happened_on
    label = f"{event.name}（{day.month}月{day.day}日）起{limit_words(event.amount, event.unit)}"
    return checkpoint_changes.add_checkpoint(
        work, event.duty_id, PlannedCheckpoint(due, label, series=EVENT_SERIES)
    )


def _limits(reading: Reading, task_id: int) -> tuple[EventLimit, ...]:
    task = unit_edits.deadlines_of(reading, {task_id})[task_id]
    every = [*task.deadlines, *(inline.deadline for inline in task.inline)]
    return tuple(
        dict.fromkeys(
            EventLimit(deadline.after or UNNAMED, deadline.days, deadline.unit)
            for deadline in every
            if isinstance(deadline, Within)
        )
    )


def _check_time(limit: EventLimit, day: date, time: str | None) -> None:
    if limit.unit == "hour" and not time:
        raise InvalidInput("按小时计算的时限没有填写时间。", "请填写几时几分，例如 09:30。")
    try:
        moment(day, time)
    except ValueError:
        raise InvalidInput(f"“{time}”不是时间。", "请写成 09:30 的样子。") from None
