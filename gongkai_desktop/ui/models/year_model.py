"""The twelve months of a year, in three rows of four."""

from __future__ import annotations

from calendar import Calendar
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gongkai_desktop.domain.lights import Light, worst
from gongkai_desktop.ui.models import words
from gongkai_desktop.ui.models.calendar_model import Mark
from gongkai_desktop.ui.models.day_index import DayIndex

Index = QModelIndex | QPersistentModelIndex
MONTH_ROLE = Qt.ItemDataRole.UserRole
ROWS, COLUMNS = 3, 4


@dataclass(frozen=True, slots=True)
class SmallDay:
    """A day of the year: the worst light of its checkpoints, None where nothing falls due."""

    day: date
    mark: Mark
    light: Light | None
    is_today: bool


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month as the year shows it: whole weeks, the days of other months left blank."""

    month: date
    weeks: tuple[tuple[SmallDay | None, ...], ...]
    counts: Counter[Light]


class YearModel(QAbstractTableModel):
    """A month is put together when it is drawn for the first time."""

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
        self._days = DayIndex()
        self._cells: dict[int, MonthCell] = {}
        self.year = today.year

    def show(self, days: DayIndex, year: int) -> None:
        """Take the checkpoints and the year to show."""
        self._days, self.year = days, year
        self._cells = {}
        self.dataChanged.emit(self.index(0, 0), self.index(ROWS - 1, COLUMNS - 1))

    def month_at(self, index: Index) -> date:
        """The first day of the month in a cell."""
        return date(self.year, index.row() * COLUMNS + index.column() + 1, 1)

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day's month, invalid in another year."""
        row, column = divmod(day.month - 1, COLUMNS)
        return self.index(row, column) if day.year == self.year else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Always three."""
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Always four."""
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The month's name, its cell for the delegate, and its counts in words."""
        if not index.isValid():
            return None
        month = self.month_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{month.month}月"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            counts = words.counts_text(self._cell(month).counts, self._styles)
            return f"{month.year}年{month.month}月　{counts or '没有节点'}"
        return self._cell(month) if role == MONTH_ROLE else None

    def _cell(self, month: date) -> MonthCell:
        if month.month not in self._cells:
            weeks = tuple(
                tuple(self._small(day) if day.month == month.month else None for day in week)
                for week in Calendar().monthdatescalendar(month.year, month.month)
            )
            counts = self._days.month_counts(month.year, month.month)
            self._cells[month.month] = MonthCell(month, weeks, counts)
        return self._cells[month.month]

    def _small(self, day: date) -> SmallDay:
        lights = self._days.counts(day)
        return SmallDay(day, self._mark(day), worst(lights) if lights else None, day == self._today)
