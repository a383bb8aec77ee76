"""A paper to look at before it is printed or saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desktop.domain.file_names import safe_file
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs import printing
from gongkai_desktop.ui.dialogs.folders import documents
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, size_dialog, title_label
from gongkai_desktop.ui.views.paper_view import Paper, PaperView, open_paper


class PaperDialog(QDialog):
    """Shows what `load` paints, which is called off the GUI thread; nothing where there is no paper."""

    shown = Signal()

    def __init__(
        self,
        title: str,
        file_name: str,
        load: Callable[[], bytes],
        parent: QWidget | None = None,
        *,
        both_sides: bool = False,
    ) -> None:
        super().__init__(parent)
        self._file_name = file_name
        self._both_sides = both_sides
        self.view = PaperView()
        self._save = plain_button("另存为…", self.save)
        self._print = main_button("打印…")
        self._print.clicked.connect(self.print)
        self._build(title)
        self._enable()
        self.view.show_text("正在排版…")
        jobs.run(
            self,
            lambda _report, _cancelled: _opened(load()),
            self._take,
            "正在排版",
            reads_only=True,
            ended=self._ended,
        )

    def _build(self, title: str) -> None:
        self.setWindowTitle(title)
        size_dialog(self, 920, 720)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self._save)
        foot.addStretch(1)
        foot.addWidget(plain_button("关闭", self.reject))
        foot.addWidget(self._print)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        layout.setSpacing(theme.px(10))
        layout.addWidget(title_label(title))
        layout.addWidget(self.view, 1)
        layout.addLayout(foot)

    def _enable(self) -> None:
        for button in (self._save, self._print):
            button.setEnabled(self.view.paper is not None)

    def _take(self, paper: Paper | None) -> None:
        if paper is None:
            return
        self.view.show_paper(paper)
        self.view.setFocus()
        self.shown.emit()

    def _ended(self) -> None:
        if self.view.paper is None:
            self.view.show_text("没有可以显示的内容。")
        self._enable()

    def print(self) -> None:
        """Print what is shown."""
        if self.view.paper:
            printing.print_paper(self, self.view.paper, both_sides=self._both_sides)

    def save(self) -> None:
        """Save what is shown, and offer to open the folder."""
        if self.view.paper:
            save_paper(self, self.view.paper.data, self._file_name)


def _opened(data: bytes) -> Paper | None:
    return open_paper(data) if data else None


def save_paper(window: QWidget, data: bytes, file_name: str) -> None:
    """Ask where to, save, offer to open the folder."""
    from gongkai_desktop.services.papers import save_pdf

    chosen, _kind = QFileDialog.getSaveFileName(
        window, "另存为", str(documents() / safe_file(file_name)), "PDF (*.pdf)"
    )
    if not chosen:
        return

    def saved(path: Path) -> None:
        if messages.ask(window, "已保存。", str(path), accept="打开文件夹", refuse="关闭"):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    jobs.run(
        window, lambda _report, _cancelled: save_pdf(Path(chosen), data), saved, "另存为", reads_only=True
    )
