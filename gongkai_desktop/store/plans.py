"""Plans, their tasks and items, and the units as their tasks print them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Select, func, select

from gongkai_desktop.domain.ledger import Plan, Task
from gongkai_desktop.domain.recognised import (
    Flag,
    RecognisedDocument,
    RecognisedTask,
    Role,
    document_to_json,
    task_to_json,
)
from gongkai_desktop.store import files
from gongkai_desktop.store.lookup import get, missing
from gongkai_desktop.store.mapping import PRINTED, to_plan, to_task
from gongkai_desktop.store.tables import ItemRow, NamedUnitRow, PlanRow, StoredFileRow, TaskRow
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork


@dataclass(frozen=True, slots=True)
class NamedUnitDraft:
    """A unit as a task prints it, taken for a unit of the directory or for a group."""

    task_id: int
    position: int
    name: str
    role: Role
    unit_id: int | None
    group_id: int | None


@dataclass(frozen=True, slots=True)
class NamedUnitOf:
    """A stored `NamedUnitDraft` with what re-expanding its group needs to know of its plan and task."""

    id: int
    task_id: int
    name: str
    role: Role
    unit_id: int | None
    group_id: int | None
    plan_year: int
    document_date: date | None


def list_plans(reading: Reading) -> tuple[Plan, ...]:
    """All plans by year, then in the order of import."""
    return _plans(reading, select(PlanRow).order_by(PlanRow.year, PlanRow.id))


def get_plan(reading: Reading, plan_id: int) -> Plan:
    """A plan. Raises InvalidInput when it is gone."""
    found = _plans(reading, select(PlanRow).where(PlanRow.id == plan_id))
    if not found:
        raise missing("来源文件")
    return found[0]


def plan_of_file(reading: Reading, sha256: str) -> Plan | None:
    """The plan imported from a file with this content, if there is one."""
    wanted = select(PlanRow).join(PlanRow.file).where(StoredFileRow.sha256 == sha256)
    return next(iter(_plans(reading, wanted)), None)


def source_file(reading: Reading, plan_id: int) -> tuple[str, bytes]:
    """Name and bytes of the file a plan came from."""
    row = get(reading, PlanRow, plan_id, "来源文件")
    return row.file_name, files.content(reading, row.file_id)


def tasks_of(reading: Reading, plan_id: int, *, withdrawn: bool = False) -> tuple[Task, ...]:
    """The tasks of a plan in their order; those its newest version has no more only where asked for."""
    wanted = select(TaskRow).where(TaskRow.plan_id == plan_id)
    if not withdrawn:
        wanted = wanted.where(TaskRow.withdrawn.is_(False))
    return tasks_from(reading, wanted.order_by(TaskRow.position))


def get_task(reading: Reading, task_id: int) -> Task:
    """A task. Raises InvalidInput when it is gone."""
    found = tasks_from(reading, select(TaskRow).where(TaskRow.id == task_id))
    if not found:
        raise missing("任务")
    return found[0]


def flagged_tasks(reading: Reading) -> tuple[Task, ...]:
    """The tasks that wait to be checked, by plan and position."""
    # Flags are few, and databases do not agree on how to ask for an empty list: the ids are sifted here.
    of_tasks = select(TaskRow.id, TaskRow.flags).where(TaskRow.withdrawn.is_(False))
    flags = reading.session.execute(of_tasks).all()
    ids = [task_id for task_id, found in flags if found]
    wanted = select(TaskRow).where(TaskRow.id.in_(ids)).order_by(TaskRow.plan_id, TaskRow.position)
    return tasks_from(reading, wanted)


def add_plan(
    work: UnitOfWork,
    document: RecognisedDocument,
    year: int,
    file_name: str,
    data: bytes,
    printed: RecognisedDocument | None = None,
) -> int:
    """Store a document and the file it came from; hands back its id. Tasks are added by `add_tasks`.

    `printed` is the document before any correction, where there was one.
    """
    row = PlanRow(
        title=document.title or file_name.rpartition(".")[0] or file_name,
        issuer=document.issuer,
        number=document.number,
        document_date=document.document_date,
        place=document.place,
        year=year,
        file_name=file_name,
        file_id=files.keep(work, data),
        imported_at=work.action.at,
        recognised=beside_tasks(document, printed or document),
    )
    work.session.add(row)
    work.session.flush()
    return row.id


def beside_tasks(document: RecognisedDocument, printed: RecognisedDocument) -> dict[str, Any]:
    """What a document has beside its tasks and the columns of its plan, and its title as printed."""
    beside = document_to_json(document)
    kept = {key: beside[key] for key in ("columns", "points", "left_out", "problems")}
    return kept | {"title": printed.title}


def add_tasks(
    work: UnitOfWork,
    plan_id: int,
    tasks: Sequence[RecognisedTask],
    first: int = 0,
    printed: Sequence[RecognisedTask] | None = None,
) -> list[int]:
    """Store tasks of a plan with their items, the first one at position `first`; hands back their ids.

    `printed` are the same tasks before any correction, where there was one.
    """
    rows = [
        _task_row(plan_id, first + number, task, (printed or tasks)[number])
        for number, task in enumerate(tasks)
    ]
    work.session.add_all(rows)
    work.session.flush()
    for row, task in zip(rows, tasks, strict=True):
        add_items(work, row.id, task.items)
    work.session.flush()
    return [row.id for row in rows]


def add_items(work: UnitOfWork, task_id: int, items: Iterable[str]) -> None:
    """Store the items of a task with the next flush."""
    rows = (ItemRow(task_id=task_id, position=number, text=text) for number, text in enumerate(items))
    work.session.add_all(rows)


def add_named_units(work: UnitOfWork, drafts: Iterable[NamedUnitDraft]) -> None:
    """Store the units of tasks as printed."""
    work.session.add_all(
        NamedUnitRow(
            task_id=draft.task_id,
            position=draft.position,
            name=draft.name,
            role=draft.role.value,
            unit_id=draft.unit_id,
            group_id=draft.group_id,
        )
        for draft in drafts
    )
    work.session.flush()


def named_units(reading: Reading) -> tuple[NamedUnitOf, ...]:
    """Every unit and collective of every task in force as printed, by task: duties are expanded from them."""
    wanted = (
        select(NamedUnitRow, PlanRow.year, PlanRow.document_date)
        .join(NamedUnitRow.task)
        .join(TaskRow.plan)
        .where(TaskRow.withdrawn.is_(False))
        .order_by(NamedUnitRow.task_id, NamedUnitRow.position)
    )
    return tuple(
        NamedUnitOf(
            row.id, row.task_id, row.name, Role(row.role), row.unit_id, row.group_id, year, document_date
        )
        for row, year, document_date in reading.session.execute(wanted)
    )


def set_path(work: UnitOfWork, task_id: int, path: Sequence[str]) -> None:
    """Change the headings of a task; the last one is its name."""
    get(work, TaskRow, task_id, "任务").path = list(path)
    work.session.flush()


def set_requirement(work: UnitOfWork, task_id: int, requirement: str) -> None:
    """Change a task's text; items that are no longer in it make way for the text as a whole."""
    get(work, TaskRow, task_id, "任务").requirement = requirement
    items = work.session.scalars(select(ItemRow).where(ItemRow.task_id == task_id)).all()
    if not all(item.text in requirement for item in items):
        for item in items:
            work.session.delete(item)
        work.session.flush()
        work.session.add(ItemRow(task_id=task_id, position=0, text=requirement))
    work.session.flush()


def set_no(work: UnitOfWork, task_id: int, no: str | None) -> None:
    """Change a task's printed number."""
    get(work, TaskRow, task_id, "任务").no = no
    work.session.flush()


def set_flags(work: UnitOfWork, task_id: int, flags: Iterable[Flag]) -> None:
    """Leave only these flags on a task."""
    get(work, TaskRow, task_id, "任务").flags = flags_to_json(flags)
    work.session.flush()


def flags_to_json(flags: Iterable[Flag]) -> list[dict[str, object]]:
    """Flags as they are stored."""
    return [{"field": flag.field, "reason": flag.reason, "choices": list(flag.choices)} for flag in flags]


def task_columns(task: RecognisedTask) -> dict[str, Any]:
    """The fields of a task as they are stored, its items apart."""
    plain = task_to_json(task)
    apart = ("items", "units", "extra")
    columns = {key: value for key, value in plain.items() if key not in apart}
    return columns | {"extra": [list(pair) for pair in task.extra]}


def printed_columns(task: RecognisedTask) -> dict[str, Any]:
    """What is kept of a task as recognised: `domain.ledger.Printed`."""
    columns = task_columns(task)
    return {key: columns[key] for key in PRINTED}


def _task_row(plan_id: int, position: int, task: RecognisedTask, printed: RecognisedTask) -> TaskRow:
    return TaskRow(plan_id=plan_id, position=position, printed=printed_columns(printed), **task_columns(task))


def _plans(reading: Reading, wanted: Select[PlanRow]) -> tuple[Plan, ...]:
    tasks = select(TaskRow.plan_id, func.count()).where(TaskRow.withdrawn.is_(False))
    tasks = tasks.group_by(TaskRow.plan_id)
    counts = dict(reading.session.execute(tasks).all())
    files_of_plans = select(StoredFileRow.id, StoredFileRow.sha256)
    hashes = dict(reading.session.execute(files_of_plans).all())
    rows = reading.session.scalars(wanted)
    return tuple(to_plan(row, hashes[row.file_id], counts.get(row.id, 0)) for row in rows)


def tasks_from(reading: Reading, wanted: Select[TaskRow]) -> tuple[Task, ...]:
    """The tasks a statement asks for, with their items."""
    rows = reading.session.scalars(wanted).all()
    items = reading.session.execute(
        select(ItemRow.task_id, ItemRow.text)
        .where(ItemRow.task_id.in_(wanted.with_only_columns(TaskRow.id).order_by(None)))
        .order_by(ItemRow.task_id, ItemRow.position)
    )
    texts = {task_id: [text for _, text in group] for task_id, group in groupby(items, key=lambda i: i[0])}
    return tuple(to_task(row, texts.get(row.id, ())) for row in rows)
