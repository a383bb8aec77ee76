"""A table whose header is missing: its columns are told by what their cells hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gongkai_desktop.domain.deadline_text import read_deadlines
from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.importers.column_titles import Holds, guess_title, is_column_title
from gongkai_desktop.importers.recognition.columns import Column, is_person
from gongkai_desktop.importers.recognition.layout import Layout, layout_at, rows_of
from gongkai_desktop.importers.recognition.text import squeeze

_FEWEST_ROWS = 2
_MOST = 0.7
_ANY_YEAR = 2000


def guess_layout(grid: Grid) -> Layout | None:
    """The layout of a table without a header, None where no column holds units behind one of text."""
    rows = rows_of(grid)
    full = [row for row in sorted(rows) if sum(bool(cell.text.strip()) for cell in rows[row]) >= 3]
    if len(full) < _FEWEST_ROWS:
        return None
    first = [cell.text for cell in rows[full[0]] if cell.text.strip()]
    if 2 * sum(is_column_title(text) for text in first) >= len(first):
        return _under_strange_titles(grid, full[0])
    # The first row may be a header of strange words.
    telling = full[1:] if len(full) > _FEWEST_ROWS else full
    cells = [cell for row in telling for cell in rows[row] if cell.text.strip()]
    columns = [_holds([cell.text for cell in cells if cell.column == index]) for index in range(grid.columns)]
    texts = [index for index, holds in enumerate(columns) if holds is Holds.TEXT]
    if Holds.UNITS not in columns or not texts:
        return None
    if texts[0] > columns.index(Holds.UNITS) and not _is_unread_header(
        {cell.column: cell.text for cell in rows[full[0]]}, columns
    ):
        return None
    if _is_unread_header({cell.column: cell.text for cell in rows[full[0]]}, columns):
        if layout := _under_strange_titles(grid, full[0]):
            return layout
        titles = {cell.column: squeeze(cell.text) for cell in rows[full[0]]}
        named = [Column(titles.get(index, ""), holds) for index, holds in enumerate(columns)]
        return Layout(tuple(_without_asides(named, cells)), (full[0],))
    untitled = [Column("", holds) for holds in columns]
    return Layout(tuple(_without_asides(untitled, cells)), (full[0] - 1,))


def _without_asides(columns: list[Column], cells: Sequence[Cell]) -> list[Column]:
    """Columns of persons, and texts behind the units where others stand before them, are no task."""
    units = next(index for index, column in enumerate(columns) if column.holds is Holds.UNITS)
    texts = [index for index, column in enumerate(columns) if column.holds is Holds.TEXT]
    persons = {
        index
        for index in texts
        if all(is_person(cell.text.strip()) for cell in cells if cell.column == index) and len(texts) > 1
    }
    behind = {index for index in texts if index > units and texts[0] < units}
    out = list(columns)
    for index in persons | behind:
        doubted = () if index in persons else ("requirement", "path")
        out[index] = replace(columns[index], holds=Holds.OTHER, doubted=doubted)
    return out


_LONGEST_TITLE = 12
_PERSONS = re.compile(r"姓名|职务")


def _under_strange_titles(grid: Grid, header: int) -> Layout | None:
    """The layout below a row of titles that are strange together, None where they head no tasks."""
    layout = layout_at(grid, rows_of(grid), header)
    tasks = [i for i in layout.texts if layout.deadlines or guess_title(layout.columns[i].title)]
    persons = any(_PERSONS.search(title) for title in layout.titles)
    return layout if layout.units and tasks and not persons else None


def _is_unread_header(texts: Mapping[int, str], columns: Sequence[Holds]) -> bool:
    """Whether the first row holds short words where the rows below have units or limits: strange titles."""
    if any(len(squeeze(text)) > _LONGEST_TITLE for text in texts.values()):
        return False
    return any(
        (holds is Holds.UNITS and not looks_like_units(texts[index]))
        or (holds is Holds.DEADLINE and bool(read_deadlines(texts[index], _ANY_YEAR).doubts))
        for index, holds in enumerate(columns)
        if texts.get(index, "").strip()
    )


def _holds(texts: Sequence[str]) -> Holds:
    if not texts:
        return Holds.OTHER
    plain = [squeeze(text) for text in texts]
    tests = (
        (Holds.NUMBER, [text.isdecimal() and len(text) <= 3 for text in plain]),
        (Holds.DEADLINE, [len(text) <= 30 and not read_deadlines(text, _ANY_YEAR).doubts for text in plain]),
        (Holds.UNITS, [looks_like_units(text) for text in texts]),
    )
    return next((holds for holds, fits in tests if sum(fits) >= _MOST * len(texts)), Holds.TEXT)
