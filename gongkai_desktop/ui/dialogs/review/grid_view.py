"""One table of the file as it looks, merges and all, with the source of a task marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.review.source_model import GridModel, Mark, blank_rows

_MARGIN = 4
_NARROWEST = 44
_GAP = 2

HeightOf = Callable[[Cell], int]


class GridView(QTableView):
    """One table of the file."""

    cell_chosen = Signal(str, int, int)

    def __init__(self, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self._model = GridModel(grid)
        self.setModel(self._model)
        self.setMinimumHeight(theme.px(50))
        self.setAccessibleName(f"原文件 {grid.place}")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        for cell in grid.cells:
            if cell.row_span > 1 or cell.column_span > 1:
                self.setSpan(cell.row, cell.column, cell.row_span, cell.column_span)
        self._wanted: QModelIndex | None = None
        self.clicked.connect(self._clicked)

    def set_marks(self, marks: Mapping[tuple[int, int], Mark]) -> None:
        """Mark 0-based places."""
        self._model.set_marks(marks)

    def show_cell(self, row: int, column: int) -> None:
        """Scroll so that a 0-based place can be read."""
        cell = self._model.cell_at(row, column)
        # Not the merged cell's own top: the row that was asked for may lie far below it.
        self._wanted = self._model.index(row, cell.column if cell else column)
        self._scroll()

    def _scroll(self) -> None:
        """A row taller than the view is shown from its top."""
        if self._wanted is None:
            return
        fits = self.rowHeight(self._wanted.row()) < self.viewport().height()
        hint = QAbstractItemView.ScrollHint
        self.scrollTo(self._wanted, hint.PositionAtCenter if fits else hint.PositionAtTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the table out anew in the width there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()
        # The place was asked for before the table had its size.
        self._scroll()

    def _clicked(self, index: QModelIndex) -> None:
        self.cell_chosen.emit(self.grid.place, index.row() + 1, index.column() + 1)

    def _lay_out(self) -> None:
        widths = column_widths(self.grid, self.viewport().width(), theme.px(_NARROWEST))
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        metrics = self.fontMetrics()

        def height(cell: Cell) -> int:
            width = sum(widths[cell.column : cell.column + cell.column_span]) - 2 * _MARGIN
            box = QRect(0, 0, max(width, 1), 100_000)
            return metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), cell.text).height() + 2 * _MARGIN

        gaps = blank_rows(self.grid)
        least = [
            theme.px(_GAP) if row in gaps else metrics.height() + 2 * _MARGIN for row in range(self.grid.rows)
        ]
        for row, tall in enumerate(row_heights(self.grid, height, least)):
            self.setRowHeight(row, tall)


def column_widths(grid: Grid, available: int, least: int) -> list[int]:
    """Share the width by how much text each column holds; never narrower than readable."""
    amount = [1.0] * grid.columns
    for cell in grid.cells:
        if cell.column_span == 1:
            amount[cell.column] += len(cell.text)
    # The square root keeps a long requirement from starving the short columns.
    weights = [value**0.5 for value in amount]
    free = max(available - least * grid.columns, 0)
    return [least + int(free * weight / sum(weights)) for weight in weights]


def row_heights(grid: Grid, height: HeightOf, least: Sequence[int]) -> list[int]:
    """Every row as tall as its own cells; a merged cell that needs more lends the rest to its last row."""
    heights = list(least)
    filled = (cell for cell in grid.cells if cell.text.strip())
    for cell in sorted(filled, key=lambda cell: cell.row_span):
        rows = range(cell.row, min(cell.row + cell.row_span, grid.rows))
        missing = height(cell) - sum(heights[row] for row in rows)
        if rows and missing > 0:
            heights[rows[-1]] += missing
    return heights
