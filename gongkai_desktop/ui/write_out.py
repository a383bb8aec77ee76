"""Writes a file the clerk has named, off the window's thread, and offers to open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from gongkai_desktop.domain.file_names import safe_file
from gongkai_desktop.ui import jobs, messages
from gongkai_desktop.ui.dialogs.folders import documents


def write_out(
    window: QWidget, title: str, name: str, kinds: str, write: Callable[[Path], Path], done: str
) -> None:
    """Ask where to, write, say `done` and offer to open what was written."""
    chosen, _kind = QFileDialog.getSaveFileName(window, title, str(documents() / safe_file(name)), kinds)
    if not chosen:
        return

    def written(path: Path) -> None:
        if messages.ask(window, done, str(path), accept="打开", refuse="关闭"):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    jobs.run(window, lambda _report, _cancelled: write(Path(chosen)), written, title, reads_only=True)
