"""What the clerk sees of a crash: the ledger is safe, and here is a report to copy without personal data."""

from __future__ import annotations

import os
import platform
import re
import traceback
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gongkai_desktop import __version__, paths
from gongkai_desktop.ui import theme

_MASKS = (
    (re.compile(r"\[(SQL|parameters): .*", re.DOTALL), "[…]"),
    (re.compile(r"'[^'\n]*'|\"[^\"\n]*\""), "'…'"),
    (re.compile(r"\S*[\\/@]\S*"), "…"),
    (re.compile(r"[\u3400-\u9fff]+"), "…"),
    (re.compile(r"\d{5,}"), "…"),
)
"""What of an exception's message may hold a clerk's data: statements, quoted values, folders and addresses,
names, long numbers."""
_OUR_CODE = frozenset({"gongkai_desktop", "site-packages", "dist-packages"})


def report_text(failure: BaseException) -> str:
    """Versions, where it happened and what kind of failure; no values, no user name, no folders."""
    system = (
        f"{platform.system()} {platform.release()} · Python {platform.python_version()} · Qt {qVersion()}"
    )
    lines = [f"{paths.APP_NAME} {__version__}", system]
    for one in _with_causes(failure):
        lines.append("")
        for frame in traceback.extract_tb(one.__traceback__):
            lines.append(f"{_short(frame.filename)}:{frame.lineno} {frame.name}")
        lines.append(f"{type(one).__name__}: {_masked(str(one))}")
    return "\n".join(lines)


def _with_causes(failure: BaseException) -> list[BaseException]:
    """The failure after what led to it."""
    found = [failure]
    while (earlier := found[-1].__cause__ or found[-1].__context__) and earlier not in found:
        found.append(earlier)
    return found[::-1]


def _short(filename: str) -> str:
    """A path from the program's own folder on, which names nobody; of other files only their name."""
    parts = Path(filename).parts
    inside = [number for number, part in enumerate(parts) if part in _OUR_CODE]
    return "/".join(parts[inside[-1] :] if inside else parts[-1:])


def _masked(text: str) -> str:
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    known = (Path.home().name, os.environ.get("USERNAME", ""), os.environ.get("USER", ""), platform.node())
    for name in known:
        if name:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text)
    return text


class CrashDialog(QDialog):
    """Says that the program failed, that the ledger is safe, and offers the report."""

    def __init__(self, failure: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setMinimumWidth(theme.px(600))
        title = QLabel("程序在这一步出了错")
        title.setProperty("title", True)
        words = QLabel(
            "这一步没有保存；此前保存的内容都在，窗口里正在填写的内容也还在。\n"
            "可以继续使用；如果再次出现，请把下面的报告复制给信息化人员。报告里没有台账内容和个人信息。"
        )
        words.setProperty("quiet", True)
        words.setWordWrap(True)
        self._report = QPlainTextEdit(report_text(failure))
        self._report.setReadOnly(True)
        self._report.setAccessibleName("出错报告")
        self._report.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(20), theme.px(18), theme.px(20), theme.px(16))
        layout.setSpacing(theme.px(12))
        layout.addWidget(title)
        layout.addWidget(words)
        layout.addWidget(self._report, 1)
        layout.addLayout(self._build_buttons())
        # A dialog does not see by itself how high its wrapped words are.
        self.resize(theme.px(640), layout.totalHeightForWidth(theme.px(640)))
        self._close.setFocus()

    def _build_buttons(self) -> QHBoxLayout:
        copy = QPushButton("复制报告")
        folder = QPushButton("打开日志文件夹")
        self._close = QPushButton("继续使用")
        self._close.setProperty("main", True)
        self._close.setDefault(True)
        for button, pressed in (
            (copy, self.copy_report),
            (folder, self.open_logs),
            (self._close, self.accept),
        ):
            button.clicked.connect(pressed)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(copy)
        row.addWidget(folder)
        row.addStretch(1)
        row.addWidget(self._close)
        return row

    def copy_report(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._report.toPlainText())

    def open_logs(self) -> None:
        """Open the folder of the log files."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.user_logs())))
