"""A card of the 今日 page: a title with its number, buttons, and a short list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.ui import theme

MOST_LINES = 6
"""More would push the next card off the screen; the button leads to the rest."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what, who, when, how it stands."""

    what: str
    who: str
    when: str
    state: str
    colour: str = theme.QUIET


class TodayCard(QFrame):
    """Opening a line tells its number."""

    opened = Signal(int)

    def __init__(self, title: str, empty: str, buttons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = title
        self._count = 0
        self._title = QLabel()
        self._title.setFont(theme.font(15, strong=True))
        self._empty = QLabel(empty)
        self._empty.setProperty("quiet", True)
        self._rest = QLabel()
        self._rest.setProperty("quiet", True)
        self.buttons = [QPushButton(text) for text in buttons]
        self._table = _table()
        self._table.clicked.connect(self._open)
        self._table.activated.connect(self._open)
        self.setObjectName("card")
        self.setStyleSheet(f"#card {{ border: 1px solid {theme.LINE}; border-radius: 6px; }}")
        self._build()
        self.set_title(title)
        self.show_lines([])

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(self._title, 1)
        for button in self.buttons:
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(10), theme.px(12), theme.px(12))
        layout.setSpacing(theme.px(6))
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self._table)
        layout.addWidget(self._rest)

    def set_title(self, title: str) -> None:
        """Name the card."""
        self._name = title
        self._title.setText(f"{title}　{self._count}" if self._count else title)
        self._table.setAccessibleName(title)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show the first lines, say how many more there are, or the friendly empty line."""
        self._count = len(lines)
        self.set_title(self._name)
        self._empty.setVisible(not lines)
        self._table.setVisible(bool(lines))
        for button in self.buttons:
            button.setVisible(bool(lines))
        shown = lines[:MOST_LINES]
        self._table.setRowCount(len(shown))
        for row, line in enumerate(shown):
            for column, text in enumerate((line.state, line.what, line.who, line.when)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 0:
                    item.setForeground(QColor(line.colour))
                self._table.setItem(row, column, item)
        self._table.setFixedHeight(len(shown) * theme.px(theme.ROW) + 2)
        self._rest.setText(f"还有 {len(lines) - len(shown)} 项。")
        self._rest.setVisible(len(lines) > len(shown))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


def _table() -> QTableWidget:
    table = QTableWidget(0, 4)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.px(theme.ROW))
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    for policy in (table.setHorizontalScrollBarPolicy, table.setVerticalScrollBarPolicy):
        policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = table.horizontalHeader()
    header.setMinimumSectionSize(1)
    modes = QHeaderView.ResizeMode
    for column, mode in enumerate(
        (modes.ResizeToContents, modes.Stretch, modes.Stretch, modes.ResizeToContents)
    ):
        header.setSectionResizeMode(column, mode)
    table.setStyleSheet(f"QTableView::item {{ padding: 0 {theme.px(6)}px; }}")
    return table
