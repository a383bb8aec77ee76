"""按单位: the filtered duties as kind → unit → duty."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTreeView, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.models.duty_table import Index, runs
from gongkai_desktop.ui.models.duty_tree import UNCONFIRMED, DutyTreeModel, Node
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views.duty_menu import add_commands
from gongkai_desktop.ui.views.tree_delegate import TreeDelegate

_WIDTHS = (220, 132, 164, 344, 130)
"""Least width of the names, of size and bar, most and least of the words."""
_PAUSE = 1.0
"""Seconds after which typing begins a new search."""


class DutyTreeView(QTreeView):
    """Branches open and close by keyboard; typing jumps to a unit by name or pinyin initials."""

    selection_made = Signal(object, object)
    command_wanted = Signal(str)
    whole_wanted = Signal(object)
    unit_wanted = Signal(int)
    """Show this unit alone."""
    confirm_wanted = Signal()
    notices_wanted = Signal(int)
    """Issue papers to this unit."""

    def __init__(self, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = DutyTreeModel(styles, self)
        self.unit_texts: Mapping[int, str] = {}
        self._typed = ""
        self._typed_at = 0.0
        self._showing = False
        self.setModel(self.tree)
        self.setItemDelegate(TreeDelegate(styles, self))
        self._set_behaviour()
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentChanged.connect(self._tell_selection)
        self.customContextMenuRequested.connect(self._open_menu)
        self.doubleClicked.connect(self._open_whole)

    def _set_behaviour(self) -> None:
        self.setAccessibleName("按单位排列的责任事项")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.px(22))
        self.setExpandsOnDoubleClick(True)
        self.setMouseTracking(True)
        self.setAllColumnsShowFocus(False)
        header = self.header()
        # With the view's own it would ask every line of every column whether it is selected, to look pressed.
        header.setSelectionModel(QItemSelectionModel(self.tree, header))
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setMinimumSectionSize(theme.px(60))

    def show_rows(self, rows: Sequence[DutyRow]) -> None:
        """Take the rows to show; open branches stay open."""
        self._showing = True
        opened = self._opened()
        self.tree.show(rows)
        self._open_again(opened)
        self._showing = False

    def show_selection(self, duty_ids: Sequence[int], current: int | None) -> None:
        """Select these duties, open their branches and bring the current one into sight."""
        if set(duty_ids) == set(self._selected_ids()):
            return
        self._showing = True
        chosen = QItemSelection()
        # Neighbours are selected together: one by one takes seconds when all are selected.
        for unit, places in self.tree.places_of(duty_ids):
            above = self.tree.unit_index(unit.unit_id or 0)
            for top, bottom in runs(places):
                last = self.tree.index(bottom, self.tree.columnCount() - 1, above)
                chosen.select(self.tree.index(top, 0, above), last)
        model = self.selectionModel()
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        index = self.tree.index_of(current)
        if index.isValid():
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self._showing = False

    def _selected_ids(self) -> list[int]:
        found: dict[int, None] = {}
        # By ranges: asking for every selected row takes seconds when a large branch is selected.
        for part in self.selectionModel().selection().toList():
            children = self.tree.node(part.parent()).children
            for node in children[part.top() : part.bottom() + 1]:
                found.update(dict.fromkeys(_duty_ids(node)))
        return list(found)

    def _tell_selection(self, *_changed: object) -> None:
        if not self._showing:
            ids = self._selected_ids()
            here = _duty_ids(self.tree.node(self.currentIndex()))
            self.selection_made.emit(tuple(ids), here[0] if here and here[0] in ids else None)

    def _opened(self) -> dict[str, bool]:
        indexes = [self.tree.index(i, 0) for i in range(self.tree.rowCount())]
        indexes += [
            self.tree.index(i, 0, above) for above in list(indexes) for i in range(self.tree.rowCount(above))
        ]
        return {self.tree.node(index).name: self.isExpanded(index) for index in indexes}

    def _open_again(self, opened: dict[str, bool]) -> None:
        for place in range(self.tree.rowCount()):
            branch = self.tree.index(place, 0)
            # Kinds are open at first, so that the units are seen at once.
            self.setExpanded(branch, opened.get(self.tree.node(branch).name, True))
            for unit_place in range(self.tree.rowCount(branch)):
                unit = self.tree.index(unit_place, 0, branch)
                if opened.get(self.tree.node(unit).name, False):
                    self.setExpanded(unit, True)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Our own arrows, as those of the styles vanish at some text sizes."""
        if self.selectionModel().isRowSelected(index.row(), index.parent()):
            painter.fillRect(rect, theme.BLUE_SOFT)
        if self.tree.rowCount(index):
            side = theme.px(16)
            box = QRect(rect.right() - side - theme.px(1), rect.center().y() - side // 2, side, side)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, icons.pixmap("down" if self.isExpanded(index) else "right"))
        painter.setPen(theme.LINE_SOFT if index.parent().isValid() else theme.LINE)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the long text of a duty, Space the detail."""
        if event.key() == Qt.Key.Key_Space and not self._typed_lately():
            self.command_wanted.emit("detail")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_whole(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _typed_lately(self) -> bool:
        return bool(self._typed) and time.monotonic() - self._typed_at < _PAUSE

    def keyboardSearch(self, typed: str) -> None:
        """Jump to the next unit whose name or initials hold what was typed."""
        self._typed = (self._typed if self._typed_lately() else "") + typed.strip().lower()
        self._typed_at = time.monotonic()
        units = self.tree.unit_nodes()
        here = self.tree.node(self.currentIndex())
        start = next((i for i, unit in enumerate(units) if unit in (here, here.parent)), 0)
        for unit in (*units[start:], *units[:start]):
            text = self.unit_texts.get(unit.unit_id or 0, unit.name)
            if self._typed and self._typed in text:
                self.setCurrentIndex(self.tree.unit_index(unit.unit_id or 0))
                return

    def _open_whole(self, index: QModelIndex) -> None:
        node = self.tree.node(index)
        if node.row is not None:
            self.whole_wanted.emit(node.row)
        elif index.isValid():
            self.setExpanded(index, not self.isExpanded(index))

    def _open_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            menu = self.menu_for(self.tree.node(index))
            menu.exec(self.viewport().mapToGlobal(at))
            menu.deleteLater()

    def menu_for(self, node: Node) -> QMenu:
        """What can be done with a branch, a unit or a duty."""
        menu = QMenu(self)
        if node.name == UNCONFIRMED or (node.parent and node.parent.name == UNCONFIRMED):
            menu.addAction(icons.icon("unit"), "逐个确认单位…", self.confirm_wanted.emit)
            menu.addSeparator()
        unit_id = node.unit_id
        if unit_id is not None:
            menu.addAction(icons.icon("search"), "只看这个单位", lambda: self.unit_wanted.emit(unit_id))
            menu.addAction(icons.icon("export"), "导出这个单位的台账…", lambda: self._export(unit_id))
            menu.addAction(icons.icon("notice"), "生成督办…", lambda: self.notices_wanted.emit(unit_id))
            menu.addSeparator()
        add_commands(menu, self.command_wanted.emit)
        return menu

    def _export(self, unit_id: int) -> None:
        self.unit_wanted.emit(unit_id)
        self.command_wanted.emit("export")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names take the width that the other columns leave."""
        super().resizeEvent(event)
        name, size, bar, most, least = (theme.px(width) for width in _WIDTHS)
        left = self.viewport().width() - size - bar
        words = max(least, min(most, left - name))
        for column, width in enumerate((max(name, left - words), size, bar, words)):
            self.setColumnWidth(column, width)


def _duty_ids(node: Node) -> list[int]:
    if node.row is not None:
        return [node.row.duty_id]
    if node.kind == "unit":
        return [row.duty_id for row in node.rows]
    return [i for child in node.children for i in _duty_ids(child)] if node.kind != "root" else []
