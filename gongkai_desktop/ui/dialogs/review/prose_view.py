"""The running text of a file, paragraph by paragraph, with the source of a task marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from gongkai_desktop.domain.grid import Paragraph
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.review.source_model import COLOURS, Mark


class ProseView(QTextEdit):
    """Clicking a paragraph tells its number; text can be selected and copied."""

    paragraph_chosen = Signal(int)
    """The 1-based number of the clicked paragraph."""

    def __init__(self, paragraphs: Sequence[Paragraph], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setMinimumHeight(theme.px(50))
        self.setAccessibleName("原文件 正文")
        self.setViewportMargins(theme.px(6), theme.px(4), theme.px(6), theme.px(4))
        self._wanted: int | None = None
        cursor = self.textCursor()
        gap = QTextBlockFormat()
        gap.setBottomMargin(theme.px(8))
        gap.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        for number, paragraph in enumerate(paragraphs):
            if number:
                cursor.insertBlock(gap)
            else:
                cursor.setBlockFormat(gap)
            # A line break inside a paragraph must not make a second one.
            cursor.insertText(paragraph.text.replace("\n", "\u2028"))

    def mark(self, paragraphs: Mapping[int, Mark], words: Sequence[str], show: int | None) -> None:
        """Mark 1-based paragraphs, inside them the chosen field's words, and bring one into sight."""
        marks = [self._paragraph_mark(number, mark) for number, mark in paragraphs.items()]
        self.setExtraSelections([*marks, *self._word_marks(sorted(paragraphs), words)])
        self._wanted = show
        self._scroll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the marked paragraph in sight."""
        super().resizeEvent(event)
        self._scroll()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click, not the end of a selection."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            place = self.cursorForPosition(event.position().toPoint())
            self.paragraph_chosen.emit(place.blockNumber() + 1)

    def _paragraph_mark(self, number: int, mark: Mark) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document().findBlockByNumber(number - 1))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(COLOURS[mark])
        look.setProperty(QTextFormat.Property.FullWidthSelection, True)
        return _selection(cursor, look)

    def _word_marks(self, numbers: Sequence[int], words: Sequence[str]) -> list[QTextEdit.ExtraSelection]:
        look = QTextCharFormat()
        look.setBackground(COLOURS[Mark.FIELD])
        found = []
        for number in numbers:
            block = self.document().findBlockByNumber(number - 1)
            for word in words:
                start = block.position() + block.text().find(word)
                if start < block.position():
                    continue
                cursor = QTextCursor(block)
                cursor.setPosition(start)
                cursor.setPosition(start + len(word), QTextCursor.MoveMode.KeepAnchor)
                found.append(_selection(cursor, look))
        return found

    def _scroll(self) -> None:
        """The paragraph a quarter down, so that what stands before it can be read too."""
        if self._wanted is None:
            return
        block = self.document().findBlockByNumber(self._wanted - 1)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(int(top) - self.viewport().height() // 4)


def _selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection: Any = QTextEdit.ExtraSelection()  # the library's types leave its two fields out
    selection.cursor = cursor
    selection.format = look
    return cast("QTextEdit.ExtraSelection", selection)
