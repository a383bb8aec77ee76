"""年度视图: twelve months at a glance; a day shows its worst light by shape and colour."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.duty_table import Index
from gongkai_desktop.ui.models.words import LIGHT_ORDER, WEEKDAYS, LightStyles
from gongkai_desktop.ui.models.year_model import MONTH_ROLE, MonthCell, SmallDay, YearModel
from gongkai_desktop.ui.views import painting

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEAST_HEIGHT, _LEAST_WIDTH = 146, 140
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -4,
    Qt.Key.Key_Down: 4,
    Qt.Key.Key_PageUp: -12,
    Qt.Key.Key_PageDown: 12,
}


class YearGrid(QTableView):
    """Arrows walk from month to month, page keys from year to year, Enter opens the month."""

    months_wanted = Signal(int)
    month_opened = Signal(object)
    today_wanted = Signal()

    def __init__(self, model: YearModel, styles: LightStyles, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = model
        self.setModel(model)
        self.setItemDelegate(MonthDelegate(styles, self))
        self.setAccessibleName("年度视图")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Large text on a small screen scrolls rather than shrinks.
        for header, least in (
            (self.verticalHeader(), _LEAST_HEIGHT),
            (self.horizontalHeader(), _LEAST_WIDTH),
        ):
            header.hide()
            header.setMinimumSectionSize(theme.px(least))
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(lambda index: self.month_opened.emit(self.year.month_at(index)))

    def show_month(self, day: date) -> None:
        """Stand on the month of a day."""
        index = self.year.index_of(day)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk over the edges of the year, too."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.months_wanted.emit(_STEPS[key])
        elif key == Qt.Key.Key_Home:
            self.today_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.month_opened.emit(self.year.month_at(self.currentIndex()))
        else:
            super().keyPressEvent(event)


class MonthDelegate(QStyledItemDelegate):
    """A month: its name, its counts as shapes with numbers, its days."""

    def __init__(self, styles: LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = styles

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name and counts above, the weeks below, a frame around the chosen month."""
        cell: MonthCell = index.data(MONTH_ROLE)
        rect = painting.rect_of(option)
        painter.save()
        painting.draw_ground(painter, option)
        box = rect.adjusted(theme.px(8), theme.px(4), -theme.px(8), -theme.px(4))
        head = QRect(box.left(), box.top(), box.width(), theme.px(22))
        self._draw_head(painter, head, cell)
        self._draw_days(painter, box.adjusted(0, theme.px(24), 0, 0), cell)
        painter.setPen(QPen(QColor(theme.LINE_SOFT), 1))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if painting.is_selected(option):
            painter.setPen(QPen(QColor(theme.BLUE), theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _draw_head(self, painter: QPainter, line: QRect, cell: MonthCell) -> None:
        painter.setFont(theme.font(strong=True))
        painter.setPen(QColor(theme.INK))
        painter.drawText(line, _LEFT, f"{cell.month.month}月")
        right = line.right()
        left = line.left() + theme.px(44)
        for light in reversed([light for light in LIGHT_ORDER if cell.counts.get(light)]):
            style = self._styles[light]
            painter.setFont(theme.font(12, strong=light is Light.LATE))
            painter.setPen(QColor(style.colour))
            text = f"{style.shape}{cell.counts[light]}"
            width = painter.fontMetrics().horizontalAdvance(text)
            if right - width < left and light is not Light.LATE:
                continue
            painter.drawText(QRect(right - width, line.top(), width + 1, line.height()), _RIGHT, text)
            right -= width + theme.px(6)

    def _draw_days(self, painter: QPainter, box: QRect, cell: MonthCell) -> None:
        rows = len(cell.weeks) + 1
        height = box.height() // rows
        size = max(9, min(12, round(height / theme.scale()) - 3))
        for column, name in enumerate(WEEKDAYS):
            painter.setFont(theme.font(min(11, size)))
            painter.setPen(QColor(theme.QUIET))
            painter.drawText(_place(box, column, 0, height), _CENTRE, name)
        for row, week in enumerate(cell.weeks, start=1):
            for column, day in enumerate(week):
                if day is not None:
                    self._draw_day(painter, _place(box, column, row, height), day, size)

    def _draw_day(self, painter: QPainter, place: QRect, day: SmallDay, size: int) -> None:
        rest = day.mark == "休" or (day.mark == "" and day.day.weekday() >= 5)
        if rest:
            painter.fillRect(place, QColor(theme.SIDE))
        inner = place.adjusted(theme.px(2), 1, -theme.px(2), -1)
        colour = theme.QUIET if rest else theme.INK
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if day.light is not None:
            colour = _draw_light(painter, inner, day.light, self._styles[day.light].colour)
        painter.setFont(theme.font(size, strong=day.light is Light.LATE or day.is_today))
        painter.setPen(QColor(colour))
        painter.drawText(inner, _CENTRE, str(day.day.day))
        if day.is_today:
            painter.setPen(QPen(QColor(theme.BLUE), theme.px(1.5)))
            painter.drawLine(inner.bottomLeft(), inner.bottomRight())


def _draw_light(painter: QPainter, box: QRect, light: Light, colour: str) -> str:
    """The ground of a day by its worst light, told apart without colour; gives the colour of its number.

    Full: late. Full corner: near. Frame: in time. A short line below: done.
    """
    tint = QColor(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    if light is Light.LATE:
        painter.setBrush(tint)
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return theme.GROUND
    if light is Light.SOON:
        corner = theme.px(7)
        right, top = box.right() + 1, box.top()
        painter.setBrush(tint)
        points = [QPointF(right - corner, top), QPointF(right, top), QPointF(right, top + corner)]
        painter.drawPolygon(QPolygonF(points))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(tint, 1))
    if light is Light.DONE:
        middle = box.center().x()
        painter.drawLine(middle - theme.px(6), box.bottom(), middle + theme.px(6), box.bottom())
    else:
        painter.drawRoundedRect(box, 3, 3)
    return colour


def year_legend(styles: LightStyles) -> str:
    """What the days of the year are drawn like, in the office's own words for the lights."""
    looks = ((Light.LATE, "涂满"), (Light.SOON, "折角方框"), (Light.NORMAL, "方框"), (Light.DONE, "短线"))
    return "　".join(f"{look}：{styles[light].word}" for light, look in looks)


def _place(box: QRect, column: int, row: int, height: int) -> QRect:
    left = box.left() + box.width() * column // 7
    right = box.left() + box.width() * (column + 1) // 7
    return QRect(left, box.top() + row * height, right - left, height)
