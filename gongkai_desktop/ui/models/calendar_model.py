"""The ledger by days: a month of six weeks, and the list of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui.models import words
from gongkai_desktop.ui.models.day_index import DayIndex, Point

Index = QModelIndex | QPersistentModelIndex
DAY_ROLE = Qt.ItemDataRole.UserRole
POINT_ROLE = Qt.ItemDataRole.UserRole
WEEKS, DAYS = 6, 7
CHECKPOINT = "application/x-gongkai-checkpoint"

Mark = Literal["", "休", "班"]


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day as the month shows it."""

    day: date
    in_month: bool
    is_today: bool
    mark: Mark
    counts: Counter[Light]


class MonthModel(QAbstractTableModel):
    """Six weeks around a month, Monday first."""

    def __init__(
        self,
        today: date,
        mark: Callable[[date], Mark],
        styles: words.LightStyles,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._mark = mark
        self._styles = styles
        self.days = DayIndex()
        self._month = today.replace(day=1)
        self._first = _monday_before(self._month)

    @property
    def month(self) -> date:
        """The first day of the month shown."""
        return self._month

    def show(self, rows: Sequence[DutyRow]) -> None:
        """Take the rows whose checkpoints are shown."""
        self.days = DayIndex(rows)
        self._all_changed()

    def show_month(self, day: date) -> None:
        """Turn to the month of a day."""
        self._month = day.replace(day=1)
        self._first = _monday_before(self._month)
        self._all_changed()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, DAYS - 1)

    def day_at(self, index: Index) -> date:
        """The day of a cell."""
        return self._first + timedelta(days=index.row() * DAYS + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day, invalid outside the six weeks."""
        number = (day - self._first).days
        return self.index(number // DAYS, number % DAYS) if 0 <= number < WEEKS * DAYS else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Always six weeks, so that the page does not jump from month to month."""
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Seven days."""
        return 0 if parent.isValid() else DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The number of the day, the cell for the delegate, and the whole day in words."""
        if not index.isValid():
            return None
        cell = self._cell(self.day_at(index))
        if role == Qt.ItemDataRole.DisplayRole:
            return str(cell.day.day)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(cell)
        return cell if role == DAY_ROLE else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Names of the weekdays."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return words.WEEKDAYS[section] if 0 <= section < DAYS else None
        return None

    def _cell(self, day: date) -> DayCell:
        in_month = day.month == self._month.month
        return DayCell(day, in_month, day == self._today, self._mark(day), self.days.counts(day))

    def _spoken(self, cell: DayCell) -> str:
        mark = {"": "", "休": "，休息", "班": "，调休上班"}[cell.mark]
        return (
            f"{words.day_text(cell.day)}{mark} {words.counts_text(cell.counts, self._styles) or '没有节点'}"
        )

    def _all_changed(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(WEEKS - 1, DAYS - 1))


class DayListModel(QAbstractListModel):
    """The checkpoints of one day."""

    def __init__(self, styles: words.LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = styles
        self._points: tuple[Point, ...] = ()

    def show(self, points: Sequence[Point]) -> None:
        """Take the checkpoints of a day."""
        self.beginResetModel()
        self._points = tuple(points)
        self.endResetModel()

    def point_at(self, place: int) -> Point:
        """The duty and the checkpoint in a line."""
        return self._points[place]

    def place_of(self, duty_id: int | None) -> int | None:
        """The line of a duty."""
        return next((i for i, (row, _) in enumerate(self._points) if row.duty_id == duty_id), None)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What is not done can be dragged to another day."""
        flags = super().flags(index)
        if index.isValid() and self._points[index.row()][1].done_on is None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        """What is dragged."""
        return [CHECKPOINT]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The checkpoint that is dragged: the first, as a date is moved one at a time."""
        return dragged(self._points[indexes[0].row()][1].id) if indexes else QMimeData()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of checkpoints."""
        return 0 if parent.isValid() else len(self._points)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Light, task and unit in words, and the pair itself for the delegate."""
        if not index.isValid():
            return None
        row, point = self._points[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{words.light_word(point.light, self._styles)} {row.task_name} {row.unit_name}"
        return (row, point) if role == POINT_ROLE else None


def dragged(checkpoint_id: int) -> QMimeData:
    """A checkpoint on its way to another day."""
    mime = QMimeData()
    mime.setData(CHECKPOINT, str(checkpoint_id).encode())
    return mime


def carried(mime: QMimeData) -> int | None:
    """The checkpoint that is on its way, None where something else is."""
    text = bytes(mime.data(CHECKPOINT).data()).decode() if mime.hasFormat(CHECKPOINT) else ""
    return int(text) if text.isdecimal() else None


def _monday_before(day: date) -> date:
    return day - timedelta(days=day.weekday())
