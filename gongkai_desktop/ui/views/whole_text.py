"""A long text whole, in reading size; closed by Esc or Enter."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.views.detail_html import whole_html


class WholeTextDialog(QDialog):
    """The requirement of a task, to read and to copy from."""

    def __init__(self, row: DutyRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(row.task_name)
        self.resize(theme.px(680), theme.px(440))
        self.text = QTextBrowser()
        self.text.setAccessibleName("要求全文")
        self.text.setStyleSheet("QTextBrowser { border: none; }")
        self.text.setHtml(whole_html(row))
        buttons = QDialogButtonBox()
        close = buttons.addButton("关闭", QDialogButtonBox.ButtonRole.AcceptRole)
        close.setDefault(True)
        buttons.accepted.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(16), theme.px(20), theme.px(16))
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)
        close.setFocus()
