"""A layout that goes on in the next line when the window is too narrow for one."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets side by side, wrapped like words; `stretchy` takes what is left of its line."""

    def __init__(self, gap: int, line_gap: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
        self._line_gap = line_gap
        self._items: list[QLayoutItem] = []
        self.stretchy: QWidget | None = None

    def addItem(self, item: QLayoutItem) -> None:
        """Called by addWidget."""
        self._items.append(item)

    def count(self) -> int:
        """Number of items."""
        return len(self._items)

    def itemAt(self, place: int) -> QLayoutItem | None:
        """An item, None behind the last."""
        return self._items[place] if 0 <= place < len(self._items) else None

    def takeAt(self, place: int) -> QLayoutItem | None:  # type: ignore[override]
        """Remove an item."""
        return self._items.pop(place) if 0 <= place < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height of the wrapped lines."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """One line, as long as all items."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Wide enough for the widest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            if move:
                self._place(line, QRect(rect.x(), top, rect.width(), height))
            top += height + self._line_gap
        return max(0, top - self._line_gap - rect.y())

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():  # a hidden widget
                continue
            needed = item.sizeHint().width()
            if not lines or used + self._gap + needed > width:
                lines.append([item])
                used = needed
            else:
                lines[-1].append(item)
                used += self._gap + needed
        return lines

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        used = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
        left = rect.x()
        for item in line:
            size = item.sizeHint()
            if item.widget() is self.stretchy:
                size.setWidth(size.width() + max(0, rect.width() - used))
            top = rect.y() + (rect.height() - size.height()) // 2
            item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
