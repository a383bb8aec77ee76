"""The checkpoints of one day: to be read, chosen, dragged to another day, or cut and put there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from gongkai_desktop.ui.models.calendar_model import DayListModel
from gongkai_desktop.ui.models.day_index import Point
from gongkai_desktop.ui.models.duty_table import runs
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views.calendar_delegates import PointDelegate
from gongkai_desktop.ui.views.duty_menu import duty_menu


class DayList(QListView):
    """Enter opens the whole text, F2 moves the date, Ctrl+X takes the checkpoint up."""

    selection_made = Signal(object, object)
    command_wanted = Signal(str)
    move_wanted = Signal(object)
    cut_wanted = Signal(object)
    whole_wanted = Signal(object)
    back_wanted = Signal()
    """To the days again."""

    def __init__(self, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points = DayListModel(styles, self)
        self._showing = False
        self.setModel(self.points)
        self.setItemDelegate(PointDelegate(styles, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # All lines are as high as the first: a day may have hundreds.
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setAccessibleName("当日节点")
        self.setToolTip("拖到左边另一天，或按 F2，可以改期")
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.activated.connect(self._open_whole)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def show_points(self, points: Sequence[Point]) -> None:
        """Take the checkpoints of a day."""
        self._showing = True
        self.points.show(points)
        self._showing = False

    def show_selection(self, duty_ids: Sequence[int], current: int | None) -> None:
        """Mark these duties; those of other days are not here."""
        self._showing = True
        model = self.selectionModel()
        model.clear()
        wanted = set(duty_ids)
        chosen = QItemSelection()
        for top, bottom in runs([p for p in range(self.points.rowCount()) if self._duty(p) in wanted]):
            chosen.select(self.points.index(top), self.points.index(bottom))
        model.select(chosen, QItemSelectionModel.SelectionFlag.Select)
        if (place := self.points.place_of(current)) is not None:
            model.setCurrentIndex(self.points.index(place), QItemSelectionModel.SelectionFlag.NoUpdate)
        self._showing = False

    def _duty(self, place: int) -> int:
        return self.points.point_at(place)[0].duty_id

    def enter(self) -> None:
        """Take the keyboard, on the first line."""
        if self.points.rowCount():
            self.setFocus()
            self.setCurrentIndex(self.points.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Beside what every list does: move, take up, go back to the days."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Backspace):
            self.back_wanted.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.command_wanted.emit("detail")
        elif index.isValid() and event.key() == Qt.Key.Key_F2:
            self._run("move_date")
        elif index.isValid() and event.matches(QKeySequence.StandardKey.Cut):
            self.cut_wanted.emit(self.points.point_at(index.row())[1])
        else:
            super().keyPressEvent(event)

    def _run(self, command: str) -> None:
        # The date of this day's checkpoint, not of the one that decides the duty's light.
        if command == "move_date":
            self.move_wanted.emit(self.points.point_at(self.currentIndex().row())[1])
        else:
            self.command_wanted.emit(command)

    def _tell_selection(self, *_changed: object) -> None:
        if not self._showing:
            chosen = [self._duty(index.row()) for index in self.selectedIndexes()]
            here = self.currentIndex()
            current = self._duty(here.row()) if here.isValid() else None
            self.selection_made.emit(tuple(chosen), current if current in chosen else None)

    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            menu = duty_menu(self, self._run, lambda: self._open_whole(index))
            menu.exec(self.viewport().mapToGlobal(at))
            menu.deleteLater()

    def _open_whole(self, index: QModelIndex) -> None:
        self.whole_wanted.emit(self.points.point_at(index.row())[0])
