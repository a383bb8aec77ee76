"""What the delegates share: breaking long text into lines, grounds, focus frames, the bar of lights."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.words import LIGHT_ORDER, LightStyles


class TextStyle:
    """A font with its measures, and the lines it was asked to break."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetrics(font)
        # Chinese fonts are generous with leading; two lines are to fit a row.
        self.height = min(self._metrics.height(), round(self._metrics.averageCharWidth() * 2.6))
        self._narrowest = max(1, self._metrics.horizontalAdvance("i"))
        self.lines = lru_cache(maxsize=4096)(self._break)

    def draw(self, painter: QPainter, box: QRect, lines: tuple[str, ...], *, right: bool = False) -> None:
        """Draw lines from the top of a box down; those outside the clip cost nothing."""
        painter.setFont(self.font)
        align = _RIGHT if right else _LEFT
        clip = painter.clipBoundingRect()
        for number, line in enumerate(lines):
            top = box.y() + number * self.height
            if top + self.height >= clip.top() and top <= clip.bottom():
                painter.drawText(QRect(box.x(), top, box.width(), self.height), align, line)

    def _break(self, text: str, width: int, count: int) -> tuple[str, ...]:
        """At most `count` lines of a text; the last one ends in … when something is left."""
        # No line holds more characters than narrow ones fill; the rest need not be measured.
        text = " ".join(text[: count * (width // self._narrowest + 2)].split())
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        lines: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = line.textStart()
            if len(lines) == count - 1:
                lines.append(self._metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
                break
            lines.append(text[start : start + line.textLength()].strip())
        layout.endLayout()
        return tuple(lines)


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """The place of a cell."""
    return option.rect  # type: ignore[attr-defined]  # missing in the stubs of Qt 6.9


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Whether a cell is selected."""
    return bool(_state(option) & _SELECTED)


def _state(option: QStyleOptionViewItem) -> int:
    # As a number: combining flags as enumerations costs more than painting a cell's ground.
    return option.state.value  # type: ignore[attr-defined]  # missing in the stubs of Qt 6.9


def draw_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """White, blue when selected, a breath of blue under the mouse."""
    state = _state(option)
    colour = theme.GROUND
    if state & _SELECTED:
        colour = theme.BLUE_SOFT
    elif state & _UNDER_MOUSE:
        colour = theme.BLUE_HOVER
    painter.fillRect(rect_of(option), QColor(colour))


def draw_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """A blue frame around the cell that the keyboard is on."""
    if _state(option) & _FOCUSED == _FOCUSED:
        painter.setPen(QPen(QColor(theme.BLUE), theme.px(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect_of(option).adjusted(1, 1, -2, -2))


def draw_line_below(painter: QPainter, rect: QRect, colour: str = theme.LINE_SOFT) -> None:
    """The thin line under a cell."""
    painter.setPen(QPen(QColor(colour), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def draw_bar(painter: QPainter, box: QRect, counts: Mapping[Light, int], styles: LightStyles) -> None:
    """A small bar of lights: done first, late last; patterns tell them apart without colour."""
    total = sum(counts.values())
    if not total:
        return
    order = (Light.DONE, Light.NORMAL, Light.SOON, Light.LATE, Light.NONE)
    parts = [(light, counts[light]) for light in order if counts.get(light)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    left = float(box.left())
    gap = 1.0
    room = box.width() - gap * (len(parts) - 1)
    for light, count in parts:
        # Even one late duty among hundreds must be seen.
        width = max(theme.px(3), room * count / total)
        width = min(width, box.right() + 1 - left)
        part = QRectF(QPointF(left, box.top()), QPointF(left + width, box.bottom() + 1))
        painter.fillRect(part, QBrush(QColor(styles[light].colour), _PATTERNS[light]))
        painter.setPen(QPen(QColor(styles[light].colour), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(part.adjusted(0, 0, -1, -1))
        painter.setPen(Qt.PenStyle.NoPen)
        left += width + gap
    painter.restore()


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SELECTED = QStyle.StateFlag.State_Selected.value
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Active).value
_PATTERNS = {
    Light.DONE: Qt.BrushStyle.SolidPattern,
    Light.NORMAL: Qt.BrushStyle.Dense6Pattern,
    Light.SOON: Qt.BrushStyle.BDiagPattern,
    Light.LATE: Qt.BrushStyle.SolidPattern,
    Light.NONE: Qt.BrushStyle.NoBrush,
}
assert set(_PATTERNS) == set(LIGHT_ORDER)
