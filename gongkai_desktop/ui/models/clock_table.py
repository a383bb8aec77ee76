"""Statutory limits as a table: filtered, sorted, one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from gongkai_desktop.domain.clocks import ClockState
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.clocks import ClockLine
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models import words
from gongkai_desktop.ui.models.clock_words import clock_colour, clock_status, due_text

Index = QModelIndex | QPersistentModelIndex

_OPEN = (ClockState.RUNNING, ClockState.PAUSED)
STATES: dict[str, tuple[str, Callable[[ClockLine], bool]]] = {
    "running": ("正在计时", lambda line: line.state in _OPEN and not line.ahead),
    "late": ("逾期", lambda line: line.light is Light.LATE),
    "soon": ("临期", lambda line: line.light is Light.SOON),
    "paused": ("已暂停", lambda line: line.state is ClockState.PAUSED),
    "wheel": ("年度日期", lambda line: line.wheel_year is not None),
    "finished": ("已办结", lambda line: line.state is ClockState.FINISHED),
    "all": ("全部", lambda line: True),
}
"""Which limits to show: key, word, test."""

MATTER, NUMBER, UNIT, RULE, START, DUE, STATUS = range(7)
_TITLES = ("事项", "文号", "单位", "法定时限", "起算日", "最后一天", "状态")
_RANK = {Light.LATE: 0, Light.SOON: 1, Light.NORMAL: 2, Light.DONE: 3, Light.NONE: 4}


@dataclass(frozen=True, slots=True)
class ClockFilter:
    """What to show; None or empty means no restriction. `text` holds words that must all be found."""

    state: str = "running"
    template_key: str | None = None
    unit: tuple[int | None] | None = None
    """The unit in a pair of brackets: its id is None for the office itself."""
    text: str = ""


class ClockTableModel(QAbstractTableModel):
    """The limits that pass the filter, in the order of a column."""

    def __init__(self, styles: words.LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = styles
        self._texts: Mapping[int, str] = {}
        self._wanted = ClockFilter()
        self._order = (DUE, Qt.SortOrder.AscendingOrder)
        self.all_lines: Sequence[ClockLine] = ()
        self.shown: list[ClockLine] = []

    def set_lines(self, lines: Sequence[ClockLine], texts: Mapping[int, str]) -> None:
        """Show other limits; `texts` are what they are found by."""
        self.all_lines, self._texts = lines, texts
        self._apply()

    def set_texts(self, texts: Mapping[int, str]) -> None:
        """Find the limits by these texts from now on; what is shown changes only where a text is searched."""
        self._texts = texts
        if self._wanted.text:
            self._apply()

    def set_filter(self, wanted: ClockFilter) -> None:
        """Show the limits that pass."""
        self._wanted = wanted
        self._apply()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; equal ones by their last day."""
        self._order = (max(column, 0), order)
        self._apply()

    def row_of(self, clock_id: int | None) -> int | None:
        """Where a limit is shown."""
        return next((row for row, line in enumerate(self.shown) if line.clock_id == clock_id), None)

    def _apply(self) -> None:
        self.beginResetModel()
        wanted, passes = self._wanted, STATES[self._wanted.state][1]
        tokens = wanted.text.lower().split()
        found = [
            line
            for line in self.all_lines
            if passes(line)
            and (wanted.template_key is None or line.template_key == wanted.template_key)
            and (wanted.unit is None or line.unit_id == wanted.unit[0])
            and all(token in self._texts.get(line.clock_id, "") for token in tokens)
        ]
        column, order = self._order
        found.sort(key=lambda line: (line.due, line.clock_id))
        found.sort(key=_KEYS[column], reverse=order == Qt.SortOrder.DescendingOrder)
        self.shown = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own signature)
        """Limits shown."""
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The titles above."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, the colour of the state, and the whole line for a reader."""
        if not index.isValid():
            return None
        line, column = self.shown[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(line, column)
            case Qt.ItemDataRole.ToolTipRole:
                return _whole(line) if column == MATTER else self._text(line, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                texts = [self._text(line, each) for each in range(len(_TITLES))]
                return "，".join(text for text in texts if text)
            case Qt.ItemDataRole.ForegroundRole if column == STATUS:
                return QBrush(QColor(clock_colour(line, self._styles)))
            case Qt.ItemDataRole.FontRole if column == STATUS and line.light is Light.LATE:
                return _strong()
        return None

    def _text(self, line: ClockLine, column: int) -> str:
        match column:
            case 0:
                return line.matter
            case 1:
                return line.number
            case 2:
                return line.unit_name
            case 3:
                return line.name
            case 4:
                return line.start.isoformat()
            case 5:
                return due_text(line)
            case _:
                return clock_status(line, self._styles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(_TITLES):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return _TITLES[section] if role == Qt.ItemDataRole.DisplayRole else None


_KEYS: tuple[Callable[[ClockLine], Any], ...] = (
    lambda line: words.pinyin_order(line.matter),
    lambda line: words.pinyin_order(line.number),
    lambda line: words.pinyin_order(line.unit_name),
    lambda line: words.pinyin_order(line.name),
    lambda line: line.start,
    lambda line: line.due,
    lambda line: (_RANK[line.light], line.days),
)


def _whole(line: ClockLine) -> str:
    return "\n".join(filter(None, (line.matter, line.number, line.party)))


def _strong() -> QFont:
    return theme.font(strong=True)
