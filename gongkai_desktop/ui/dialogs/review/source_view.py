"""The left side of the review: the file as it looks, its pages, tables and text, one shown at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desktop.domain.recognised import Origin
from gongkai_desktop.services.review import ReviewFile
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.dialogs.review.grid_view import GridView
from gongkai_desktop.ui.dialogs.review.page_view import PageView, Place
from gongkai_desktop.ui.dialogs.review.prose_view import ProseView
from gongkai_desktop.ui.dialogs.review.source_model import PROSE, Mark, tables_of

_PAGES, _PROSE = "原页面", "正文"


class SourceView(QWidget):
    """Shows by itself the part that the chosen task was read from."""

    cell_chosen = Signal(str, int, int)
    """Place of the table or of the text, and the 1-based row and column of what was clicked."""

    def __init__(self, draft: ReviewDraft, file: ReviewFile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables = [GridView(grid) for grid in tables_of(draft.raw)]
        self._prose = ProseView(file.paragraphs) if file.paragraphs else None
        self._pages = PageView(draft, file.pages) if file.pages else None
        self._choice = QComboBox()
        self._choice.setAccessibleName("原文件的哪一部分")
        self._stack = QStackedWidget()
        if self._pages:
            self._add(_PAGES, self._pages)
            self._pages.cell_chosen.connect(self.cell_chosen)
        for table in self._tables:
            self._add(table.grid.place, table)
            table.cell_chosen.connect(self.cell_chosen)
        if self._prose:
            self._add(_PROSE, self._prose)
            self._prose.paragraph_chosen.connect(lambda row: self.cell_chosen.emit(PROSE, row, 1))
        self._choice.setVisible(self._stack.count() > 1)
        self._choice.currentIndexChanged.connect(self._stack.setCurrentIndex)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(6))
        layout.addWidget(self._choice)
        layout.addWidget(self._stack, 1)

    def _add(self, name: str, view: QWidget) -> None:
        self._choice.addItem(name)
        self._stack.addWidget(view)

    def mark(self, origin: Origin, marks: Mapping[Place, Mark], show: Place, words: Sequence[str]) -> None:
        """Mark the 1-based places a task was read from and bring `show` into sight.

        `words` are marked in running text, where a field has no place of its own.
        """
        for table in self._tables:
            here = table.grid.place == origin.place
            table.set_marks({(row - 1, column - 1): mark for (row, column), mark in marks.items() if here})
            if here:
                self._bring_forward(table)
                table.show_cell(show[0] - 1, show[1] - 1)
        if self._prose:
            self._mark_prose(self._prose, origin, marks, words)
        if self._pages:
            self._pages.mark(origin, marks, show)

    def show_paragraph(self, row: int) -> None:
        """Show a paragraph of the running text, as the source of a point."""
        if self._prose:
            self._choice.setCurrentIndex(self._stack.indexOf(self._prose))
            self._prose.mark({row: Mark.FIELD}, (), row)

    def _mark_prose(
        self, prose: ProseView, origin: Origin, marks: Mapping[Place, Mark], words: Sequence[str]
    ) -> None:
        if origin.place != PROSE:
            prose.mark({}, (), None)
            return
        rows = {row: Mark.TASK for row, _column in marks}
        prose.mark(rows, words, min(rows, default=origin.row))
        self._bring_forward(prose)

    def _bring_forward(self, view: QWidget) -> None:
        """Pages stay in front while the clerk looks at them: they show every task."""
        if self._pages is None or self._stack.currentWidget() is not self._pages:
            self._choice.setCurrentIndex(self._stack.indexOf(view))
