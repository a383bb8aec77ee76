"""One look for every table of lines, wherever it stands: whole rows, a thin line below each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from gongkai_desktop.ui import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class LineDelegate(QStyledItemDelegate):
    """A colour that means something stays when its line is selected."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The selection has a ground of its own and no ink of its own."""
        super().initStyleOption(option, index)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(ink, QBrush):
            palette = QPalette(option.palette)  # type: ignore[attr-defined]  # not in the stubs
            palette.setBrush(QPalette.ColorRole.HighlightedText, ink)
            option.palette = palette  # type: ignore[attr-defined]


def look_like_a_list(view: QTableView, row: float = theme.ROW, *, editable: bool = False) -> None:
    """Whole rows of one height, a thin line below each."""
    _look_of_lines(view)
    view.setWordWrap(False)
    if not editable:
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    rows = view.verticalHeader()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(theme.px(row))


def look_like_notes(view: QTableView, row: float = theme.ROW) -> None:
    """The same with wrapped texts: rows as high as their texts."""
    _look_of_lines(view, above=5)
    view.verticalHeader().setMinimumSectionSize(theme.px(row))
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def _look_of_lines(view: QTableView, above: int = 0) -> None:
    view.setItemDelegate(LineDelegate(view))
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    room = f"{theme.px(above)}px {theme.px(6)}px" if above else f"0 {theme.px(6)}px"
    view.setStyleSheet(f"QTableView::item {{ padding: {room}; border-bottom: 1px solid {theme.LINE_SOFT}; }}")
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setDefaultAlignment(LEFT)
    header.setHighlightSections(False)


class EmptyNote(QLabel):
    """What stands in a table that holds nothing: why, and what to do."""

    def __init__(self, view: QTableView, text: str) -> None:
        super().__init__(text, view.viewport())
        self._view = view
        self.setProperty("quiet", True)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # A layout follows the size by itself; a filter of events written in Python can outlive its window.
        room = QVBoxLayout(view.viewport())
        room.setContentsMargins(theme.px(16), theme.px(20), theme.px(16), 0)
        room.addWidget(self)
        model = view.model()
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        self.setVisible(self._view.model().rowCount() == 0)
