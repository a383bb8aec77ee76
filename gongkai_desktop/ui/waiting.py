"""The box shown while a long job runs: what is being done, how far, and [取消]."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop.ui import theme


class WaitingDialog(QDialog):
    """Blocks its parent window while a job runs; closing it asks for a cancel and waits for the job's end."""

    cancel_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(theme.px(460))
        self._text = QLabel(f"{title}…")
        self._text.setWordWrap(True)
        # Two lines from the start: the names of files come and go.
        self._text.setMinimumHeight(2 * self._text.fontMetrics().lineSpacing())
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("进度")
        self._cancel = QPushButton("取消")
        self._cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        layout.addLayout(foot)

    def show_progress(self, count: int, total: int, text: str) -> None:
        """Move the bar; a total of 0 means that nobody knows how long it takes."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(count)
        if text and self._cancel.isEnabled():
            self._text.setText(f"{text}（{count}/{total}）" if total else text)

    def reject(self) -> None:
        """Esc, the button and the window's cross: ask for a cancel once, stay until the job has ended."""
        if self._cancel.isEnabled():
            self._cancel.setEnabled(False)
            self._text.setText("正在取消，请稍候…")
            self.cancel_wanted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross must not leave a job running behind the clerk's back."""
        event.ignore()
        self.reject()

    def finish(self) -> None:
        """The job has ended: go away."""
        self.hide()
        self.deleteLater()
