"""The days of a month: keys walk, and a checkpoint is dropped on the day it is to move to."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.calendar_model import CHECKPOINT, MonthModel, carried, dragged
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views.calendar_delegates import DayDelegate

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_PAGE_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class MonthGrid(QTableView):
    """Arrows walk by day and week, page keys by month, Home goes to today, Enter to the day's list."""

    day_chosen = Signal(object)
    today_wanted = Signal()
    months_wanted = Signal(int)
    list_wanted = Signal()
    dropped = Signal(int, object)
    """Id of a checkpoint and the day it was dropped on."""
    put_wanted = Signal()
    """The checkpoint that was cut is to be put on the chosen day."""
    left = Signal()
    """What was dragged over the days went away again."""

    def __init__(self, model: MonthModel, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = model
        self.setModel(model)
        self.setItemDelegate(DayDelegate(styles, self))
        self.setAccessibleName("日历")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDragEnabled(True)
        self.verticalHeader().hide()
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.verticalHeader().setMinimumSectionSize(theme.px(40))
        self.clicked.connect(lambda index: self.day_chosen.emit(self.month.day_at(index)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the edges of the month, too."""
        key = Qt.Key(event.key())
        index = self.currentIndex()
        if key in _STEPS and index.isValid():
            self.day_chosen.emit(self.month.day_at(index) + timedelta(days=_STEPS[key]))
        elif key in _PAGE_KEYS:
            self.months_wanted.emit(_PAGE_KEYS[key])
        elif key == Qt.Key.Key_Home:
            self.today_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.put_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_wanted.emit()
        else:
            super().keyPressEvent(event)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Take the day's checkpoint along, where there is just one that can be moved."""
        index = self.currentIndex()
        points = self.month.days.open_points(self.month.day_at(index)) if index.isValid() else ()
        if len(points) == 1:
            drag = QDrag(self)
            drag.setMimeData(dragged(points[0].id))
            drag.exec(Qt.DropAction.MoveAction)
            self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Checkpoints are welcome; files go on to the window."""
        _welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Every day takes a checkpoint; the one below the mouse is marked."""
        _welcome(event)
        index = self.indexAt(event.position().toPoint())
        if event.isAccepted() and index.isValid():
            self.setCurrentIndex(index)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The mark goes back to the chosen day."""
        super().dragLeaveEvent(event)
        self.left.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which checkpoint was dropped on which day."""
        checkpoint, day = carried(event.mimeData()), self.day_under(event)
        if checkpoint is None or day is None:
            event.ignore()
            return
        # The day is changed by the ledger, not by the view.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(checkpoint, day)

    def day_under(self, event: QDropEvent) -> date | None:
        """The day below the mouse."""
        index: QModelIndex = self.indexAt(event.position().toPoint())
        return self.month.day_at(index) if index.isValid() else None


def _welcome(event: QDragMoveEvent) -> None:
    mime: QMimeData = event.mimeData()
    if mime.hasFormat(CHECKPOINT):
        event.acceptProposedAction()
    else:
        event.ignore()
