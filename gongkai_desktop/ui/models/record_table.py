"""Records as lines of text, with a tick before each where lines can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from gongkai_desktop.ui import theme

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


class RecordTableModel(QAbstractTableModel, Generic[T]):
    """`cells` says what stands in a line; `is_quiet` which lines are of no more concern."""

    ticks_changed = Signal()

    def __init__(
        self,
        titles: Sequence[str],
        cells: Callable[[T], Sequence[str]],
        *,
        ticks: bool = False,
        is_quiet: Callable[[T], bool] | None = None,
        is_late: Callable[[T], bool] | None = None,
        numbers: Collection[int] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.titles = tuple(titles)
        self.records: Sequence[T] = ()
        self._cells = cells
        self._texts: list[Sequence[str]] = []
        self._with_ticks = ticks
        self._ticks: list[bool] = []
        self._is_quiet = is_quiet
        self._is_late = is_late
        self._numbers = numbers
        """The columns that stand at the right."""

    def show(self, records: Sequence[T], ticked: Sequence[bool] = ()) -> None:
        """Take other records."""
        self.beginResetModel()
        self.records = records
        self._texts = [self._cells(record) for record in records]
        self._ticks = list(ticked) or [False] * len(records)
        self.endResetModel()
        self.ticks_changed.emit()

    def ticked(self) -> list[T]:
        """The records that are chosen."""
        return [record for record, ticked in zip(self.records, self._ticks, strict=True) if ticked]

    def tick(self, rows: Sequence[int], *, ticked: bool) -> None:
        """Choose records, or not."""
        for row in rows:
            self._ticks[row] = ticked
            index = self.index(row, 0)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticks_changed.emit()

    def is_ticked(self, row: int) -> bool:
        """Whether a record is chosen."""
        return self._ticks[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of records."""
        return 0 if parent.isValid() else len(self.records)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(self.titles)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column may be ticked."""
        flags = super().flags(index)
        if self._with_ticks and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, ticks, colours, and the whole line for a reader."""
        if not index.isValid():
            return None
        texts = self._texts[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return texts[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(
                    f"{title}{text}" for title, text in zip(self.titles, texts, strict=True) if text
                )
            case Qt.ItemDataRole.CheckStateRole if self._with_ticks and index.column() == 0:
                ticked = self._ticks[index.row()]
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(index.column())
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(self.records[index.row()])
        return None

    def _alignment(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def _colour(self, record: T) -> QBrush | None:
        if self._is_quiet is not None and self._is_quiet(record):
            return QBrush(QColor(theme.QUIET))
        if self._is_late is not None and self._is_late(record):
            return QBrush(QColor(theme.LATE))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A tick was clicked."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([index.row()], ticked=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None
