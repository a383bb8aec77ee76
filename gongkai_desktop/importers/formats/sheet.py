"""What the readers of workbooks share: rows of texts and merges become a grid or running text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph
from gongkai_desktop.importers.formats.limits import check_area, check_cell

Merges = Mapping[tuple[int, int], tuple[int, int]]
"""Where a merged cell begins (row, column; 0-based) and how many rows and columns it covers."""


def sheet_blocks(name: str, sheet: str, rows: Sequence[Sequence[str]], merges: Merges) -> list[Block]:
    """One sheet of a file as a grid; a sheet of one column is running text. Raises FileUnreadable."""
    filled = [(r, c) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    if not filled:
        return []
    place = f"工作表“{sheet}”"
    height = max(r for r, _ in filled) + 1
    width = max(c for _, c in filled) + 1
    check_area(name, place, height, width, len(filled))
    if width == 1:
        return [Paragraph(check_cell(name, place, rows[r][0]), f"{place}第{r + 1}行") for r, _ in filled]
    covered: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    merged_rows = {row for row, _ in merges}
    for r in range(height):
        if not any(rows[r]) and r not in merged_rows:
            continue  # a blank row needs no cells
        for c in range(width):
            if (r, c) in covered:
                continue
            row_span, column_span = merges.get((r, c), (1, 1))
            row_span, column_span = min(row_span, height - r), min(column_span, width - c)
            if row_span > 1 or column_span > 1:
                covered.update((r + i, c + j) for i in range(row_span) for j in range(column_span))
            text = rows[r][c] if c < len(rows[r]) else ""
            cells.append(Cell(check_cell(name, place, text), r, c, row_span, column_span))
    return [Grid(place, tuple(cells), height, width)]
