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
    width = max(max(c for c, text in enumerate(rows[r]) if text) for r in filled) + 1
    check_area(name, place, height, width, sum(sum(map(bool, rows[r])) for r in filled))
    if width == 1:
        return [Paragraph(check_cell(name, place, rows[r][0]), f"{place}第{r + 1}行") for r in filled]
    covered: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    # A blank row needs no cells.
    for r in sorted({*filled, *(row for row, _ in merges if row < height)}):
        row = rows[r]
        for c in range(width):
            if (r, c) in covered:
                continue
            text = check_cell(name, place, row[c]) if c < len(row) else ""
            if (r, c) not in merges:
                cells.append(Cell(text, r, c))
                continue
            row_span, column_span = merges[r, c]
            row_span, column_span = min(row_span, height - r), min(column_span, width - c)
            covered.update((r + i, c + j) for i in range(row_span) for j in range(column_span))
            cells.append(Cell(text, r, c, row_span, column_span))
    return [Grid(place, tuple(cells), height, width)]
