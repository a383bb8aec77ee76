"""The duties of a task over a newer version of its document: nothing that was recorded is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.checkpoints import OWN_RHYTHM, PlannedCheckpoint
from gongkai_desktop.domain.ledger import Checkpoint, Duty, DutyState
from gongkai_desktop.domain.rhythms import EVENT_SERIES
from gongkai_desktop.services.plan_duties import Assignment
from gongkai_desktop.store import carry_over, duties
from gongkai_desktop.store.duties import DutyDraft
from gongkai_desktop.store.unit_of_work import UnitOfWork

GONE_TASK = "新版文件已删除"
GONE_UNIT = "新版文件不再列为责任单位"
"""The reasons for which a newer version cancels a duty."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that stays against the newer version, for the clerk to know."""

    duty: Duty
    checkpoint: Checkpoint | None
    """The checkpoint that stays where the clerk has moved it; None where the duty was done already."""
    instead_of: date | None = None
    """The date the newer version would give it."""


def let_go(work: UnitOfWork, duty: Duty, reason: str) -> bool:
    """Remove a duty; one with a history is cancelled instead. Hands back whether it is still there."""
    if duty.state is DutyState.CANCELLED:
        return True
    moved = carry_over.moved_from(work, duties.checkpoints_of(work, duty.id))
    if not moved and not duties.has_history(work, duty.id):
        duties.remove_duty(work, duty.id)
        return False
    with work.because("取消责任事项", reason):
        carry_over.drop_duty(work, duty.id)
    return True


def rebind(
    work: UnitOfWork,
    task_id: int,
    wanted: Iterable[Assignment],
    phrases: Collection[str],
    planned: tuple[PlannedCheckpoint, ...],
) -> list[DutyDraft]:
    """Bring the duties of a task in line with the units it names now; hands back the duties to be added.

    `phrases` are the collectives still named: their members are the directory's affair, not the document's.
    """
    known = {duty.unit_id: duty for duty in carry_over.duties_of(work, task_id)}
    new = []
    for assignment in wanted:
        duty = known.pop(assignment.unit_id, None)
        if duty is None:
            new.append(DutyDraft(task_id, assignment.unit_id, assignment.role, assignment.via, planned))
            continue
        if (duty.role, duty.via) != (assignment.role, assignment.via):
            duties.set_assignment(work, duty.id, duty.unit_id, assignment.role, assignment.via)
        carry_over.bring_back(work, duty.id)
    for duty in known.values():
        if duty.via not in phrases:
            let_go(work, duty, GONE_UNIT)
    return new


def replan(work: UnitOfWork, task_id: int, planned: Sequence[PlannedCheckpoint]) -> Iterator[Kept]:
    """Give the duties of a task the dates of its new deadline; says what stays nevertheless.

    Checkpoints that are done stay, and what lies before the last of them counts as done. A date the clerk
    has moved stays in place of the one that follows from the new deadline. A duty that is done stays done.
    The clerk's own checks, and what was counted from events, are no affair of the deadline.
    """
    for duty in carry_over.duties_of(work, task_id):
        if duty.state is DutyState.DONE:
            yield Kept(duty, None)
        elif duty.completed_on is None:
            yield from _replan_one(work, duty, planned)


def _replan_one(work: UnitOfWork, duty: Duty, planned: Sequence[PlannedCheckpoint]) -> Iterator[Kept]:
    every = duties.checkpoints_of(work, duty.id)
    moved = carry_over.moved_from(work, every)
    still_open = [checkpoint for checkpoint in every if checkpoint.done_on is None and not _own(checkpoint)]
    given = {c.id: moved.get(c.id, c.due) for c in still_open}
    taken = {*given.values(), *(checkpoint.due for checkpoint in every)}
    passed = max((c.due for c in every if c.done_on and not _own(c)), default=date.min)
    wanted = {each.due: each for each in planned}
    fresh = [due for due in wanted if due > passed and due not in taken]
    follows = dict(zip(sorted(set(given.values()) - wanted.keys()), fresh, strict=False))
    for checkpoint in still_open:
        printed = given[checkpoint.id]
        if checkpoint.id in moved and printed not in wanted:
            yield Kept(duty, checkpoint, follows.get(printed))
    stay = {follows.get(given[c.id]) for c in still_open if c.id in moved}
    unmoved = [checkpoint for checkpoint in still_open if checkpoint.id not in moved]
    carry_over.remove_checkpoints(work, (c for c in unmoved if c.due not in wanted))
    for checkpoint in unmoved:
        if checkpoint.due in wanted:
            carry_over.relabel_checkpoint(work, checkpoint.id, wanted[checkpoint.due])
    carry_over.add_checkpoints(work, duty.id, [wanted[due] for due in fresh if due not in stay])


def _own(checkpoint: Checkpoint) -> bool:
    return checkpoint.series.startswith((OWN_RHYTHM, EVENT_SERIES))
