"""A crash that tells: hooks for what nobody caught, and a report to copy that holds no personal data."""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl, Signal, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop import __version__, paths
from gongkai_desktop.ui import theme

_log = logging.getLogger(__name__)

_MASKS = (
    (re.compile(r"\[(SQL|parameters): .*", re.DOTALL), "[…]"),
    (re.compile(r"'[^'\n]*'|\"[^\"\n]*\""), "'…'"),
    (re.compile(r"[\u3400-\u9fff]+"), "…"),
    (re.compile(r"\d{5,}"), "…"),
)
"""What of an exception's message may hold a clerk's data: statements, quoted values, names, long numbers."""


def report_text(failure: BaseException) -> str:
    """Versions, where it happened and what kind of failure; no values, no user name, no folders."""
    system = (
        f"{platform.system()} {platform.release()} · Python {platform.python_version()} · Qt {qVersion()}"
    )
    lines = [f"{paths.APP_NAME} {__version__}", system, ""]
    for frame in traceback.extract_tb(failure.__traceback__):
        lines.append(f"{_short(frame.filename)}:{frame.lineno} {frame.name}")
    return "\n".join([*lines, f"{type(failure).__name__}: {_masked(str(failure))}"])


def _short(filename: str) -> str:
    """The last three parts of a path: enough to find the line, too little to name the user."""
    return "/".join(Path(filename).parts[-3:])


def _masked(text: str) -> str:
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


def install(application: QCoreApplication) -> CrashHook:
    """Catch what nobody caught, in every thread; to be called before the first window."""
    hook = CrashHook(application)
    sys.excepthook = hook.caught
    threading.excepthook = hook.caught_in_thread
    return hook


class CrashHook(QObject):
    """Brings a failure of any thread to the GUI thread and shows it there, one box at a time."""

    _failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._showing = False
        self._failed.connect(self._show)

    def caught(self, kind: type[BaseException], failure: BaseException, where: TracebackType | None) -> None:
        """Takes the place of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, where)
            return
        self._failed.emit(failure.with_traceback(where))

    def caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        """Takes the place of `threading.excepthook`."""
        if args.exc_value is not None:
            self._failed.emit(args.exc_value)

    def _show(self, failure: BaseException) -> None:
        if self._showing:
            # A failure in a paint event comes back with every repaint; one box is enough.
            log_failure(failure)
            return
        self._showing = True
        try:
            tell(None, failure)
        finally:
            self._showing = False


def log_failure(failure: BaseException) -> None:
    """The traceback goes to the log in full; the log stays on this PC."""
    _log.critical("unexpected failure", exc_info=failure)


def tell(parent: QWidget | None, failure: BaseException) -> None:
    """Log the failure and show the crash dialog."""
    log_failure(failure)
    present(parent, failure)


def present(parent: QWidget | None, failure: BaseException) -> None:
    """Show the dialog and wait. The only function that tests replace."""
    CrashDialog(failure, parent).exec()


class CrashDialog(QDialog):
    """Says that the program failed, that the ledger is safe, and offers the report."""

    def __init__(self, failure: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setMinimumWidth(theme.px(600))
        words = QLabel(
            "程序在这一步出了错，这一步没有保存；此前的内容都在，没有丢失。\n"
            "可以继续使用；如果再次出现，请把下面的报告复制给信息化人员。报告里没有台账内容和个人信息。"
        )
        words.setWordWrap(True)
        self._report = QPlainTextEdit(report_text(failure))
        self._report.setReadOnly(True)
        self._report.setAccessibleName("出错报告")
        self._report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(self._report, 1)
        layout.addLayout(self._build_buttons())
        # A dialog does not see by itself how high its wrapped words are.
        self.resize(theme.px(640), layout.totalHeightForWidth(theme.px(640)))

    def _build_buttons(self) -> QHBoxLayout:
        copy = QPushButton("复制报告")
        folder = QPushButton("打开日志文件夹")
        close = QPushButton("继续使用")
        close.setProperty("main", True)
        close.setDefault(True)
        close.setFocus()
        copy.clicked.connect(self.copy_report)
        folder.clicked.connect(self.open_logs)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addWidget(folder)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())

    def open_logs(self) -> None:
        """Open the folder of the log files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.user_logs())))
