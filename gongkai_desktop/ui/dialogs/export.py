"""导出 Excel: which duties, under which title, into which file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs.folders import documents
from gongkai_desktop.ui.dialogs.forms import FormDialog, plain_button, title_label


class ExportDialog(FormDialog):
    """Writes the workbook and offers to open it."""

    def __init__(
        self, workspace: Workspace, wanted: DutyFilter, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("导出 Excel 台账", "导出", parent, room=500)
        self._workspace = workspace
        self._wanted = wanted
        self._today = today
        self._shown_only = QRadioButton("只导出当前筛选出的事项")
        self._all = QRadioButton("导出全部事项")
        self._scope = QButtonGroup(self)
        self._title = QLineEdit()
        self._title.setPlaceholderText("不填则按县名和年度自动写出")
        self._path = QLineEdit(str(documents() / f"政务公开台账_{today.isoformat()}.xlsx"))
        self.head.addWidget(title_label("导出 Excel 台账"))
        self.add_row("范围", self._build_scope())
        self.add_row("标题", self._title, "印在表格第一行。")
        self.add_row("保存到", self._build_path())
        self._path.setFocus()

    def _build_scope(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        for button in (self._shown_only, self._all):
            self._scope.addButton(button)
            column.addWidget(button)
        narrowed = not self._wanted.is_empty
        self._shown_only.setVisible(narrowed)
        (self._shown_only if narrowed else self._all).setChecked(True)
        return box

    def _build_path(self) -> QWidget:
        self._path.setAccessibleName("保存到")
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._path, 1)
        row.addWidget(plain_button("浏览…", self._browse))
        return box

    def _browse(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "导出 Excel 台账", self._path.text(), "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self._path.setText(chosen)

    def target(self) -> Path:
        """The file to write; the ending is added where it is missing."""
        path = Path(self._path.text().strip())
        return path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")

    def missing(self) -> tuple[str, QWidget] | None:
        """A file is needed; an existing one is only replaced when that is wanted."""
        if not self._path.text().strip():
            return "请选择保存的位置。", self._path
        return None

    def submit(self) -> None:
        """Write the workbook."""
        path = self.target()
        hint = f"{path}\n原来的内容将被新的台账替换。"
        if path.exists() and not messages.ask(self, "文件已经存在，要替换吗？", hint, accept="替换"):
            return
        workspace, today, title = self._workspace, self._today, self._title.text().strip() or None
        wanted = self._wanted if self._shown_only.isChecked() else DutyFilter()

        def write(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> Path:
            # Deferred: the workbook library is only needed here.
            from gongkai_desktop.services.export_ledger import export_excel

            return export_excel(workspace, path, today, wanted, title)

        self.lock()
        jobs.run(self, write, self._written, "正在导出", reads_only=True, ended=self.unlock)

    def _written(self, path: Path) -> None:
        if messages.ask(self, "台账已导出。", str(path), accept="打开文件", refuse="关闭"):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        self.accept()
