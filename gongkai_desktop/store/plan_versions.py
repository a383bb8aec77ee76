"""A newer version in a plan's place: its file, the new order of its tasks, the fields that changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from gongkai_desktop.domain.ledger import PlanVersion
from gongkai_desktop.domain.recognised import Flag, RecognisedDocument, RecognisedTask
from gongkai_desktop.store import files
from gongkai_desktop.store.lookup import get, missing
from gongkai_desktop.store.plans import (
    NamedUnitDraft,
    add_items,
    add_named_units,
    beside_tasks,
    flags_to_json,
    printed_columns,
    task_columns,
)
from gongkai_desktop.store.tables import (
    ItemRow,
    NamedUnitRow,
    PlanRow,
    PlanVersionRow,
    StoredFileRow,
    TaskRow,
)
from gongkai_desktop.store.unit_of_work import Reading, UnitOfWork

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "no": ("no",),
    "path": ("path",),
    "requirement": ("requirement", "inline_deadlines"),
    "units": ("units_text", "open_ended"),
    "deadline": ("deadline_text", "deadlines"),
    "extra": ("extra",),
}
"""The columns of each field of `domain.comparison.FIELDS`."""


def titles_as_printed(reading: Reading) -> dict[int, str]:
    """What each plan's document printed as its title, by plan id; the clerk may have corrected it."""
    rows = reading.session.execute(select(PlanRow.id, PlanRow.title, PlanRow.recognised))
    return {plan_id: recognised.get("title", title) for plan_id, title, recognised in rows}


def versions_of(reading: Reading, plan_id: int) -> tuple[PlanVersion, ...]:
    """The files a plan was read from, newest first; the first one is in force."""
    plan = get(reading, PlanRow, plan_id, "来源文件")
    earlier = (
        select(PlanVersionRow).where(PlanVersionRow.plan_id == plan_id).order_by(PlanVersionRow.id.desc())
    )
    hashes = dict(reading.session.execute(select(StoredFileRow.id, StoredFileRow.sha256)).all())
    rows: list[PlanRow | PlanVersionRow] = [plan, *reading.session.scalars(earlier)]
    return tuple(
        PlanVersion(row.file_name, hashes[row.file_id], row.imported_at, row is plan) for row in rows
    )


def version_file(reading: Reading, plan_id: int, sha256: str) -> tuple[str, bytes]:
    """Name and bytes of a file a plan was read from. Raises InvalidInput when it is none of them."""
    for version in versions_of(reading, plan_id):
        if version.sha256 == sha256:
            wanted = select(StoredFileRow.data).where(StoredFileRow.sha256 == sha256)
            return version.file_name, reading.session.scalars(wanted).one()
    raise missing("来源文件")


def replace_document(
    work: UnitOfWork,
    plan_id: int,
    document: RecognisedDocument,
    printed: RecognisedDocument,
    file_name: str,
    data: bytes,
) -> None:
    """Give a plan the head and the file of a newer version; the old file is kept as an earlier one.

    A title that the clerk had corrected stays where the new version prints the old one again.
    """
    row = get(work, PlanRow, plan_id, "来源文件")
    work.session.add(
        PlanVersionRow(
            plan_id=row.id, file_id=row.file_id, file_name=row.file_name, imported_at=row.imported_at
        )
    )
    if document.title and document.title != row.recognised.get("title", row.title):
        row.title = document.title
    row.issuer, row.number = document.issuer, document.number
    row.document_date, row.place = document.document_date, document.place
    row.file_name, row.file_id = file_name, files.keep(work, data)
    row.imported_at = work.action.at
    row.recognised = beside_tasks(document, printed)
    work.session.flush()


def make_room(work: UnitOfWork, positions: Mapping[int, int]) -> None:
    """Take tasks that will move out of the way: no two of a plan may have one position at any moment."""
    for task_id, position in positions.items():
        row = get(work, TaskRow, task_id, "任务")
        if row.position != position:
            row.position = -task_id
    work.session.flush()


def rewrite_task(
    work: UnitOfWork,
    task_id: int,
    position: int,
    new: RecognisedTask,
    printed: RecognisedTask,
    fields: Collection[str],
    flags: Iterable[Flag],
) -> None:
    """Give a task its place in the newer version, and its text in these fields; the others stay."""
    row = get(work, TaskRow, task_id, "任务")
    columns = task_columns(new)
    for column in (column for field in _COLUMNS if field in fields for column in _COLUMNS[field]):
        setattr(row, column, columns[column])
    row.position, row.withdrawn = position, False
    row.origin, row.printed = columns["origin"], printed_columns(printed)
    row.flags = flags_to_json(flags)
    if "requirement" in fields:
        _delete_of_task(work, ItemRow, task_id)
        add_items(work, task_id, new.items)
    work.session.flush()


def set_named_units(work: UnitOfWork, task_id: int, drafts: Sequence[NamedUnitDraft]) -> None:
    """Let a task name these units and no others."""
    _delete_of_task(work, NamedUnitRow, task_id)
    add_named_units(work, drafts)


def withdraw_task(work: UnitOfWork, task_id: int, position: int) -> None:
    """Keep a task that the newer version does not have for what was recorded on it."""
    row = get(work, TaskRow, task_id, "任务")
    row.withdrawn, row.position = True, position
    work.session.flush()


def remove_task(work: UnitOfWork, task_id: int) -> None:
    """Delete a task that has no duties."""
    _delete_of_task(work, ItemRow, task_id)
    _delete_of_task(work, NamedUnitRow, task_id)
    work.session.delete(get(work, TaskRow, task_id, "任务"))
    work.session.flush()


def _delete_of_task(work: UnitOfWork, table: type[ItemRow | NamedUnitRow], task_id: int) -> None:
    rows: Any = work.session.scalars(select(table).where(table.task_id == task_id)).all()
    for row in rows:
        work.session.delete(row)
    # Before anything is put in their place: the session would write new rows first.
    work.session.flush()
