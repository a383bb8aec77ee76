"""A paper as it will be printed: all its pages, turned and magnified by button, wheel and key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.services.source_pages import page_sizes
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.views.flow_layout import FlowLayout
from gongkai_desktop.ui.views.paper_pages import PageSize, PaperPages


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished PDF and the sizes of its pages in points."""

    data: bytes
    sizes: tuple[PageSize, ...]


def open_paper(data: bytes) -> Paper:
    """A PDF with what must be known of it to be shown; takes its time."""
    return Paper(data, page_sizes(data))


class PaperView(QWidget):
    """The pages over a narrow bar of buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper: Paper | None = None
        self.pages = PaperPages()
        self._number = QLabel()
        self._previous = _button("上一页", lambda: self.pages.turn(-1))
        self._next = _button("下一页", lambda: self.pages.turn(1))
        self._size = QLabel()
        self._buttons = (
            self._previous,
            self._next,
            _button("缩小", lambda: self.pages.magnify(-1)),
            _button("放大", lambda: self.pages.magnify(1)),
            _button("页宽", self.pages.fit_width),
            _button("整页", self.pages.fit_page),
        )
        self._build()
        self.pages.moved.connect(self._show_place)
        self._show_place()

    def _build(self) -> None:
        foot = FlowLayout(theme.px(4), theme.px(2))
        smaller, *others = self._buttons[2:]
        for part in (self._previous, self._number, self._next, smaller, self._size, *others):
            foot.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self.pages, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.pages)
        for keys, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            short = QShortcut(QKeySequence(keys), self, lambda step=step: self.pages.magnify(step))
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_text(self, text: str) -> None:
        """Say something in the place of a paper."""
        self.paper = None
        self.pages.show_text(text)
        self._show_place()

    def show_paper(self, paper: Paper) -> None:
        """Show a paper."""
        self.paper = paper
        self.pages.show_paper(paper.data, paper.sizes)
        self._show_place()

    def _show_place(self) -> None:
        page, count = self.pages.page, self.pages.page_count
        self._number.setText(f"第 {page + 1} 页，共 {count} 页" if count else "")
        self._size.setText(f"{self.pages.scale * 100 / theme.scale():.0f} %" if count else "")
        for button in self._buttons:
            button.setEnabled(count > 0)
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < count - 1)


def _button(text: str, pressed: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setAutoDefault(False)
    button.setProperty("quiet", True)
    button.clicked.connect(lambda: pressed())
    return button
