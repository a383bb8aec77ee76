"""The ledger as a table: plain rows inside, thin Qt outside."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.ui.models.duty_columns import Column
from gongkai_desktop.ui.models.duty_list import same_order

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1

_EDIT = Qt.ItemFlag.ItemIsEditable
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class DutyTableModel(QAbstractTableModel):
    """Duties by columns, sorted by any of them. Editing asks; the new value comes back from the ledger."""

    edit_wanted = Signal(object, str, str)
    """Row, field of its task, new text."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._flags = [_READ if column.field is None else _READ | _EDIT for column in columns]
        self._given: tuple[DutyRow, ...] = ()
        self._rows: list[DutyRow] = []
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[DutyRow]) -> None:
        """Take the rows to show: exact changes where values changed or rows were added, else a reset."""
        new = self._in_order(rows)
        self._given = tuple(rows)
        old = self._rows
        if not old or not same_order(old, new[: len(old)]):
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        self._rows = new[: len(old)]
        changed = [place for place, row in enumerate(old) if row is not new[place] and row != new[place]]
        for first, last in runs(changed):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        if len(new) > len(old):
            # The rest of a ledger whose beginning is on screen already, and stays where it is.
            self.beginInsertRows(QModelIndex(), len(old), len(new) - 1)
            self._rows = new
            self.endInsertRows()

    def row_at(self, place: int) -> DutyRow:
        """The duty in a line of the table."""
        return self._rows[place]

    def group_at(self, place: int) -> tuple[int, int]:
        """First and last line of the neighbours that belong to the same task."""
        # Looked for when it is drawn: a task has some dozens of rows, the table a hundred thousand.
        rows, task = self._rows, self._rows[place].task_id
        first = last = place
        while first > 0 and rows[first - 1].task_id == task:
            first -= 1
        while last + 1 < len(rows) and rows[last + 1].task_id == task:
            last += 1
        return first, last

    def place_of(self, duty_id: int | None) -> int | None:
        """The line of a duty, None when it is not shown."""
        return self.places_of((duty_id,)).get(duty_id) if duty_id is not None else None

    def places_of(self, duty_ids: Collection[int]) -> dict[int, int]:
        """The lines of duties, without those that are not shown."""
        wanted = set(duty_ids)
        return _places([row for row in self._given if row.duty_id in wanted], self._rows)

    def column_place(self, key: str) -> int:
        """The number of a column by its key."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of duties; a table's cells have no children."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, whole text, sort key and alignment of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.EditRole:
                return column.copy_text(row)
            case Qt.ItemDataRole.ToolTipRole:
                # As a paragraph, because a plain tip would run over the whole screen in one line.
                return f"<p>{escape(column.copy_text(row)[:400])}</p>"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}：{column.copy_text(row)}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.right else _LEFT
            case _ if role == ROW_ROLE:
                return row
            case _ if role == SORT_ROLE:
                return column.sort_key(row)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change of the task; the cell changes when the ledger has it."""
        column = self.columns[index.column()] if index.isValid() else None
        text = str(value).strip() if value is not None else ""
        if column is None or column.field is None or role != Qt.ItemDataRole.EditRole:
            return False
        row = self._rows[index.row()]
        if text != column.copy_text(row):
            self.edit_wanted.emit(row, column.field, text)
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Selectable; editable where a field of the task stands behind the column."""
        return self._flags[index.column()] if index.isValid() else Qt.ItemFlag.NoItemFlags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].right else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return "单击排序；右键选择显示哪些列"
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 brings back the ledger's order. Equal rows keep the ledger's order."""
        self._sorted_by = (column, order) if column >= 0 else None
        new = self._in_order(self._given)
        # Without arguments: with a hint the signal crashes PySide 6.9.
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()] for index in before]
        places = _places(held, new)
        self._rows = new
        after = [self.index(places[row.duty_id], old.column()) for row, old in zip(held, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self, rows: Sequence[DutyRow]) -> list[DutyRow]:
        if self._sorted_by is None:
            return list(rows)
        column, order = self._sorted_by
        return self.columns[column].in_order(rows, descending=order == Qt.SortOrder.DescendingOrder)


def _places(wanted: Sequence[DutyRow], rows: Sequence[DutyRow]) -> dict[int, int]:
    """Where these very rows stand, by duty: found without looking into any other row.

    Sorted rows lie all over the memory; to read the number of each takes longer than to sort them.
    """
    duties = {id(row): row.duty_id for row in wanted}
    if not duties:
        return {}
    return {duties[id(row)]: place for place, row in enumerate(rows) if id(row) in duties}


def runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers joined: 1 2 3 7 -> (1, 3) (7, 7)."""
    out: list[tuple[int, int]] = []
    for place in places:
        if out and out[-1][1] == place - 1:
            out[-1] = (out[-1][0], place)
        else:
            out.append((place, place))
    return out
