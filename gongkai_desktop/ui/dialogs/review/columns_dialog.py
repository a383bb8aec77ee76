"""Columns of the file that no field of a task stands for: kept as extra information, or put to use."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QTableWidget, QVBoxLayout, QWidget

from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, quiet_label, rule, size_dialog, title_label
from gongkai_desktop.ui.dialogs.listing import text_table
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.views.list_looks import look_like_a_list

_USES = (
    ("附加信息（随任务保存）", ""),
    ("任务名称", "path"),
    ("任务内容（要求）", "requirement"),
    ("责任单位", "units"),
    ("完成时限", "deadline"),
)
_SAMPLES = 3


class ColumnsDialog(QDialog):
    """One row a column; the choice holds for all rows of the file at once."""

    def __init__(self, draft: ReviewDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.setWindowTitle("附加列的用途")
        size_dialog(self, 820, 420)
        close = main_button("确定")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(10))
        layout.addWidget(title_label("这些列的内容还没有派上用场"))
        layout.addWidget(
            quiet_label(
                "保留为附加信息，内容随任务保存；如果其实是任务、单位或时限，请选出用途，全部行一起改。"
                "程序会记住，下次遇到同样的表会提出来。"
            )
        )
        layout.addWidget(self._table(), 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    def _table(self) -> QTableWidget:
        columns = self._draft.extra_columns()
        rows = [(_samples(texts), title, f"{len(texts)} 行", "") for title, texts in columns.items()]
        table = text_table(("内容举例", "列名", "有内容", "用途"), rows)
        for row, title in enumerate(columns):
            table.setCellWidget(row, 3, self._choice(title))
        table.setColumnWidth(3, theme.px(230))
        header = table.horizontalHeader()
        header.setSectionResizeMode(3, header.ResizeMode.Fixed)
        header.moveSection(1, 0)
        look_like_a_list(table, 40)
        return table

    def _choice(self, title: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"“{title}”列的用途")
        for name, field in _USES:
            box.addItem(name, field)
        box.setCurrentIndex(box.findData(self._draft.columns.get(title, "")))
        box.currentIndexChanged.connect(lambda number: self._draft.assign(title, box.itemData(number)))
        return box


def _samples(texts: list[str]) -> str:
    return "；".join(" ".join(text.split()) for text in dict.fromkeys(texts[:_SAMPLES]))
