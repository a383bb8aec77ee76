"""The handbook's text with air between its lines: markdown as Qt reads it stands too close."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

_LINE = 130
"""Height of a line, in per cent."""
_ABOVE = {1: 0.2, 2: 1.3, 3: 1.0}
_BELOW, _BELOW_ITEM = 0.45, 0.15
"""Room above a heading of a level, below a paragraph and below an item of a list, in lines."""


def space_out(document: QTextDocument) -> None:
    """Give headings room above them, and paragraphs below."""
    line = QFontMetricsF(document.defaultFont()).lineSpacing()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        cursor.mergeBlockFormat(_format(block, cursor, line))
        block = block.next()
    cursor.endEditBlock()


def _format(block: QTextBlock, cursor: QTextCursor, line: float) -> QTextBlockFormat:
    given = block.blockFormat()
    form = QTextBlockFormat()
    form.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    below = _BELOW_ITEM if block.textList() else _BELOW
    form.setTopMargin(line * _ABOVE.get(given.headingLevel(), 0))
    form.setBottomMargin(0 if cursor.currentTable() else line * below)
    return form
