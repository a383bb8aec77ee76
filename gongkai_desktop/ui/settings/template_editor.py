"""The text of a paper being written: the lines at fault are marked, the line of the cursor is told."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from gongkai_desktop.ui import theme

_FAULT = QColor("#fde3e3")


class TemplateEditor(QPlainTextEdit):
    """A text with its line numbers beside it, as faults are told by line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("文书的文字")
        self.setTabChangesFocus(True)
        self._numbers = _Numbers(self)
        self.blockCountChanged.connect(self._set_margin)
        self.updateRequest.connect(self._scrolled)
        self._set_margin()

    def mark_lines(self, lines: Sequence[int]) -> None:
        """Mark these lines (from 1) and no others."""
        marks = []
        for number in lines:
            block = self.document().findBlockByNumber(number - 1)
            if not block.isValid():
                continue
            mark = QTextEdit.ExtraSelection()
            # The stubs do not know the two.
            mark.cursor = QTextCursor(block)  # type: ignore[attr-defined]
            mark.format.setBackground(_FAULT)  # type: ignore[attr-defined]
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)

    def go_to(self, line: int) -> None:
        """Put the cursor at the beginning of a line."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
            self.setFocus()

    def insert(self, text: str) -> None:
        """Put text in at the cursor and go on writing."""
        self.insertPlainText(text)
        self.setFocus()

    # -- line numbers

    def number_width(self) -> int:
        """Room for the number of the last line."""
        digits = len(str(max(self.blockCount(), 10)))
        return self.fontMetrics().horizontalAdvance("9") * digits + theme.px(14)

    def _set_margin(self) -> None:
        self.setViewportMargins(self.number_width(), 0, 0, 0)

    def _scrolled(self, area: QRect, down: int) -> None:
        if down:
            self._numbers.scroll(0, down)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The numbers stand at the left edge."""
        super().resizeEvent(event)
        inner = self.contentsRect()
        self._numbers.setGeometry(QRect(inner.left(), inner.top(), self.number_width(), inner.height()))

    def paint_numbers(self, event: QPaintEvent) -> None:
        """One number a line, not one a row of a wrapped line."""
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), QColor(theme.SIDE))
        painter.setPen(QColor(theme.QUIET))
        block = self.firstVisibleBlock()
        width = self._numbers.width() - theme.px(6)
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > event.rect().bottom():
                break
            line = QRect(0, round(box.top()), width, self.fontMetrics().height())
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, str(block.blockNumber() + 1))
            block = block.next()


class _Numbers(QWidget):
    def __init__(self, editor: TemplateEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def sizeHint(self) -> QSize:
        return QSize(self._editor.number_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(event)
