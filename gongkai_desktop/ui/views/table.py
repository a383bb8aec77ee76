"""表格: the filtered duties line by line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.duty_columns import Column, duty_columns
from gongkai_desktop.ui.models.duty_table import DutyTableModel, runs
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views.duty_menu import duty_menu
from gongkai_desktop.ui.views.table_delegate import TableDelegate

_FILLER = "requirement"
_FILLER_LEAST = 120
_IN_SIGHT = "light"
"""How a duty stands is to be seen without scrolling: for it the requirement gives way, down to nothing where
the text is large. The panel at the right has it in full."""


class DutyTableView(QTableView):
    """Sortable, with columns to hide, whole rows to select and keys for everything."""

    selection_made = Signal(object, object)
    """Ids of the selected duties, id of the current one."""
    command_wanted = Signal(str)
    whole_wanted = Signal(object)
    edit_wanted = Signal(object, str, str)

    def __init__(self, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = DutyTableModel(duty_columns(styles), self)
        self.setModel(self.table)
        self.setItemDelegate(TableDelegate(self.table, styles, self))
        self._showing = False
        self._given_way = False
        """Whether the requirement is out of sight for want of room, not by the clerk's wish."""
        self._may_give_way = True
        self._set_behaviour()
        self._set_columns()
        self.table.edit_wanted.connect(self.edit_wanted)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentRowChanged.connect(self._tell_selection)
        self.doubleClicked.connect(self._open_whole)
        # The text of a merged cell moves with the scroll bar, so the moved pixels are not enough.
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    def _set_behaviour(self) -> None:
        self.setAccessibleName("责任事项表格")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.px(theme.TALL_ROW))
        rows.setDefaultSectionSize(theme.px(theme.TALL_ROW))
        self.verticalScrollBar().setSingleStep(theme.px(theme.TALL_ROW))

    def _set_columns(self) -> None:
        header = self.horizontalHeader()
        # With the view's own it would ask every row of every column whether it is selected, to look pressed.
        header.setSelectionModel(QItemSelectionModel(self.table, header))
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(theme.px(40))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        for place, column in enumerate(self.table.columns):
            self.setColumnWidth(place, theme.px(column.width))
            self.setColumnHidden(place, column.hidden)
        header.sectionResized.connect(self._fill_width)

    def show_rows(self, rows: Sequence[DutyRow]) -> None:
        """Take the rows to show; the selection is set by `show_selection`."""
        self._showing = True
        self.table.show(rows)
        self._showing = False

    def show_selection(self, duty_ids: Sequence[int], current: int | None) -> None:
        """Select these duties and bring the current one into sight."""
        if (tuple(duty_ids), current) == self._selection():
            return
        self._showing = True
        last = len(self.table.columns) - 1
        chosen = QItemSelection()
        places = self.table.places_of((*duty_ids, current or 0))
        for top, bottom in runs(sorted(places[duty_id] for duty_id in duty_ids if duty_id in places)):
            chosen.select(self.table.index(top, 0), self.table.index(bottom, last))
        model = self.selectionModel()
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if current in places:
            column = max(self.currentIndex().column(), 0)
            index = self.table.index(places[current], column)
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self._showing = False

    def _selection(self) -> tuple[tuple[int, ...], int | None]:
        ids = tuple(self.table.row_at(place).duty_id for place in self._selected_places())
        current = self.currentIndex()
        here = self.table.row_at(current.row()).duty_id if current.isValid() else None
        return ids, here if current.isValid() and self.selectionModel().isSelected(current) else None

    def _selected_places(self) -> list[int]:
        # By ranges: asking for every selected row takes seconds when all of a large ledger are selected.
        ranges = self.selectionModel().selection().toList()
        return sorted({place for part in ranges for place in range(part.top(), part.bottom() + 1)})

    def _tell_selection(self, *_changed: object) -> None:
        if not self._showing:
            self.selection_made.emit(*self._selection())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the long text, F2 changes the value, Space the detail, Ctrl+C copies."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.key() == Qt.Key.Key_Space:
            self.command_wanted.emit("detail")
        elif index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_whole()
        elif index.isValid() and event.key() == Qt.Key.Key_F2:
            self._change_value()
        else:
            super().keyPressEvent(event)

    def _change_value(self) -> None:
        index = self.currentIndex()
        column = self.table.columns[index.column()]
        if column.field is not None:
            self.edit(index)
        else:
            self.command_wanted.emit(column.command or "progress")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done to the selected rows."""
        index = self.currentIndex()
        if index.isValid():
            menu = duty_menu(self, self.command_wanted.emit, self._open_whole, self.copy_selected)
            menu.exec(event.globalPos())
            menu.deleteLater()

    def _open_whole(self) -> None:
        self.whole_wanted.emit(self.table.row_at(self.currentIndex().row()))

    def copy_selected(self) -> None:
        """Put the selected rows on the clipboard as Excel takes them: a line a row, a tab a column."""
        columns = self._columns_to_copy()
        rows = [
            [column.copy_text(self.table.row_at(place)) for column in columns]
            for place in self._selected_places()
        ]
        if rows:
            titles = [column.title for column in columns]
            lines = ["\t".join(_one_cell(text) for text in cells) for cells in [titles, *rows]]
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _columns_to_copy(self) -> list[Column]:
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        kept = {self.table.column_place(_FILLER)} if self._given_way else set()
        return [self.table.columns[p] for p in order if p in kept or not header.isSectionHidden(p)]

    def _choose_columns(self, at: QPoint) -> None:
        menu = self.columns_menu()
        menu.exec(self.horizontalHeader().mapToGlobal(at))
        menu.deleteLater()

    def columns_menu(self) -> QMenu:
        """Which columns are shown."""
        menu = QMenu(self)
        menu.setProperty("checks", True)
        for place, column in enumerate(self.table.columns):
            action = QAction(column.title, menu, checkable=True, checked=not self.isColumnHidden(place))
            action.setEnabled(column.key != "task")
            action.toggled.connect(lambda shown, place=place: self._show_column(place, shown))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("恢复原来的列", self.reset_columns)
        return menu

    def _show_column(self, place: int, shown: bool) -> None:
        if place == self.table.column_place(_FILLER):
            self._given_way, self._may_give_way = False, not shown  # asked for, it stays
        self.setColumnHidden(place, not shown)
        self._fill_width()

    def reset_columns(self) -> None:
        """First order, first widths, sorted as in the documents."""
        header = self.horizontalHeader()
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._given_way, self._may_give_way = False, True
        for place, column in enumerate(self.table.columns):
            header.moveSection(header.visualIndex(place), place)
            self.setColumnHidden(place, column.hidden)
            self.setColumnWidth(place, theme.px(column.width))
        self._fill_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The requirement takes the width that the other columns leave."""
        super().resizeEvent(event)
        self._fill_width()

    def _fill_width(self, resized: int = -1, *_sizes: int) -> None:
        filler = self.table.column_place(_FILLER)
        if resized == filler or (self.isColumnHidden(filler) and not self._given_way):
            return
        width = self.viewport().width()
        others = {p: self.columnWidth(p) for p in range(len(self.table.columns)) if p != filler}
        wanted = theme.px(self.table.columns[filler].width)
        room = width - sum(others[place] for place in self._to_be_seen())
        self._given_way = self._may_give_way and room < theme.px(_FILLER_LEAST)
        self.setColumnHidden(filler, self._given_way)
        if not self._given_way:
            least = min(wanted, max(room, theme.px(_FILLER_LEAST)))
            self.setColumnWidth(filler, max(least, width - sum(others.values())))

    def _to_be_seen(self) -> list[int]:
        """The columns up to the state, without the one that gives way."""
        header, last = self.horizontalHeader(), self.table.column_place(_IN_SIGHT)
        if header.isSectionHidden(last):
            return []
        places = [header.logicalIndex(visual) for visual in range(header.visualIndex(last) + 1)]
        return [place for place in places if place != self.table.column_place(_FILLER)]

    def layout_state(self) -> dict[str, int]:
        """Columns in their order with their widths for 100 % text, 0 where hidden; to be remembered."""
        header = self.horizontalHeader()
        scale = theme.scale()
        places = [header.logicalIndex(place) for place in range(header.count())]
        widths = {self.table.columns[p].key: round(self.columnWidth(p) / scale) for p in places}
        if self._given_way:
            widths[_FILLER] = self.table.columns[self.table.column_place(_FILLER)].width
        return widths

    def restore_layout(self, state: dict[str, int]) -> None:
        """Take a remembered layout; columns it does not know stay as they are."""
        header = self.horizontalHeader()
        places = {column.key: place for place, column in enumerate(self.table.columns)}
        known = {key: width for key, width in state.items() if key in places}
        self._given_way = False
        for visual, (key, width) in enumerate(known.items()):
            header.moveSection(header.visualIndex(places[key]), visual)
            if width > 0:
                self.setColumnWidth(places[key], theme.px(max(40, width)))
            self.setColumnHidden(places[key], width <= 0 and key != "task")
        self._fill_width()


def _one_cell(text: str) -> str:
    return " ".join(text.split())
