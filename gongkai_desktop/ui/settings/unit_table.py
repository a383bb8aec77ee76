"""The unit directory as a list to search."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from gongkai_desktop.domain.ledger import Unit
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.views.list_looks import look_like_a_list

Index = QModelIndex | QPersistentModelIndex

_TITLES = ("单位", "类别", "简称", "状态")


def state_of(unit: Unit) -> str:
    """What is special about a unit."""
    if not unit.confirmed:
        return "◇ 待确认"
    if unit.valid_to:
        return f"{unit.valid_to} 停用"
    return f"{unit.valid_from} 启用" if unit.valid_from else ""


class UnitTableModel(QAbstractTableModel):
    """The units that pass the search, in the directory's order; unconfirmed ones first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[Unit] = ()
        self._texts: Mapping[int, str] = {}
        self._search = ""
        self._only_open = False
        self.shown: list[Unit] = []

    def set_units(self, units: Sequence[Unit], texts: Mapping[int, str]) -> None:
        """Show another directory; `texts` are what units are found by."""
        self._all, self._texts = units, texts
        self._filter()

    def set_search(self, text: str, *, only_open: bool) -> None:
        """Show the units that hold every word, and only the unconfirmed ones if asked."""
        self._search, self._only_open = text.lower(), only_open
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        words = self._search.split()
        found = [
            unit
            for unit in self._all
            if all(word in self._texts.get(unit.id, unit.name.lower()) for word in words)
            and not (self._only_open and unit.confirmed)
        ]
        self.shown = sorted(found, key=lambda unit: unit.confirmed)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        """Units shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The titles above."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        unit = self.shown[index.row()]
        return (unit.name, unit.kind.value, "、".join(unit.aliases), state_of(unit))[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Column titles."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _TITLES[section]
        return None


class UnitTable(QTableView):
    """Choosing a row tells the unit."""

    unit_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.units = UnitTableModel(self)
        self.setModel(self.units)
        self.setAccessibleName("单位名录")
        look_like_a_list(self, 34)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        for column in (0, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(1, theme.px(90))
        self.setColumnWidth(3, theme.px(140))
        self.selectionModel().currentRowChanged.connect(self._row_changed)

    def choose(self, unit_id: int) -> bool:
        """Make a unit the current one; False when it is not shown."""
        for row, unit in enumerate(self.units.shown):
            if unit.id == unit_id:
                index = self.units.index(row, 0)
                flags = QItemSelectionModel.SelectionFlag
                self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.scrollTo(index)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text the name keeps its room; the editor shows the rest."""
        super().resizeEvent(event)
        self.setColumnHidden(1, self.viewport().width() < theme.px(420))
        self.setColumnHidden(2, self.viewport().width() < theme.px(560))

    def _row_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.unit_chosen.emit(self.units.shown[current.row()])
