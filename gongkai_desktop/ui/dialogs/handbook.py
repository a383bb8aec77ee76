"""用户手册: the handbook inside the program, since the PCs it runs on have no network."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from gongkai_desktop import paths
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, size_dialog
from gongkai_desktop.ui.handbook_text import space_out


class HandbookDialog(QDialog):
    """The chapters, one click apart; Esc closes it."""

    save_wanted = Signal()
    """The whole handbook is to be a file to print."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("用户手册")
        size_dialog(self, 960, 640)
        self._text = QTextBrowser()
        self._text.setAccessibleName("用户手册")
        self._text.setOpenExternalLinks(False)
        self._text.document().setDocumentMargin(theme.px(20))
        self._text.sourceChanged.connect(lambda _url: space_out(self._text.document()))
        close = main_button("关闭")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(plain_button("目录", self.show_contents))
        foot.addWidget(plain_button("上一页", self._text.backward))
        foot.addStretch(1)
        foot.addWidget(plain_button("存成 PDF…", self.save_wanted.emit))
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(12))
        layout.addWidget(self._text, 1)
        layout.addLayout(foot)
        self.show_contents()

    def show_contents(self) -> None:
        """Turn to the list of chapters."""
        index = QUrl.fromLocalFile(str(paths.handbook() / "index.md"))
        self._text.setSource(index, QTextDocument.ResourceType.MarkdownResource)
