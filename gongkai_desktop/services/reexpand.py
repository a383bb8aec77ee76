"""Duties after a change of the directory: new members of a collective get theirs, no state is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint, plan_checkpoints
from gongkai_desktop.domain.groups import expand
from gongkai_desktop.domain.ledger import Duty, Group, Unit
from gongkai_desktop.services.plan_duties import Assignment, Naming, assign
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import duties, plans, units
from gongkai_desktop.store.duties import DutyDraft
from gongkai_desktop.store.plans import NamedUnitOf
from gongkai_desktop.store.unit_edits import TaskDeadlines, deadlines_of
from gongkai_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Reexpanded:
    """What changed, with the journal batch."""

    added: int = 0
    removed: int = 0
    kept: int = 0
    """Duties of former members that stay because something was recorded on them."""
    batch: str = ""


def reexpand(workspace: Workspace, today: date) -> Reexpanded:
    """Bring the duties of all collectives in line with the directory, in one transaction."""
    with workspace.change("按单位名录更新责任事项") as work:
        done = reexpand_in(work, today)
        work.commit()
    return done


def reexpand_in(work: UnitOfWork, today: date) -> Reexpanded:
    """The same inside a transaction of the caller."""
    directory = units.list_units(work)
    groups = {group.id: group for group in units.list_groups(work)}
    existing: dict[int, dict[int, Duty]] = defaultdict(dict)
    for duty in duties.list_all(work):
        existing[duty.task_id][duty.unit_id] = duty
    added: list[tuple[NamedUnitOf, Assignment]] = []
    gone: list[tuple[NamedUnitOf, Duty]] = []
    for task_id, named in _by_task(plans.named_units(work)).items():
        wanted = {a.unit_id: a for a in assign(_namings(named, groups, directory, today))}
        known = existing[task_id]
        added += [(named[0], a) for unit_id, a in wanted.items() if unit_id not in known]
        # A duty without collective is bound to the unit by name: only merging or the clerk takes it away.
        gone += [(named[0], duty) for unit_id, duty in known.items() if duty.via and unit_id not in wanted]
        _correct(work, wanted, known)
    deadlines = deadlines_of(work, {named.task_id for named, _ in (*added, *gone)})
    removed = [duty for named, duty in gone if _is_untouched(work, duty, _planned(named, deadlines))]
    for duty in removed:
        duties.remove_duty(work, duty.id)
    counts = duties.add_duties(
        work,
        [
            DutyDraft(named.task_id, a.unit_id, a.role, a.via, _planned(named, deadlines))
            for named, a in added
        ],
    )
    return Reexpanded(counts.duties, len(removed), len(gone) - len(removed), work.batch)


def _by_task(named: Iterable[NamedUnitOf]) -> dict[int, list[NamedUnitOf]]:
    found: dict[int, list[NamedUnitOf]] = defaultdict(list)
    for unit in named:
        found[unit.task_id].append(unit)
    return found


def _namings(
    named: Iterable[NamedUnitOf], groups: Mapping[int, Group], directory: Sequence[Unit], today: date
) -> Iterable[Naming]:
    for unit in named:
        if unit.unit_id is not None:
            yield Naming((unit.unit_id,), unit.role, None)
        elif unit.group_id is not None:
            members = expand(groups[unit.group_id], directory, _day_of_membership(unit, today))
            yield Naming(tuple(member.id for member in members), unit.role, unit.name)


def _day_of_membership(named: NamedUnitOf, today: date) -> date:
    """Today within the plan's year: a body founded later owes nothing to an old plan."""
    first = named.document_date or date(named.plan_year, 1, 1)
    last = max(first, date(named.plan_year, 12, 31))
    return min(max(today, first), last)


def _correct(work: UnitOfWork, wanted: Mapping[int, Assignment], known: Mapping[int, Duty]) -> None:
    """Give duties that stay their present role and collective."""
    for unit_id, assignment in wanted.items():
        duty = known.get(unit_id)
        if duty and (duty.role, duty.via) != (assignment.role, assignment.via):
            duties.set_assignment(work, duty.id, unit_id, assignment.role, assignment.via)


def _planned(named: NamedUnitOf, deadlines: Mapping[int, TaskDeadlines]) -> tuple[PlannedCheckpoint, ...]:
    task = deadlines[named.task_id]
    return plan_checkpoints(task.text, task.deadlines, task.inline, named.plan_year, named.document_date)


def _is_untouched(work: UnitOfWork, duty: Duty, planned: Sequence[PlannedCheckpoint]) -> bool:
    """Whether a duty is as it was made: nothing recorded, no date moved."""
    dates = {checkpoint.due for checkpoint in duties.checkpoints_of(work, duty.id)}
    return dates == {checkpoint.due for checkpoint in planned} and not duties.has_history(work, duty.id)
