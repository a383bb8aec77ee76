"""The tables of a file as models to look at."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from gongkai_desktop.domain.grid import Cell, Grid, RawDocument

PROSE = "正文"
"""The place of tasks in running text; their rows count its paragraphs."""

Index = QModelIndex | QPersistentModelIndex


class Mark(IntEnum):
    """Why a source cell is marked; the higher one wins."""

    DOUBT = 1
    TASK = 2
    FIELD = 3


COLOURS = {Mark.DOUBT: QColor("#fdf1d6"), Mark.TASK: QColor("#e6f0fa"), Mark.FIELD: QColor("#b9d6f2")}


def tables_of(raw: RawDocument) -> list[Grid]:
    """The file's tables in order."""
    return [block for block in raw.blocks if isinstance(block, Grid)]


def blank_rows(grid: Grid) -> frozenset[int]:
    """Rows that hold no text at all, as between the cells of a pasted table."""
    filled = {
        row for cell in grid.cells if cell.text.strip() for row in range(cell.row, cell.row + cell.row_span)
    }
    return frozenset(range(grid.rows)) - filled


class GridModel(QAbstractTableModel):
    """One table as it stands in the file; cells covered by a merge are blank."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.grid = grid
        self._cells = {(cell.row, cell.column): cell for cell in grid.cells}
        self._owner = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        self._blank = blank_rows(grid)
        self._marks: dict[tuple[int, int], Mark] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        """Rows of the file's table."""
        return 0 if parent.isValid() else self.grid.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Columns of the file's table."""
        return 0 if parent.isValid() else self.grid.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, alignment and the colour of the mark."""
        if not index.isValid():
            return None
        cell = self._cells.get((index.row(), index.column()))
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text if cell else ""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        if role == Qt.ItemDataRole.BackgroundRole:
            mark = self._marks.get((index.row(), index.column()))
            return COLOURS[mark] if mark else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Row and column numbers, as the origins of tasks count them; none where a row is drawn as a gap."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        gap = orientation == Qt.Orientation.Vertical and section in self._blank
        return "" if gap else str(section + 1)

    def cell_at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place, merged or not."""
        return self._owner.get((row, column))

    def set_marks(self, marks: Mapping[tuple[int, int], Mark]) -> None:
        """Mark the cells that cover the given places, and no others."""
        shown: dict[tuple[int, int], Mark] = {}
        for place, mark in marks.items():
            cell = self._owner.get(place)
            if cell:
                key = (cell.row, cell.column)
                shown[key] = max(mark, shown.get(key, mark))
        changed = shown.keys() | self._marks.keys()
        self._marks = shown
        for row, column in changed:
            index = self.index(row, column)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.BackgroundRole])
