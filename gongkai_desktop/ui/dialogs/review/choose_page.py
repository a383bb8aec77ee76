"""The first step of an import: drop the files, choose them, paste, or go on with what was put aside."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button
from gongkai_desktop.ui.dialogs.review.drafts_list import DraftsList

ENDINGS = (
    *("docx", "doc", "wps", "odt"),
    *("xlsx", "xlsm", "xls", "et", "ods", "csv"),
    *("pdf", "html", "htm", "mht", "mhtml", "md", "txt"),
)
"""What such tables come in. What a file really is, its content says; what cannot be read is told."""

_FILTER = f"任务分解表 ({' '.join(f'*.{ending}' for ending in ENDINGS)});;所有文件 (*)"


class ChoosePage(QWidget):
    """Emits the files; a whole folder's worth may be dropped at once."""

    chosen = Signal(list)
    pasted = Signal(str, str)
    """HTML and text of the clipboard, each empty where it has none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = QFrame()
        self._area.setObjectName("dropArea")
        self.button = main_button("选择文件…")
        self.button.clicked.connect(self.choose)
        self.paste_button = plain_button("从剪贴板粘贴", self.paste)
        self.paste_button.setToolTip("先在 Word、WPS、Excel 或网页里选中任务表并复制（Ctrl+V）")
        self.drafts = DraftsList()
        self.setAcceptDrops(True)
        self._build()
        self._show_hover(False)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)

    def _build(self) -> None:
        picture = QLabel()
        picture.setPixmap(icons.icon("import", theme.BLUE).pixmap(theme.px(40), theme.px(40)))
        title = QLabel("把任务分解表拖到这里")
        title.setProperty("title", True)
        hint = QLabel(
            "Word、WPS、Excel、PDF、网页、文本都可以，一次可以放入多个文件；读不了的会说明原因和办法。\n"
            "识别完成后逐项核对，确认之前不会写入台账。"
        )
        hint.setProperty("quiet", True)
        hint.setWordWrap(True)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(10))
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        buttons.addWidget(self.paste_button)
        buttons.addStretch(1)
        inside = QVBoxLayout(self._area)
        inside.setSpacing(theme.px(8))
        inside.addStretch(1)
        inside.addWidget(picture, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(title, 0, Qt.AlignmentFlag.AlignCenter)
        inside.addWidget(hint)
        inside.addLayout(buttons)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(10))
        layout.addWidget(self._area, 1)
        layout.addWidget(self.drafts)

    def choose(self) -> None:
        """Ask for files with the system's own dialog."""
        names, _ = QFileDialog.getOpenFileNames(self, "选择任务分解表", "", _FILTER)
        if names:
            self.chosen.emit([Path(name) for name in names])

    def paste(self) -> None:
        """Take what was copied: files in the file manager, or a table."""
        content = QApplication.clipboard().mimeData()
        files = files_of([Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile()])
        if files:
            self.chosen.emit(files)
        else:
            self.pasted.emit(content.html(), content.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome, anything else is not."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._show_hover(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files were taken elsewhere."""
        super().dragLeaveEvent(event)
        self._show_hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files; a folder stands for the files in it."""
        self._show_hover(False)
        dropped = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.chosen.emit(files_of(dropped))

    def _show_hover(self, hover: bool) -> None:
        ground, line = (theme.BLUE_SOFT, theme.BLUE) if hover else (theme.SIDE, "#b6bec8")
        self._area.setStyleSheet(
            f"#dropArea {{ background: {ground}; border: 2px dashed {line}; border-radius: 8px; }}"
        )


def files_of(dropped: list[Path]) -> list[Path]:
    """The files themselves, folders opened one level deep."""
    files: list[Path] = []
    for path in dropped:
        files += sorted(child for child in path.iterdir() if child.is_file()) if path.is_dir() else [path]
    return files
