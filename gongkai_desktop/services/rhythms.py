"""Check rhythms (建议) for duties whose deadline names no date: proposed, switched on by the clerk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.checkpoints import OWN_RHYTHM
from gongkai_desktop.domain.ledger import Checkpoint, DutyState
from gongkai_desktop.domain.rhythms import RHYTHM_WORDS, Rhythm, proposed_rhythm, rhythm_checkpoints
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import carry_over, checkpoint_changes, duties, plans
from gongkai_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class RhythmProposal:
    """建议: a task with a lasting deadline, and how often it might be looked at."""

    task_id: int
    task_name: str
    plan_title: str
    year: int
    deadline_text: str
    rhythm: Rhythm
    duty_ids: tuple[int, ...]
    """Its open duties without a rhythm."""


@dataclass(frozen=True, slots=True)
class Switched:
    """How many checkpoints came or went, with the journal batch."""

    count: int
    batch: str


def proposed_rhythms(workspace: Workspace) -> tuple[RhythmProposal, ...]:
    """The tasks for which a check rhythm is proposed and not switched on, in the order of the ledger."""
    with workspace.ledger.read() as reading:
        every = duties.list_all(reading)
        with_rhythm = checkpoint_changes.duties_with_series(reading, OWN_RHYTHM)
        waiting: dict[int, list[int]] = defaultdict(list)
        for duty in every:
            if duty.state is DutyState.OPEN and duty.id not in with_rhythm:
                waiting[duty.task_id].append(duty.id)
        found = []
        for plan in plans.list_plans(reading):
            for task in plans.tasks_of(reading, plan.id):
                rhythm = proposed_rhythm(task.deadline_text, task.requirement, task.deadlines)
                if rhythm and task.id in waiting:
                    ids = tuple(waiting[task.id])
                    found.append(
                        RhythmProposal(
                            task.id, task.name, plan.title, plan.year, task.deadline_text, rhythm, ids
                        )
                    )
    return tuple(found)


def switch_on_rhythm(workspace: Workspace, duty_ids: Iterable[int], rhythm: Rhythm, since: date) -> Switched:
    """Give duties a checkpoint at the end of each period of their plan's year that is not over on `since`.

    Another rhythm that was switched on goes. A day that already has a checkpoint gets no second one.
    """
    with workspace.change("启用检查节奏", RHYTHM_WORDS[rhythm]) as work:
        count = sum(_switch_on(work, duty_id, rhythm, since) for duty_id in _chosen(duty_ids))
        if not count:
            raise InvalidInput("这一年剩下的时间里没有要检查的日期。", "请检查事项所属的年度。")
        work.commit()
    return Switched(count, work.batch)


def switch_off_rhythm(workspace: Workspace, duty_ids: Iterable[int], reason: str = "") -> Switched:
    """Take the clerk's own checks away again; those that were done stay."""
    with workspace.change("停用检查节奏", reason.strip()) as work:
        gone = [check for duty_id in _chosen(duty_ids) for check in _own_checks(work, duty_id)]
        carry_over.remove_checkpoints(work, gone)
        work.commit()
    return Switched(len(gone), work.batch)


def _switch_on(work: UnitOfWork, duty_id: int, rhythm: Rhythm, since: date) -> int:
    duty = duties.get_duty(work, duty_id)
    carry_over.remove_checkpoints(
        work, [check for check in _own_checks(work, duty_id) if check.series != OWN_RHYTHM + rhythm]
    )
    taken = {checkpoint.due for checkpoint in duties.checkpoints_of(work, duty_id)}
    year = plans.get_plan(work, plans.get_task(work, duty.task_id).plan_id).year
    fresh = [each for each in rhythm_checkpoints(rhythm, year, since) if each.due not in taken]
    return carry_over.add_checkpoints(work, duty_id, fresh)


def _own_checks(work: UnitOfWork, duty_id: int) -> list[Checkpoint]:
    return [
        checkpoint
        for checkpoint in duties.checkpoints_of(work, duty_id)
        if checkpoint.series.startswith(OWN_RHYTHM) and checkpoint.done_on is None
    ]


def _chosen(duty_ids: Iterable[int]) -> list[int]:
    wanted = list(dict.fromkeys(duty_ids))
    if not wanted:
        raise InvalidInput("没有选中责任事项。", "请先在台账中选择。")
    return wanted
