"""The table that 倒排 and 议程 are shown in: whole rows, the heading once, keys for everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.day_index import Point
from gongkai_desktop.ui.models.duty_table import runs
from gongkai_desktop.ui.models.line_table import Line, LineTableModel
from gongkai_desktop.ui.views.duty_menu import duty_menu
from gongkai_desktop.ui.views.list_looks import look_like_a_list

_FILLER_LEAST = 150
_PAGE_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class LineTable(QTableView):
    """Enter opens the whole text, F2 moves the date, page keys turn the months."""

    selection_made = Signal(object, object)
    command_wanted = Signal(str)
    move_wanted = Signal(object)
    whole_wanted = Signal(object)
    months_wanted = Signal(int)
    today_wanted = Signal()

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        widths: Sequence[str],
        state: int,
        spare: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`widths` are texts that a column must hold; an empty one takes what is left.

        `spare` are the columns that are left out, one after the other, where there is no room for all.
        """
        super().__init__(parent)
        self._spare = tuple(spare)
        self.lines = LineTableModel(titles, state, self)
        self._showing = False
        self.setModel(self.lines)
        self.setAccessibleName(name)
        look_like_a_list(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._set_columns(widths)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.doubleClicked.connect(self._open_whole)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def _set_columns(self, widths: Sequence[str]) -> None:
        header = self.horizontalHeader()
        # With the view's own it would ask every row of every column whether it is selected, to look pressed.
        header.setSelectionModel(QItemSelectionModel(self.lines, header))
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(40))
        self._texts = tuple(widths)
        self._filler = 0
        for column, text in enumerate(widths):
            if text:
                self.setColumnWidth(column, self._width(column))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
                self._filler = column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        shown = [column for column in range(self.lines.columnCount()) if column != self._filler]
        needed = {column: self._width(column) for column in shown}
        for column in self._spare:
            room = self.viewport().width() - sum(needed.values())
            hidden = room < theme.px(_FILLER_LEAST)
            self.setColumnHidden(column, hidden)
            if hidden:
                del needed[column]

    def _width(self, column: int) -> int:
        return theme.text_width(self._texts[column]) + theme.px(20)

    def show_lines(self, points: Sequence[Point], make: Callable[[int], Line]) -> None:
        """Take what to show; the selection is set by `show_selection`."""
        self._showing = True
        self.lines.show(points, make)
        self._showing = False

    def show_selection(self, duty_ids: Sequence[int], current: int | None) -> None:
        """Mark these duties."""
        self._showing = True
        last = self.lines.columnCount() - 1
        chosen = QItemSelection()
        for top, bottom in runs(self.lines.places_of(duty_ids)):
            chosen.select(self.lines.index(top, 0), self.lines.index(bottom, last))
        model = self.selectionModel()
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        here = self.lines.places_of((current,)) if current is not None else []
        if here and self.currentIndex().row() not in here:
            index = self.lines.index(here[0], 0)
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self._showing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that the other views have, too."""
        key = Qt.Key(event.key())
        index = self.currentIndex()
        if key in _PAGE_KEYS:
            self.months_wanted.emit(_PAGE_KEYS[key])
        elif key == Qt.Key.Key_Home:
            self.today_wanted.emit()
        elif key == Qt.Key.Key_Space:
            self.command_wanted.emit("detail")
        elif index.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_whole()
        elif index.isValid() and key == Qt.Key.Key_F2:
            self._run("move_date")
        else:
            super().keyPressEvent(event)

    def _run(self, command: str) -> None:
        if command == "move_date":
            self.move_wanted.emit(self.lines.point_at(self.currentIndex().row())[1])
        else:
            self.command_wanted.emit(command)

    def _tell_selection(self, *_changed: object) -> None:
        if not self._showing:
            places = [index.row() for index in self.selectionModel().selectedRows()]
            chosen = list(dict.fromkeys(self.lines.point_at(place)[0].duty_id for place in places))
            here = self.currentIndex()
            current = self.lines.point_at(here.row())[0].duty_id if here.isValid() else None
            self.selection_made.emit(tuple(chosen), current if current in chosen else None)

    def _open_menu(self, at: QPoint) -> None:
        if self.indexAt(at).isValid():
            menu = duty_menu(self, self._run, self._open_whole)
            menu.exec(self.viewport().mapToGlobal(at))
            menu.deleteLater()

    def _open_whole(self) -> None:
        self.whole_wanted.emit(self.lines.point_at(self.currentIndex().row())[0])
