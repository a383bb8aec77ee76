"""One plan on its way to a newer version: its tasks are rewritten, added, taken out and put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_desktop.domain.checkpoints import PlannedCheckpoint, plan_checkpoints
from gongkai_desktop.domain.comparison import Compared, field_of_flag
from gongkai_desktop.domain.ledger import Plan, Task
from gongkai_desktop.domain.recognised import Flag, RecognisedTask
from gongkai_desktop.services.carry_over import GONE_TASK, Kept, let_go, rebind, replan
from gongkai_desktop.services.import_plan import ImportPreview, as_recognised
from gongkai_desktop.services.import_units import DocumentUnits
from gongkai_desktop.services.plan_duties import Assignment, Naming, assign, assignments, duty_drafts
from gongkai_desktop.services.progress import Report
from gongkai_desktop.store import carry_over, duties, plan_versions, plans
from gongkai_desktop.store.duties import Added
from gongkai_desktop.store.unit_edits import deadlines_of
from gongkai_desktop.store.unit_of_work import UnitOfWork


@dataclass(slots=True)
class Replacing:
    """The work on one plan, with what it counts and what it has to tell."""

    work: UnitOfWork
    plan: Plan
    """With the new version's head."""
    preview: ImportPreview
    names: DocumentUnits
    added: Added = field(default_factory=Added)
    kept: list[tuple[Task, Kept]] = field(default_factory=list)

    def run(self, entries: Sequence[Compared], tell: Report) -> None:
        """Bring all tasks in line with the entries; `tell` is asked between them and may stop it all."""
        live = [entry for entry in entries if entry.kind != "removed"]
        for entry in entries:
            if entry.kind == "removed" and entry.old:
                self._take_out(entry.old)
        self._arrange(live)
        for position, entry in enumerate(live):
            tell(position, len(live), f"正在写入 {self.preview.file_name}")
            if entry.new and entry.old:
                self._rewrite(entry, entry.old, entry.new, position)
            elif entry.new:
                self._add(entry.new, position)
        tell(len(live), len(live), "正在保存")

    def _take_out(self, task: Task) -> None:
        left = [let_go(self.work, duty, GONE_TASK) for duty in carry_over.duties_of(self.work, task.id)]
        if any(left):
            plan_versions.withdraw_task(self.work, task.id, task.position)
        else:
            plan_versions.remove_task(self.work, task.id)

    def _arrange(self, live: Sequence[Compared]) -> None:
        """Tasks in the new order, those that are out behind them."""
        positions = {entry.old.id: number for number, entry in enumerate(live) if entry.old}
        every = plans.tasks_of(self.work, self.plan.id, withdrawn=True)
        out = {
            task.id: len(live) + number
            for number, task in enumerate(task for task in every if task.id not in positions)
        }
        plan_versions.make_room(self.work, positions | out)
        for task_id, position in out.items():
            plan_versions.withdraw_task(self.work, task_id, position)

    def _rewrite(self, entry: Compared, old: Task, new: RecognisedTask, position: int) -> None:
        fields = {change.field for change in entry.changes}
        before = deadlines_of(self.work, {old.id})[old.id]
        (printed,) = as_recognised(self.preview, [new])
        flags = _flags(old, new, fields)
        plan_versions.rewrite_task(self.work, old.id, position, new, printed, fields, flags)
        planned = self._planned(old.id)
        if old.withdrawn or before != deadlines_of(self.work, {old.id})[old.id]:
            self.kept += ((old, kept) for kept in replan(self.work, old.id, planned))
        if "units" in fields:
            plan_versions.set_named_units(self.work, old.id, self.names.named_units(old.id, new))
            phrases = {named.name for named in new.units if named.collective}
            self._bind(old.id, assignments(new, self.names, self.plan.document_date), phrases, planned)
        elif old.withdrawn:
            self._bind(old.id, *self._named_before(old.id), planned)

    def _bind(
        self,
        task_id: int,
        wanted: Sequence[Assignment],
        phrases: set[str],
        planned: tuple[PlannedCheckpoint, ...],
    ) -> None:
        self.added += duties.add_duties(self.work, rebind(self.work, task_id, wanted, phrases, planned))

    def _add(self, task: RecognisedTask, position: int) -> None:
        printed = as_recognised(self.preview, [task])
        (task_id,) = plans.add_tasks(self.work, self.plan.id, [task], position, printed)
        plans.add_named_units(self.work, self.names.named_units(task_id, task))
        drafts = duty_drafts(task_id, task, self.names, self.plan.year, self.plan.document_date)
        self.added += duties.add_duties(self.work, drafts)

    def _planned(self, task_id: int) -> tuple[PlannedCheckpoint, ...]:
        known = deadlines_of(self.work, {task_id})[task_id]
        return plan_checkpoints(
            known.text, known.deadlines, known.inline, self.plan.year, self.plan.document_date
        )

    def _named_before(self, task_id: int) -> tuple[tuple[Assignment, ...], set[str]]:
        """Whom a task that comes back names, with the collectives among them."""
        named = [each for each in plans.named_units(self.work) if each.task_id == task_id]
        on = self.plan.document_date
        namings = (
            Naming((each.unit_id,), each.role, None)
            if each.unit_id is not None
            else Naming(self.names.members(each.name, on), each.role, each.name)
            for each in named
        )
        return assign(namings), {each.name for each in named if each.unit_id is None}


def _flags(old: Task, new: RecognisedTask, fields: set[str]) -> list[Flag]:
    """The new version's doubts about what it changes; of the others those that neither side has settled."""
    doubted = {field_of_flag(flag.field) for flag in new.flags}
    kept = [f for f in old.flags if field_of_flag(f.field) in doubted - fields]
    return [*kept, *(flag for flag in new.flags if field_of_flag(flag.field) in fields)]
