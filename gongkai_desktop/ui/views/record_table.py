"""A list of records: whole rows, Space ticks, Enter opens, T notes a call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.record_table import RecordTableModel
from gongkai_desktop.ui.views.list_looks import look_like_a_list

_STRETCH_LEAST = 240
"""What the column without a sample needs."""


class RecordTable(QTableView):
    """Columns are as wide as the sample texts; the one without a sample takes the room there is."""

    selection_made = Signal()
    opened = Signal()
    call_wanted = Signal()

    def __init__(
        self,
        name: str,
        model: RecordTableModel[Any],
        samples: Sequence[str | None],
        *,
        spare: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.records = model
        self._samples = samples
        self._spare = spare
        """The columns left out, one after the other, where there is no room for all."""
        self.setModel(model)
        self.setAccessibleName(name)
        look_like_a_list(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.px(60))
        for column, sample in enumerate(samples):
            if sample is None:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(column, self._width(sample))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_made.emit())
        model.modelReset.connect(self.selection_made)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def selected(self) -> list[Any]:
        """The selected records in the order they are shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.records.records[row] for row in rows]

    def choose(self, row: int) -> None:
        """Select one line."""
        if 0 <= row < self.records.rowCount():
            self.selectRow(row)
            self.setCurrentIndex(self.records.index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        needed = {column: self._width(sample) for column, sample in enumerate(self._samples) if sample}
        for column in self._spare:
            hidden = self.viewport().width() - sum(needed.values()) < theme.px(_STRETCH_LEAST)
            self.setColumnHidden(column, hidden)
            if hidden:
                del needed[column]

    @staticmethod
    def _width(sample: str) -> int:
        return theme.text_width(sample) + theme.px(28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space, Enter and T."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        match Qt.Key(event.key()):
            case Qt.Key.Key_Space if rows:
                self.records.tick(rows, ticked=not self.records.is_ticked(rows[0]))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if rows:
                self.opened.emit()
            case Qt.Key.Key_T if rows and not event.modifiers():
                self.call_wanted.emit()
            case _:
                super().keyPressEvent(event)
