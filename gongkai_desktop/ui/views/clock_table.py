"""The list of statutory limits: whole rows, keys for everything."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gongkai_desktop.services.clocks import ClockLine
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.clock_table import DUE, MATTER, NUMBER, RULE, START, UNIT, ClockTableModel
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views.clock_detail import clock_menu
from gongkai_desktop.ui.views.list_looks import look_like_a_list

_WIDTHS = {1: "示例罚〔2026〕100号", 2: "县市场监督管理局", 3: "行政许可和处罚双公示", 4: "2026-12-31",
           5: "2026-12-31 (周五)（暂）", 6: "○ 正常 余 100 个工作日"}  # fmt: skip
_SPARE = (NUMBER, START, UNIT, RULE)
"""The columns left out, one after the other, where there is no room for all."""
_MATTER_LEAST = 160


class ClockTable(QTableView):
    """Enter finishes, F2 corrects, the menu key offers the rest."""

    selection_made = Signal()
    command_wanted = Signal(str)

    def __init__(self, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = ClockTableModel(styles, self)
        self.setModel(self.lines)
        self.setAccessibleName("法定时限清单")
        look_like_a_list(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme.px(60))
        header.setSectionResizeMode(MATTER, QHeaderView.ResizeMode.Stretch)
        for column in _WIDTHS:
            self.setColumnWidth(column, self._width(column))
        self.setSortingEnabled(True)
        self.sortByColumn(DUE, Qt.SortOrder.AscendingOrder)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_made.emit())
        self.doubleClicked.connect(lambda _index: self.command_wanted.emit("finish"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def selected(self) -> list[ClockLine]:
        """The selected limits in the order they are shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.lines.shown[row] for row in rows]

    def current(self) -> ClockLine | None:
        """The limit the detail is about."""
        index = self.currentIndex()
        return self.lines.shown[index.row()] if index.isValid() else None

    def choose(self, clock_id: int | None, near: int = 0) -> None:
        """Make a limit the current one; where it is not shown, the one that stands in its place."""
        row = self.lines.row_of(clock_id)
        if row is None and self.lines.shown:
            row = min(max(near, 0), len(self.lines.shown) - 1)
        if row is not None:
            index = self.lines.index(row, 0)
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        needed = {column: self._width(column) for column in _WIDTHS}
        for column in _SPARE:
            hidden = self.viewport().width() - sum(needed.values()) < theme.px(_MATTER_LEAST)
            self.setColumnHidden(column, hidden)
            if hidden:
                del needed[column]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, F2 and Delete."""
        commands = {
            Qt.Key.Key_Return: "finish",
            Qt.Key.Key_Enter: "finish",
            Qt.Key.Key_F2: "edit",
            Qt.Key.Key_Delete: "cancel",
        }
        command = commands.get(Qt.Key(event.key()))
        if command and self.selected():
            self.command_wanted.emit(command)
        else:
            super().keyPressEvent(event)

    def _width(self, column: int) -> int:
        return theme.text_width(_WIDTHS[column]) + theme.px(24)

    def _open_menu(self, at: QPoint) -> None:
        if self.indexAt(at).isValid():
            menu = clock_menu(self, self.selected(), self.command_wanted.emit)
            menu.exec(self.viewport().mapToGlobal(at))
            menu.deleteLater()
