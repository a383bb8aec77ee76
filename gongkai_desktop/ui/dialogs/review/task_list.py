"""The recognised tasks as a list, those with doubts first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gongkai_desktop.domain.recognised import RecognisedTask
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.dialogs.review.source_model import Index
from gongkai_desktop.ui.views.list_looks import look_like_a_list

_WAITING = QColor("#8a5300")
_ENOUGH = 60
_ASIDE = QColor(theme.QUIET)


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    text: Callable[[ReviewDraft, int], str]
    width: int
    needs: int = 0
    """Width of the list below which the column gives way."""


def _state(draft: ReviewDraft, task: int) -> str:
    if draft.is_dropped(task):
        return "不是任务"
    waiting = len(draft.tasks[task].flags)
    if waiting:
        return f"⚠ {waiting} 处"
    if draft.was_flagged(task):
        return "✓ 已核对"
    return "已修改" if draft.is_changed(task) else ""


def _what(task: RecognisedTask) -> str:
    """Name and requirement: the rows of one heading are told apart by what they ask."""
    return f"{task.name}　{task.requirement[:_ENOUGH]}" if task.path else task.requirement[:_ENOUGH]


_COLUMNS = (
    _Column("核对", _state, 84),
    _Column("序号", lambda draft, task: draft.tasks[task].no or "", 64),
    _Column("任务", lambda draft, task: _what(draft.tasks[task]), 0),
    _Column("责任单位", lambda draft, task: draft.tasks[task].units_text, 150, needs=500),
    _Column("时限", lambda draft, task: draft.tasks[task].deadline_text, 96, needs=400),
)


def _struck() -> QFont:
    font = theme.font()
    font.setStrikeOut(True)
    return font


class TaskListModel(QAbstractTableModel):
    """A row per task in the draft's order."""

    def __init__(self, draft: ReviewDraft) -> None:
        super().__init__()
        self._draft = draft

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        """Tasks of the file."""
        return 0 if parent.isValid() else len(self._draft.order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns above."""
        return 0 if parent.isValid() else len(_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts, one line each; the whole text is in the tool tip."""
        if not index.isValid():
            return None
        task = self._draft.order[index.row()]
        text = _COLUMNS[index.column()].text(self._draft, task)
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(text.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        if role == Qt.ItemDataRole.ForegroundRole and self._draft.is_dropped(task):
            return _ASIDE
        if role == Qt.ItemDataRole.FontRole and self._draft.is_dropped(task) and index.column():
            return _struck()
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0 and text.startswith("⚠"):
            return _WAITING
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Column titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _COLUMNS[section].title
        return None

    def task_changed(self, task: int) -> None:
        """Show a task's new values."""
        if task not in self._draft.order:
            return
        row = self._draft.order.index(task)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(_COLUMNS) - 1))

    def reset_rows(self) -> None:
        """The tasks are other ones: split, joined, or taken back."""
        self.beginResetModel()
        self.endResetModel()


class TaskList(QTableView):
    """Choosing a row tells which task it is."""

    task_chosen = Signal(int)

    def __init__(self, draft: ReviewDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._model = TaskListModel(draft)
        self.setModel(self._model)
        self.setMinimumHeight(theme.px(50))
        self.setAccessibleName("识别出的任务")
        look_like_a_list(self, 32)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        for number, column in enumerate(_COLUMNS):
            if column.width:
                self.setColumnWidth(number, theme.px(column.width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._row_changed)

    def choose(self, task: int) -> None:
        """Make a task the current one."""
        index = self._model.index(self._draft.order.index(task), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def task_changed(self, task: int) -> None:
        """Show a task's new values."""
        self._model.task_changed(task)

    def reload(self, task: int | None) -> None:
        """Show tasks that are other ones now, and choose one; the first where it is gone."""
        order = self._draft.order
        self._model.reset_rows()
        if order:
            self.choose(task if task in order else order[0])

    def current(self) -> int | None:
        """The chosen task."""
        row = self.currentIndex().row()
        return self._draft.order[row] if 0 <= row < len(self._draft.order) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text the name of the task keeps its room; the form below shows the rest."""
        super().resizeEvent(event)
        for number, column in enumerate(_COLUMNS):
            self.setColumnHidden(number, self.viewport().width() < theme.px(column.needs))

    def _row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.task_chosen.emit(self._draft.order[current.row()])
