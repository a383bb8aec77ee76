"""From a recognised task to its duties: who is bound, in which role, by which dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gongkai_desktop.domain.checkpoints import plan_checkpoints
from gongkai_desktop.domain.recognised import RecognisedTask, Role
from gongkai_desktop.store.duties import DutyDraft

_STRENGTH = {Role.SUPPORT: 0, Role.RESPONSIBLE: 1, Role.LEAD: 2}


@dataclass(frozen=True, slots=True)
class Naming:
    """One unit or collective of a task with the units it stands for; `via` is the collective's phrase."""

    unit_ids: tuple[int, ...]
    role: Role
    via: str | None


@dataclass(frozen=True, slots=True)
class Assignment:
    """A unit bound by a task."""

    unit_id: int
    role: Role
    via: str | None


class KnownUnits(Protocol):
    """The part of the directory that is asked for duties."""

    def unit_id(self, name: str) -> int:
        """The unit that goes by this name."""
        ...

    def members(self, phrase: str, on: date | None) -> tuple[int, ...]:
        """The units a collective stands for."""
        ...


def assign(namings: Iterable[Naming]) -> tuple[Assignment, ...]:
    """One assignment per unit: being named wins over being in a group, then the stronger role wins."""
    best: dict[int, Assignment] = {}
    for naming in namings:
        for unit_id in naming.unit_ids:
            new = Assignment(unit_id, naming.role, naming.via)
            old = best.get(unit_id)
            if old is None or _weight(new) > _weight(old):
                best[unit_id] = new
    return tuple(best.values())


def duty_drafts(
    task_id: int, task: RecognisedTask, known: KnownUnits, year: int, document_date: date | None
) -> Sequence[DutyDraft]:
    """The duties of a task with their checkpoints, ready to be stored."""
    checkpoints = plan_checkpoints(
        task.deadline_text, task.deadlines, task.inline_deadlines, year, document_date
    )
    return [
        DutyDraft(task_id, assignment.unit_id, assignment.role, assignment.via, checkpoints)
        for assignment in assignments(task, known, document_date)
    ]


def assignments(task: RecognisedTask, known: KnownUnits, on: date | None) -> tuple[Assignment, ...]:
    """Who is bound by a task; `on` is the day on which collectives are expanded."""
    return assign(
        Naming(known.members(named.name, on), named.role, named.name)
        if named.collective
        else Naming((known.unit_id(named.name),), named.role, None)
        for named in task.units
    )


def _weight(assignment: Assignment) -> tuple[bool, int]:
    return assignment.via is None, _STRENGTH[assignment.role]
