"""A newer version of an imported document: which plan it belongs to, what it changes, taking it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from gongkai_desktop.domain.alignment import plain
from gongkai_desktop.domain.comparison import Compared, Comparison, compare_tasks
from gongkai_desktop.domain.ledger import Plan, PlanVersion, Task
from gongkai_desktop.domain.recognised import Problem, RecognisedDocument
from gongkai_desktop.errors import EditConflict, InvalidInput
from gongkai_desktop.services.backups import BEFORE_IMPORT, back_up_before
from gongkai_desktop.services.carry_over import Kept
from gongkai_desktop.services.import_plan import (
    ImportPreview,
    ImportResult,
    collectives_without_units,
    import_in,
    plan_year,
)
from gongkai_desktop.services.import_units import Directory
from gongkai_desktop.services.layout_memory import learn_in
from gongkai_desktop.services.progress import IsCancelled, Report, never_cancelled, no_report, step
from gongkai_desktop.services.replacing import Replacing
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.store import plan_versions, plans, units
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

_ENOUGH = 1 / 3
"""The share of a plan's tasks that a newer version has at least, where title or number are not the same."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A newer version with the plan whose place it takes, as the clerk agreed to it."""

    preview: ImportPreview
    plan_id: int
    comparison: Comparison | None = None


def older_version(workspace: Workspace, preview: ImportPreview) -> Plan | None:
    """The plan that the file seems to be a newer version of; the clerk decides.

    Title or number are the same, and the year. Annexes of one notice share its number, and many tables have
    the same title: where only one of the two agrees, the tasks must agree as well.
    """
    document = preview.document
    year = preview.year or (plan_year(document) if document else None)
    if document is None or year is None:
        return None
    title = plain((preview.recognised or document).title)
    with workspace.ledger.read() as reading:
        printed = plan_versions.titles_as_printed(reading)
        found: list[tuple[bool, bool, int, Plan]] = []
        for plan in plans.list_plans(reading):
            titles = {plain(plan.title), plain(printed[plan.id])}
            same_title = bool(title) and not titles.isdisjoint({title, plain(document.title)})
            same_number = bool(plan.number) and plain(plan.number or "") == plain(document.number or "")
            if plan.year != year or plan.sha256 == preview.sha256 or not (same_title or same_number):
                continue
            if (same_title and same_number) or _shares_tasks(reading, plan, document):
                found.append((same_title, same_number, plan.id, plan))
    return max(found, key=lambda each: each[:3])[3] if found else None


def compare(workspace: Workspace, plan_id: int, document: RecognisedDocument) -> Comparison:
    """The tasks of a plan beside those of a newer version of its document."""
    with workspace.ledger.read() as reading:
        return _compare(reading, plan_id, document)


def replace_plan(
    workspace: Workspace,
    preview: ImportPreview,
    plan_id: int,
    comparison: Comparison | None = None,
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> ImportResult:
    """Let a newer version of its document take the place of a plan, in one transaction.

    `comparison` is what the clerk agreed to (`domain.comparison.separate` and `pair` correct it); without it
    the plan is compared here. What stays against the new version is told in `problems`. Raises InvalidInput
    for a file that cannot be the newer version, EditConflict when the plan changed since it was compared.
    """
    back_up_before(workspace, BEFORE_IMPORT)
    with workspace.change("导入新版", preview.file_name) as work:
        result = _replace(work, Replacement(preview, plan_id, comparison), report, cancelled)
        work.commit()
    return result


def import_all(
    workspace: Workspace,
    fresh: Sequence[ImportPreview],
    replacements: Sequence[Replacement],
    report: Report = no_report,
    cancelled: IsCancelled = never_cancelled,
) -> ImportResult:
    """Take in new files and newer versions together: all in one transaction, or nothing.

    Raises as `commit_import` and `replace_plan` do, and InvalidInput where two files are to take the place of
    the same plan: which of the two is in force then, nobody has said.
    """
    _check_one_each(workspace, replacements)
    names = [*(each.preview.file_name for each in replacements), *(preview.file_name for preview in fresh)]
    back_up_before(workspace, BEFORE_IMPORT)
    with workspace.change("导入", "、".join(names)) as work:
        results = [_replace(work, each, report, cancelled) for each in replacements]
        results.append(import_in(work, fresh, report, cancelled))
        whole = _sum(results)
        if whole.batch:
            work.commit()
    return whole


def _check_one_each(workspace: Workspace, replacements: Sequence[Replacement]) -> None:
    files: dict[int, list[str]] = {}
    for each in replacements:
        files.setdefault(each.plan_id, []).append(each.preview.file_name)
    twice = next(((plan_id, names) for plan_id, names in files.items() if len(names) > 1), None)
    if twice is None:
        return
    with workspace.ledger.read() as reading:
        title = plans.get_plan(reading, twice[0]).title
    raise InvalidInput(
        f"{'、'.join(f'“{name}”' for name in twice[1])}都要更新台账里的“{title}”，一次只能用其中一份。",
        "请在其余文件里选“作为新文件导入”，或者先导入这一份，再导入下一份。",
    )


def plan_files(workspace: Workspace, plan_id: int) -> tuple[PlanVersion, ...]:
    """The files a plan was read from, newest first; the first one is in force."""
    with workspace.ledger.read() as reading:
        return plan_versions.versions_of(reading, plan_id)


def plan_file(workspace: Workspace, plan_id: int, sha256: str) -> tuple[str, bytes]:
    """Name and bytes of one of these files."""
    with workspace.ledger.read() as reading:
        return plan_versions.version_file(reading, plan_id, sha256)


def _compare(reading: Reading, plan_id: int, document: RecognisedDocument) -> Comparison:
    """The same inside a transaction of the caller.

    Tasks that an earlier version had taken out are looked for too: they may come back.
    """
    found = compare_tasks(plans.tasks_of(reading, plan_id, withdrawn=True), document.tasks)
    return Comparison(
        tuple(e for e in found.entries if not (e.kind == "removed" and e.old and e.old.withdrawn))
    )


def _shares_tasks(reading: Reading, plan: Plan, document: RecognisedDocument) -> bool:
    counts = _compare(reading, plan.id, document).counts
    return counts["same"] + counts["changed"] >= _ENOUGH * plan.task_count


def _checked(work: UnitOfWork, preview: ImportPreview, plan: Plan) -> RecognisedDocument:
    document = preview.document
    if document is None:
        raise preview.error or InvalidInput("这个文件没有识别出任务。", "请选择别的文件。")
    known = plans.plan_of_file(work, preview.sha256)
    if known:
        raise InvalidInput(f"内容与“{known.title}”完全相同，不需要更新。", "请检查是否选错了文件。")
    year = preview.year or plan_year(document)
    if year and year != plan.year:
        raise InvalidInput(
            f"新文件是{year}年的，“{plan.title}”是{plan.year}年的，不是同一份文件的新版。",
            "请核对年度，或作为新文件导入。",
        )
    return document


def _replace(work: UnitOfWork, wanted: Replacement, report: Report, cancelled: IsCancelled) -> ImportResult:
    preview, plan_id = wanted.preview, wanted.plan_id
    document = _checked(work, preview, plans.get_plan(work, plan_id))
    printed = preview.recognised or document
    entries = (wanted.comparison or _compare(work, plan_id, document)).entries
    _check_agreed(work, plan_id, document, entries)
    learn_in(work, printed, document)
    directory = Directory(work)
    bound = _to_be_bound(document, entries)
    names = directory.learn(bound, preview.unit_matches)
    plan_versions.replace_document(work, plan_id, document, printed, preview.file_name, preview.data)
    replacing = Replacing(work, plans.get_plan(work, plan_id), preview, names)
    replacing.run(entries, partial(step, report, cancelled))
    problems = [*document.problems, *collectives_without_units(preview, bound, names)]
    return _result(replacing, problems, directory)


def _check_agreed(
    work: UnitOfWork, plan_id: int, document: RecognisedDocument, entries: Sequence[Compared]
) -> None:
    """The comparison is about the plan as it is now, and about this document."""
    now = {task.id: task for task in plans.tasks_of(work, plan_id, withdrawn=True)}
    old = {entry.old.id: entry.old for entry in entries if entry.old}
    lacking = {task_id for task_id, task in now.items() if not task.withdrawn} - old.keys()
    new = {entry.new for entry in entries if entry.new}
    if lacking or any(now.get(i) != task for i, task in old.items()) or new != set(document.tasks):
        raise EditConflict("比较之后内容又有改动，没有更新。", "请重新比较后再确认。")


def _to_be_bound(document: RecognisedDocument, entries: Sequence[Compared]) -> RecognisedDocument:
    """The tasks whose units are taken from the new version: only these names go into the directory."""
    tasks = [
        entry.new
        for entry in entries
        if entry.new and (entry.old is None or any(change.field == "units" for change in entry.changes))
    ]
    return replace(document, tasks=tuple(tasks))


def _result(replacing: Replacing, problems: Sequence[Problem], directory: Directory) -> ImportResult:
    work, plan_id = replacing.work, replacing.plan.id
    plan = plans.get_plan(work, plan_id)
    names = {unit.id: unit.name for unit in units.list_units(work)}
    return ImportResult(
        plans=(plan,),
        task_count=plan.task_count,
        duty_count=replacing.added.duties,
        checkpoint_count=replacing.added.checkpoints,
        flag_count=sum(len(task.flags) for task in plans.tasks_of(work, plan_id)),
        new_units=directory.created,
        problems=(*problems, *(_told(task, kept, names) for task, kept in replacing.kept)),
        batch=work.batch,
    )


def _sum(results: Sequence[ImportResult]) -> ImportResult:
    return ImportResult(
        plans=tuple(plan for result in results for plan in result.plans),
        task_count=sum(result.task_count for result in results),
        duty_count=sum(result.duty_count for result in results),
        checkpoint_count=sum(result.checkpoint_count for result in results),
        flag_count=sum(result.flag_count for result in results),
        new_units=tuple(unit for result in results for unit in result.new_units),
        problems=tuple(problem for result in results for problem in result.problems),
        batch=next((result.batch for result in results if result.batch), ""),
    )


def _told(task: Task, kept: Kept, names: Mapping[int, str]) -> Problem:
    what = f"“{task.name}”（{names[kept.duty.unit_id]}）"
    if kept.checkpoint is None:
        return Problem(f"{what}已经完成，新版文件改了时限；仍按已完成处理，请核对。", task.origin)
    instead = f"，新版文件的时限是{kept.instead_of}" if kept.instead_of else ""
    return Problem(
        f"{what}的节点已改期到{kept.checkpoint.due}{instead}；保留改期后的日期，请核对。", task.origin
    )
