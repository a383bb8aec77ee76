"""A long text whole, in reading size; closed by Esc or Enter."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.views.detail_html import whole_html

_LARGEST = QSize(1320, 690)
"""What large text may take of the smallest screen."""


class WholeTextDialog(QDialog):
    """The requirement of a task, to read and to copy from."""

    def __init__(self, row: DutyRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(row.task_name)
        self.resize(QSize(theme.px(680), theme.px(440)).boundedTo(_LARGEST))
        self.text = QTextBrowser()
        self.text.setAccessibleName("要求全文")
        self.text.setStyleSheet("QTextBrowser { border: none; }")
        self.text.setHtml(whole_html(row))
        close = QPushButton("关闭")
        close.setProperty("main", True)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        layout.addWidget(self.text, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        close.setFocus()
