"""Checkpoints line by line: 倒排 by unit, 议程 by day. What repeats in the first column is said once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from gongkai_desktop.domain.backward import BackwardLine, Step
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models import words
from gongkai_desktop.ui.models.day_index import Point

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """The texts of a checkpoint's cells; the first is the heading it stands under."""

    cells: tuple[str, ...]
    colour: str = theme.INK
    strong: bool = False


class LineTableModel(QAbstractTableModel):
    """Lines are made when they are drawn: of the thousands of a large office few are ever seen."""

    def __init__(self, titles: Sequence[str], state: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.titles = tuple(titles)
        self._state = state
        """The column that says how the checkpoint stands, in its colour."""
        self._points: Sequence[Point] = ()
        self._make: Callable[[int], Line] = _no_line
        self._made: dict[int, Line] = {}

    def show(self, points: Sequence[Point], make: Callable[[int], Line]) -> None:
        """Take the checkpoints to show and what makes the line in a place."""
        self.beginResetModel()
        self._points, self._make, self._made = points, make, {}
        self.endResetModel()

    def point_at(self, place: int) -> Point:
        """The duty and the checkpoint in a line."""
        return self._points[place]

    def places_of(self, duty_ids: Sequence[int]) -> list[int]:
        """The lines of duties."""
        wanted = set(duty_ids)
        return [place for place, point in enumerate(self._points) if point[0].duty_id in wanted]

    def _line(self, place: int) -> Line:
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]

    def begins_group(self, place: int) -> bool:
        """Whether a line is the first under its heading."""
        return place == 0 or self._line(place - 1).cells[0] != self._line(place).cells[0]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of checkpoints."""
        return 0 if parent.isValid() else len(self._points)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Number of columns."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, the colour of the state, and the whole line for a reader."""
        if not index.isValid():
            return None
        line, column = self._line(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.cells[column] if column or self.begins_group(index.row()) else ""
            case Qt.ItemDataRole.ToolTipRole:
                return line.cells[column]
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(text for text in line.cells if text)
            case Qt.ItemDataRole.ForegroundRole if column == self._state:
                return QBrush(QColor(line.colour))
            case Qt.ItemDataRole.FontRole if column == 0 or (line.strong and column == self._state):
                return _strong()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.titles):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self.titles[section] if role == Qt.ItemDataRole.DisplayRole else None


def _no_line(_place: int) -> Line:
    raise IndexError("nothing is shown")


BACKWARD_TITLES = ("责任单位", "时限", "任务", "角色", "提醒", "催办", "现在")
AGENDA_TITLES = ("日期", "状态", "任务", "责任单位", "角色", "时限原文")


def backward_line(line: BackwardLine, styles: words.LightStyles) -> Line:
    """A line of 倒排."""
    row, point, done = line.row, line.point, line.step is Step.DONE
    cells = (
        row.unit_name,
        words.short_day(point.due, point.due.year),
        f"{row.no} {row.task_name}" if row.no else row.task_name,
        words.role_text(row),
        "" if done else words.short_day(line.remind_on, point.due.year),
        "" if done else words.short_day(line.urge_on, point.due.year),
        f"{styles[_STEP_LIGHTS[line.step]].shape} {line.step.value}",
    )
    colour = styles[_STEP_LIGHTS[line.step]].colour
    return Line(cells, colour, strong=line.step is Step.LATE)


_STEP_LIGHTS = {
    Step.LATE: Light.LATE,
    Step.URGE: Light.SOON,
    Step.REMIND: Light.SOON,
    Step.WAIT: Light.NORMAL,
    Step.DONE: Light.DONE,
}


def agenda_line(pair: Point, styles: words.LightStyles, mark: Callable[[date], str], year: int) -> Line:
    """A line of 议程; days of `year` are written without it."""
    row, point = pair
    named = {"休": "　休", "班": "　班"}.get(mark(point.due), "")
    cells = (
        f"{words.short_day(point.due, year)}{named}",
        words.status_text(point, styles),
        f"{row.no} {row.task_name}" if row.no else row.task_name,
        row.unit_name,
        words.role_text(row),
        point.label or row.deadline_text,
    )
    return Line(cells, styles[point.light].colour, strong=point.light is Light.LATE)


def _strong() -> QFont:
    return theme.font(strong=True)
