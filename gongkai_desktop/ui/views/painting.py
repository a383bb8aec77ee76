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


@lru_cache(maxsize=4096)
def break_lines(text: str, font_key: str, width: int, count: int) -> tuple[str, ...]:
    """At most `count` lines of a text; the last one ends in … when something is left."""
    font = QFont()
    font.fromString(font_key)
    metrics = QFontMetrics(font)
    # No line holds more characters than narrow ones fill; the rest need not be measured.
    text = " ".join(text.split())[: count * (width // max(1, metrics.horizontalAdvance("i")) + 2)]
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start = line.textStart()
        if len(lines) == count - 1:
            lines.append(metrics.elidedText(text[start:], Qt.TextElideMode.ElideRight, width))
            break
        lines.append(text[start : start + line.textLength()].strip())
    layout.endLayout()
    return tuple(lines)


def draw_lines(
    painter: QPainter, box: QRect, font: QFont, lines: tuple[str, ...], *, right: bool = False
) -> None:
    """Draw lines from the top of a box down."""
    metrics = QFontMetrics(font)
    painter.setFont(font)
    align = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    height = line_height(metrics)
    for number, line in enumerate(lines):
        place = QRect(box.x(), box.y() + number * height, box.width(), height)
        painter.drawText(place, int(align | Qt.AlignmentFlag.AlignVCenter), line)


def line_height(metrics: QFontMetrics) -> int:
    """Height of one line of a multi-line cell; Chinese fonts are generous, so their leading is trimmed."""
    return min(metrics.height(), round(metrics.averageCharWidth() * 2.6)) if metrics.height() > 0 else 1


def rect_of(option: QStyleOptionViewItem) -> QRect:
    """The place of a cell."""
    return option.rect  # type: ignore[attr-defined]  # missing in the stubs of Qt 6.9


def state_of(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Selected, under the mouse, in focus."""
    return option.state  # type: ignore[attr-defined]  # missing in the stubs of Qt 6.9


def draw_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """White, blue when selected, a breath of blue under the mouse."""
    state = state_of(option)
    colour = theme.GROUND
    if state & QStyle.StateFlag.State_Selected:
        colour = theme.BLUE_SOFT
    elif state & QStyle.StateFlag.State_MouseOver:
        colour = theme.BLUE_HOVER
    painter.fillRect(rect_of(option), QColor(colour))


def draw_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """A blue frame around the cell that the keyboard is on."""
    wanted = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Active
    if state_of(option) & wanted == wanted:
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


_PATTERNS = {
    Light.DONE: Qt.BrushStyle.SolidPattern,
    Light.NORMAL: Qt.BrushStyle.Dense6Pattern,
    Light.SOON: Qt.BrushStyle.BDiagPattern,
    Light.LATE: Qt.BrushStyle.SolidPattern,
    Light.NONE: Qt.BrushStyle.NoBrush,
}
assert set(_PATTERNS) == set(LIGHT_ORDER)
