"""What the readers of workbooks share: rows of texts and merges become a grid or running text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph
from gongkai_desktop.importers.formats.limits import check_area, check_cell

Merges = Mapping[tuple[int, int], tuple[int, int]]
"""Where a merged cell begins (row, column; 0-based) and how many rows and columns it covers."""


def sheet_blocks(name: str, sheet: str, rows: Sequence[Sequence[str]], merges: Merges) -> list[Block]:
    """One sheet of a file as a grid; a sheet of one column is running text. Raises FileUnreadable."""
    filled = [r for r, row in enumerate(rows) if any(row)]
    if not filled:
        return []
    place = f"工作表“{sheet}”"
    height = filled[-1] + 1
    width = max(_filled_width(rows[r]) for r in filled)
    check_area(name, place, height, width, sum(sum(map(bool, rows[r])) for r in filled))
    if width == 1:
        return [Paragraph(check_cell(name, place, rows[r][0]), f"{place}第{r + 1}行") for r in filled]
    covered = [bytearray(width) for _ in range(height)]
    merged_rows = {row for row, _ in merges if row < height}
    cells: list[Cell] = []
    # A blank row needs no cells.
    for r in sorted({*filled, *merged_rows}):
        row = [*rows[r][:width], *[""] * (width - len(rows[r]))]
        if r not in merged_rows and 1 not in covered[r]:
            cells += [Cell(text, r, c) for c, text in enumerate(row)]
            continue
        for c, text in enumerate(row):
            if covered[r][c]:
                continue
            if (r, c) not in merges:
                cells.append(Cell(text, r, c))
                continue
            cells.append(Cell(text, r, c, *_cover(covered, r, c, *merges[r, c])))
    return [Grid(place, tuple(cells), height, width)]


def _filled_width(row: Sequence[str]) -> int:
    """The columns of a row up to its last filled one."""
    width = len(row)
    while not row[width - 1]:
        width -= 1
    return width


def _cover(
    covered: Sequence[bytearray], row: int, column: int, row_span: int, column_span: int
) -> tuple[int, int]:
    """Mark the places of a cell, and say how far it reaches: no further than to another merged cell.

    A sound file has no merges over each other; in another one they must not cost more than its area.
    """
    end = min(column + column_span, len(covered[row]))
    taken = covered[row].find(1, column, end)
    end = end if taken < 0 else taken
    bottom = row
    while bottom < min(row + row_span, len(covered)) and covered[bottom].find(1, column, end) < 0:
        covered[bottom][column:end] = b"\x01" * (end - column)
        bottom += 1
    return bottom - row, end - column
