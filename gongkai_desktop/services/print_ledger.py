"""The ledger as pages for the wall and the folder: A3 landscape, one line a duty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.filters import DutyFilter, apply_filter
from gongkai_desktop.domain.lights import Light, LightStyle
from gongkai_desktop.domain.recognised import ROLE_NAMES
from gongkai_desktop.errors import InvalidInput
from gongkai_desktop.exporters.listing import (
    Listing,
    ListingColumn,
    ListingRow,
    ListingSection,
    paint_listing,
)
from gongkai_desktop.exporters.print_pages import LANDSCAPE, MM, PageSize
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.workspace import Workspace

_A3 = PageSize(420 * MM, 297 * MM)
_WIDEST_ON_A4 = 900
"""Wider tables, in the window's points at 100 %, would be printed too small on A4."""
_COLUMNS = (
    ListingColumn("序号", 1.4),
    ListingColumn("任务", 5.2),
    ListingColumn("要求", 12.0),
    ListingColumn("责任单位", 4.6),
    ListingColumn("角色", 1.6),
    ListingColumn("时限", 2.8),
    ListingColumn("下一节点", 2.5),
    ListingColumn("状态", 2.4),
    ListingColumn("工作日", 1.7, "right"),
    ListingColumn("最近进展", 6.0),
)
_MOST_LINES = 4
"""Of a cell: the sheet is to be read from afar, the whole text stands in the ledger."""


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column as the clerk has it on screen."""

    title: str
    width: int
    """In the window's points at 100 % text."""
    right: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """What the table of the window shows: its columns and rows in their order."""

    columns: tuple[PrintedColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    late: frozenset[int]
    """The numbers of the rows that are late."""
    total: int
    """How many rows there are without the filter."""


def table_pdf(workspace: Workspace, table: PrintedTable, today: date) -> bytes:
    """What the table shows as PDF, on A3 where it is wide. Raises InvalidInput for an empty one."""
    if not table.rows or not table.columns:
        raise InvalidInput("没有显示的事项，没有可打印的内容。", "请放宽筛选条件。")
    lines = tuple(ListingRow(cells, strong=number in table.late) for number, cells in enumerate(table.rows))
    part = f"显示 {len(lines)} / {table.total} 项" if len(lines) < table.total else f"共 {len(lines)} 项"
    wide = sum(column.width for column in table.columns) > _WIDEST_ON_A4
    listing = Listing(
        title=f"{workspace.office.county}政务公开工作台账",
        subtitle=f"{workspace.office.office}　截至{today:%Y-%m-%d}　{part}",
        columns=tuple(
            ListingColumn(one.title, one.width, "right" if one.right else "left") for one in table.columns
        ),
        sections=(ListingSection("", lines),),
        size=_A3 if wide else LANDSCAPE,
        most_lines=_MOST_LINES,
    )
    return paint_listing(listing, today)


def ledger_pdf(workspace: Workspace, today: date, wanted: DutyFilter | None = None) -> bytes:
    """The duties that pass the filter as they stand on `today`, as PDF.

    Raises InvalidInput when none passes, CannotSave without fonts.
    """
    rows = apply_filter(list_duties(workspace, today), wanted or DutyFilter())
    if not rows:
        raise InvalidInput(
            "没有符合条件的责任事项，没有可打印的内容。", "请放宽筛选条件，或先导入任务分解表。"
        )
    styles = light_styles(workspace.office)
    sections = [
        ListingSection(title, tuple(_lines(list(same), styles)))
        for title, same in groupby(rows, lambda row: row.plan_title)
    ]
    listing = Listing(
        title=f"{workspace.office.county}政务公开工作台账",
        subtitle=f"{workspace.office.office}　截至{today:%Y-%m-%d}",
        columns=_COLUMNS,
        sections=tuple(sections),
        size=_A3,
        most_lines=_MOST_LINES,
    )
    return paint_listing(listing, today)


def _lines(rows: Sequence[DutyRow], styles: dict[Light, LightStyle]) -> Iterator[ListingRow]:
    """A task is said once, beside its first unit."""
    before: int | None = None
    for row in rows:
        first = row.task_id != before
        before = row.task_id
        task = (row.no or "", row.task_name, row.requirement) if first else ("", "", "")
        yield ListingRow((*task, *_of_unit(row, styles)), strong=row.light is Light.LATE)


def _of_unit(row: DutyRow, styles: dict[Light, LightStyle]) -> tuple[str, ...]:
    style = styles[row.light]
    counts = row.light in (Light.LATE, Light.SOON, Light.NORMAL)
    progress = f"{row.last_progress_on:%m-%d} {row.last_progress}" if row.last_progress_on else ""
    return (
        row.unit_name,
        ROLE_NAMES[row.role],
        row.deadline_text,
        row.due.isoformat() if row.due else "",
        f"{style.shape} {style.word}",
        str(row.days) if counts and row.days else "",
        progress,
    )
