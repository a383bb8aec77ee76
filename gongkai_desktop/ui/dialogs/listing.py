"""A list to read: a title, one line of explanation, rows of text that can be copied."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, quiet_label, rule, size_dialog, title_label
from gongkai_desktop.ui.views.list_looks import LEFT, RIGHT, look_like_notes


class ListingDialog(QDialog):
    """Rows under column titles; the first column takes the room there is."""

    def __init__(
        self,
        title: str,
        hint: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        size_dialog(self, 760, 440)
        close = main_button("关闭")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(10))
        layout.addWidget(title_label(title))
        layout.addWidget(quiet_label(hint))
        layout.addWidget(text_table(columns, rows), 1)
        layout.addWidget(rule())
        layout.addLayout(foot)
        close.setFocus()


def text_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Collection[int] = ()
) -> QTableWidget:
    """A small table of texts with wrapped lines; the first column takes the room there is.

    The columns `numbers` stand at the right.
    """
    table = QTableWidget(len(rows), len(columns))
    table.setHorizontalHeaderLabels(list(columns))
    table.setAccessibleName("、".join(columns))
    look_like_notes(table, 34)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setTextAlignment(RIGHT if column in numbers else LEFT)
            table.setItem(row, column, item)
    for column in numbers:
        if (title := table.horizontalHeaderItem(column)) is not None:
            title.setTextAlignment(RIGHT)
    header = table.horizontalHeader()
    header.setMinimumSectionSize(theme.px(70))
    for column in range(1, len(columns)):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
