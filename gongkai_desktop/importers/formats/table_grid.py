"""Laying out a table whose cells say how far they reach, as HTML and OpenDocument tables do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.importers.formats.limits import MAX_COLUMNS, check_area, check_cell


@dataclass(slots=True)
class Layouter:
    """Puts cells row by row into the first free columns, as browsers do."""

    name: str
    place: str
    cells: list[Cell] = field(default_factory=list)
    row: int = -1
    column: int = 0
    width: int = 0
    _free_from: list[int] = field(default_factory=list)
    """For each column, the first row that no cell above reaches into."""

    def start_row(self) -> None:
        """Go to the next row."""
        self.row += 1
        self.column = 0
        check_area(self.name, self.place, self.row + 1, max(self.width, 1), len(self.cells))

    def add(self, text: str, row_span: int = 1, column_span: int = 1) -> None:
        """Put a cell into the next free column; it ends where another already stands."""
        while self._taken(self.column):
            self.column += 1
        row_span, column_span = max(row_span, 1), min(max(column_span, 1), MAX_COLUMNS)
        end = self.column + 1
        while end < self.column + column_span and not self._taken(end):
            end += 1
        self._free_from += [0] * (end - len(self._free_from))
        self._free_from[self.column : end] = [self.row + row_span] * (end - self.column)
        text = check_cell(self.name, self.place, text)
        self.cells.append(Cell(text, self.row, self.column, row_span, end - self.column))
        self.column = end
        self.width = max(self.width, end)
        check_area(self.name, self.place, self.row + 1, self.width)

    def grid(self) -> Grid | None:
        """The table laid out, None where it has no cell with text."""
        if not any(cell.text for cell in self.cells):
            return None
        return Grid(self.place, *without_empty_columns(self.cells, self.row + 1))

    def _taken(self, column: int) -> bool:
        return column < len(self._free_from) and self._free_from[column] > self.row


def without_empty_columns(cells: Sequence[Cell], rows: int) -> tuple[tuple[Cell, ...], int, int]:
    """Cells, rows and columns without the columns in which no cell begins.

    They come from spans wider than the table and mean nothing to the reader of the page.
    """
    begins = sorted({cell.column for cell in cells})
    if all(cell.column + cell.column_span <= len(begins) for cell in cells):
        return tuple(cells), rows, len(begins)
    moved = tuple(
        replace(
            cell,
            column=(first := bisect_left(begins, cell.column)),
            column_span=bisect_left(begins, cell.column + cell.column_span) - first,
        )
        for cell in cells
    )
    return moved, rows, len(begins)
