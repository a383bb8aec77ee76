"""Several tables in one grid: below each other or side by side on a sheet, each with a header of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.importers.recognition.layout import Layout, find_layout, is_header, rows_of

_LONGEST_TITLE = 40
"""A header has no longer cell: most rows of tasks are told from one without looking further."""
_FEWEST_COLUMNS = 5
"""Two tables side by side have at least two columns each, and one between."""


def parts_of(grid: Grid) -> Iterator[tuple[Grid, Layout | None]]:
    """A grid as one grid for each of its tables, with the layout its header gives it."""
    for beside in _side_by_side(grid):
        yield from _below_each_other(beside)


def _side_by_side(grid: Grid) -> list[Grid]:
    """A grid cut at its blank columns where every piece has a header."""
    if grid.columns < _FEWEST_COLUMNS or not grid.true_spans:
        return [grid]
    blank = _blank_columns(grid)
    if not blank:
        return [grid]
    edges = [-1, *blank, grid.columns]
    pieces = [(left + 1, right) for left, right in pairwise(edges) if right - left > 2]
    grids = [_columns_of(grid, left, right) for left, right in pieces]
    if len(grids) < 2 or any(find_layout(piece) is None for piece in grids):
        return [grid]
    return grids


def _blank_columns(grid: Grid) -> list[int]:
    blank = set(range(grid.columns))
    for cell in grid.cells:
        if cell.text:
            blank.discard(cell.column)
            # Most tables show after a few rows that they have none.
            if not blank:
                break
    return sorted(blank)


def _columns_of(grid: Grid, left: int, right: int) -> Grid:
    """The cells that begin in these columns; their places stay those of the file."""
    cells = [
        replace(cell, column_span=min(cell.column_span, right - cell.column))
        for cell in grid.cells
        if left <= cell.column < right
    ]
    return replace(grid, cells=tuple(cells), columns=right)


def _below_each_other(grid: Grid) -> Iterator[tuple[Grid, Layout | None]]:
    """A grid cut above each header that names other columns than the one before it."""
    rows = rows_of(grid)
    layout = find_layout(grid, rows)
    while layout is not None:
        cut, following = _next_header(grid, rows, layout)
        if following is None:
            break
        above = _rows_of_part(grid, 0, cut)
        yield above, find_layout(above)
        grid, layout = _rows_of_part(grid, cut, grid.rows), following
        rows = rows_of(grid)
    yield grid, layout


def _next_header(grid: Grid, rows: dict[int, list[Cell]], layout: Layout) -> tuple[int, Layout | None]:
    """Where the next table begins, with its title, and its layout; None where there is none."""
    last = max(layout.header_rows)
    for row in sorted(rows):
        texts = [cell.text for cell in rows[row]]
        if row <= last or max(map(len, texts)) > _LONGEST_TITLE or not is_header(texts):
            continue
        start = _title_above(rows, row, last)
        following = find_layout(_rows_of_part(grid, start, grid.rows))
        if following is not None and _kinds(following) != _kinds(layout):
            return start, following
    return grid.rows, None


def _title_above(rows: dict[int, list[Cell]], header: int, last: int) -> int:
    """The first of the lines of one cell that stand right above a header: they name its table."""
    start = header
    for row in sorted((row for row in rows if last < row < header), reverse=True):
        filled = sum(bool(cell.text.strip()) for cell in rows[row])
        if filled > 1:
            break
        start = row
    return start


def _kinds(layout: Layout) -> list[tuple[object, ...]]:
    """What the columns hold, by which a header printed again is known."""
    return [(column.holds, column.role, column.timed) for column in layout.columns if column.title]


def _rows_of_part(grid: Grid, start: int, end: int) -> Grid:
    cells = tuple(
        replace(cell, row_span=min(cell.row_span, end - cell.row)) if cell.row + cell.row_span > end else cell
        for cell in grid.cells
        if start <= cell.row < end
    )
    return replace(grid, cells=cells, rows=end)
