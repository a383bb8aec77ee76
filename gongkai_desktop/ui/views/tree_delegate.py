"""Draws the tree by units: branches with a bar of lights, duties with theirs."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gongkai_desktop.domain.lights import Light
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.duty_table import Index
from gongkai_desktop.ui.models.duty_tree import NODE_ROLE, UNCONFIRMED, Node
from gongkai_desktop.ui.models.words import LightStyles
from gongkai_desktop.ui.views import painting

_NAME, _SIZE, _LIGHT, _WORDS = range(4)


class TreeDelegate(QStyledItemDelegate):
    """One line a node: name, size or date, lights, words."""

    def __init__(self, styles: LightStyles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._styles = styles

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, line, then the column's own content."""
        node: Node = index.data(NODE_ROLE)
        text = node.texts(self._styles)[index.column()]
        painter.save()
        painting.draw_ground(painter, option)
        painting.draw_line_below(
            painter, painting.rect_of(option), theme.LINE if node.kind == "branch" else theme.LINE_SOFT
        )
        box = painting.rect_of(option).adjusted(theme.px(6), 0, -theme.px(8), -1)
        if index.column() == _LIGHT and node.kind != "duty":
            self._draw_bar(painter, box, node)
        else:
            self._draw_text(painter, box, node, index.column(), text)
        painting.draw_focus(painter, option)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The height of a line; widths are the header's."""
        return QSize(theme.px(80), theme.px(theme.ROW))

    def _draw_bar(self, painter: QPainter, box: QRect, node: Node) -> None:
        height = theme.px(12)
        bar = QRect(box.left(), box.center().y() - height // 2, min(box.width(), theme.px(160)), height)
        painting.draw_bar(painter, bar, node.counts, self._styles)

    def _draw_text(self, painter: QPainter, box: QRect, node: Node, column: int, text: str) -> None:
        font = theme.font(strong=self._is_strong(node, column))
        painter.setFont(font)
        painter.setPen(QColor(self._colour(node, column)))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _is_strong(self, node: Node, column: int) -> bool:
        if column == _NAME:
            return node.kind == "branch"
        return column == _LIGHT and node.row is not None and node.row.light is Light.LATE

    def _colour(self, node: Node, column: int) -> str:
        if column == _LIGHT and node.row is not None:
            return self._styles[node.row.light].colour
        if column == _WORDS:
            return theme.QUIET
        return theme.BLUE_DARK if node.name == UNCONFIRMED and column == _NAME else theme.INK
