"""A card of the 今日 page: a title with its number, buttons, and a short list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QResizeEvent
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

MOST_LINES = 3
"""More would push the next card off the screen; the button leads to the rest."""
_LINE = 32
_NAMES_LEAST = 360
"""What the task and the unit need to be told from others."""


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

    def __init__(
        self,
        title: str,
        empty: str,
        buttons: Sequence[str],
        most: int = MOST_LINES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.most = most
        self._name = title
        self._count = 0
        self._title = QLabel()
        self._title.setFont(theme.font(15, strong=True))
        self._empty = empty
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
        self._title.setMinimumHeight(theme.px(32))
        head.addWidget(self._title)
        head.addWidget(self._rest, 1)
        for button in self.buttons:
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(7), theme.px(10), theme.px(7))
        layout.setSpacing(theme.px(2))
        layout.addLayout(head)
        layout.addWidget(self._table)

    def set_title(self, title: str) -> None:
        """Name the card."""
        self._name = title
        self._title.setText(f"{title}　{self._count}" if self._count else title)
        self._table.setAccessibleName(title)

    def show_lines(self, lines: Sequence[Line], count: int | None = None) -> None:
        """Show the first lines, say how many more there are, or the friendly empty line.

        `count` stands beside the title where a line tells of several things.
        """
        self._count = len(lines) if count is None else count
        self.set_title(self._name)
        self._table.setVisible(bool(lines))
        for button in self.buttons:
            button.setVisible(bool(lines))
        shown = lines[: self.most]
        self._table.setRowCount(len(shown))
        for row, line in enumerate(shown):
            for column, text in enumerate((line.state, line.what, line.who, line.when)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 0:
                    item.setForeground(QColor(line.colour))
                self._table.setItem(row, column, item)
        self._table.setFixedHeight(len(shown) * theme.px(_LINE) + 2)
        rest = len(lines) - len(shown)
        # Beside the title, so that a card is as high as its lines and an empty one hardly higher than a line.
        self._rest.setText(self._empty if not lines else f"还有 {rest} 项" if rest else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The same widths in every card, so that the eye runs down the page; less where there is no room."""
        super().resizeEvent(event)
        state = theme.text_width("◐ 临期 余 10 个工作日") + theme.px(24)
        when = theme.text_width("2026-10-31 (周六) 前反馈") + theme.px(24)
        if self.width() - state - when < theme.px(_NAMES_LEAST):
            when = theme.text_width("2026-10-31 (周六)") + theme.px(16)
        self._table.setColumnWidth(0, state)
        self._table.setColumnWidth(3, when)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())


def _table() -> QTableWidget:
    table = QTableWidget(0, 4)
    table.horizontalHeader().hide()
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(1)
    table.verticalHeader().setDefaultSectionSize(theme.px(_LINE))
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
    for column, mode in enumerate((modes.Fixed, modes.Stretch, modes.Stretch, modes.Fixed)):
        header.setSectionResizeMode(column, mode)
    table.setStyleSheet(f"QTableView::item {{ padding: 0 {theme.px(6)}px; }}")
    return table
