"""Draws the days of the calendar and the list of one day."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.calendar_model import DAY_ROLE, POINT_ROLE, DayCell
from gongkai_desktop.ui.models.day_index import Point
from gongkai_desktop.ui.models.duty_table import Index
from gongkai_desktop.ui.models.words import LIGHT_ORDER, LightStyles, role_text, status_text
from gongkai_desktop.ui.views import painting

_TALL = 56
"""The height of a cell with room to spare; large text on a small screen leaves lower ones."""

_MARKED = 36
"""The width that holds a day and 休 or 班 beside it; in narrower ones the ground tells."""

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


class DayDelegate(QStyledItemDelegate):
    """A day: its number, 休 or 班, and how many checkpoints have which light."""

    def __init__(self, styles: LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = styles

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, number and mark above, counts below, frame around the chosen day."""
        cell: DayCell = index.data(DAY_ROLE)
        painter.save()
        rest = cell.mark == "休" or (cell.mark == "" and cell.day.weekday() >= 5)
        ground = theme.SIDE if rest or not cell.in_month else theme.GROUND
        chosen = painting.is_selected(option)
        painter.fillRect(painting.rect_of(option), QColor(theme.BLUE_SOFT if chosen else ground))
        painter.setPen(QPen(QColor(theme.LINE_SOFT), 1))
        painter.drawLine(painting.rect_of(option).topRight(), painting.rect_of(option).bottomRight())
        painter.drawLine(painting.rect_of(option).bottomLeft(), painting.rect_of(option).bottomRight())
        tall = painting.rect_of(option).height() >= theme.px(_TALL)
        side = theme.px(8 if tall else 5)
        box = painting.rect_of(option).adjusted(side, theme.px(5) if tall else 1, -side, -1)
        number = theme.px(24 if tall else 20)
        self._draw_number(painter, QRect(box.left(), box.top(), box.width(), number), cell)
        self._draw_counts(painter, box.adjusted(0, number, 0, 0), cell)
        if chosen:
            painter.setPen(QPen(QColor(theme.BLUE), theme.px(2)))
            painter.drawRect(painting.rect_of(option).adjusted(1, 1, -2, -2))
        painter.restore()

    def _draw_number(self, painter: QPainter, line: QRect, cell: DayCell) -> None:
        colour = theme.INK if cell.in_month else "#6b7683"
        if cell.is_today:
            disc = QRect(line.left() - theme.px(3), line.top(), line.height(), line.height())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.BLUE))
            painter.drawEllipse(disc)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.GROUND))
            painter.setFont(theme.font(strong=True))
            painter.drawText(disc, _CENTRE, str(cell.day.day))
        else:
            painter.setPen(QColor(colour))
            painter.setFont(theme.font())
            name = str(cell.day.day)
            room = line.width() - (theme.px(20) if cell.mark else 0)
            if not cell.in_month and cell.day.day == 1:
                # The first of another month names it, so that nobody mistakes it for this one.
                named = f"{cell.day.month}月1日"
                fits = painter.fontMetrics().horizontalAdvance(named) <= room
                name = named if fits else f"{cell.day.month}/1"
            painter.drawText(line, _LEFT, name)
        if cell.mark and line.width() >= theme.px(_MARKED):
            painter.setFont(theme.font(12))
            painter.setPen(QColor(theme.QUIET if cell.mark == "休" else theme.BLUE))
            painter.drawText(line, _RIGHT, cell.mark)

    def _draw_counts(self, painter: QPainter, box: QRect, cell: DayCell) -> None:
        lights = [light for light in LIGHT_ORDER if cell.counts.get(light)]
        height, top = theme.px(18), box.top()
        room = max(1, box.height() // height)
        if len(lights) > room:
            self._draw_short(painter, QRect(box.left(), top, box.width(), height), cell, lights)
            return
        for number, light in enumerate(lights):
            style = self._styles[light]
            line = QRect(box.left(), top + number * height, box.width(), height)
            painter.setFont(theme.font(13, strong=light is Light.LATE))
            painter.setPen(QColor(style.colour))
            painter.drawText(line, _LEFT, f"{style.shape} {style.word} {cell.counts[light]}")

    def _draw_short(self, painter: QPainter, line: QRect, cell: DayCell, lights: list[Light]) -> None:
        left = line.left()
        for light in lights:
            style = self._styles[light]
            text = f"{style.shape}{cell.counts[light]} "
            painter.setFont(theme.font(13, strong=light is Light.LATE))
            painter.setPen(QColor(style.colour))
            if left + painter.fontMetrics().horizontalAdvance(text.rstrip()) > line.right():
                text = style.shape  # half a number would be a wrong one
            painter.drawText(line.adjusted(left - line.left(), 0, 0, 0), _LEFT, text)
            left += painter.fontMetrics().horizontalAdvance(text) + theme.px(2)


class PointDelegate(QStyledItemDelegate):
    """A checkpoint of the day's list: task, then unit, role and light."""

    def __init__(self, styles: LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = styles

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Two lines of text and the light under them."""
        pair: Point = index.data(POINT_ROLE)
        row, point = pair
        painter.save()
        painting.draw_ground(painter, option)
        painting.draw_line_below(painter, painting.rect_of(option))
        box = painting.rect_of(option).adjusted(theme.px(10), theme.px(7), -theme.px(8), -theme.px(7))
        height = theme.px(22)
        lines = (
            (row.task_name, theme.font(), theme.INK),
            (f"{row.unit_name} · {role_text(row)}", theme.font(13), theme.QUIET),
            (
                status_text(point, self._styles),
                theme.font(13, strong=point.light is Light.LATE),
                self._styles[point.light].colour,
            ),
        )
        for number, (text, font, colour) in enumerate(lines):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            place = QRect(box.left(), box.top() + number * height, box.width(), height)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(place, _LEFT, shown)
        painting.draw_focus(painter, option)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Three lines."""
        return QSize(theme.px(120), theme.px(82))
