"""登记完成: the date, the published address, a note."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLineEdit, QWidget

from gongkai_desktop.services.edit_duty import complete
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.duty_heading import DutyHeading, Rows
from gongkai_desktop.ui.dialogs.forms import FormDialog, date_field, day_of, text_area
from gongkai_desktop.ui.models.words import day_text


class CompleteDialog(FormDialog):
    """Closes the current checkpoint of every chosen duty."""

    def __init__(
        self, workspace: Workspace, duty_ids: Sequence[int], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("登记完成", "登记完成", parent)
        self._workspace = workspace
        self._duty_ids = tuple(duty_ids)
        self._on = date_field(QDate(today.year, today.month, today.day))
        self._on.setMaximumDate(self._on.date())
        self._url = QLineEdit()
        self._url.setPlaceholderText("http://…，可不填")
        self._note = text_area(3, "可不填")
        self._heading = DutyHeading("登记完成", len(self._duty_ids))
        self.head.addWidget(self._heading)
        self.add_row("完成日期", self._on)
        self.add_row("公开网址", self._url, "填写后作为佐证保存，督办和通报时可以打开查看。")
        self.add_row("说明", self._note)
        self._url.setFocus()
        self._heading.load(workspace, self._duty_ids, today, self._explain)

    def _explain(self, rows: Rows) -> None:
        """Say what is closed and what stays open, for one duty with several checkpoints."""
        waiting = [point for row in rows for point in row.checkpoints if point.done_on is None]
        if len(rows) == 1 and len(waiting) > 1:
            now, after = waiting[0], waiting[1]
            self.explain(
                f"本次完成 {day_text(now.due)} 的节点；之后还有 {len(waiting) - 1} 个节点，"
                f"下一个是 {day_text(after.due)}。"
            )

    def missing(self) -> tuple[str, QWidget] | None:
        """An address must be one that can be opened."""
        url = self._url.text().strip()
        if url and not url.lower().startswith(("http://", "https://")):
            return "网址要以 http:// 或 https:// 开头。", self._url
        return None

    def submit(self) -> None:
        """Register the completion."""
        workspace, duty_ids, on = self._workspace, self._duty_ids, day_of(self._on)
        url, note = self._url.text(), self._note.toPlainText()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: complete(workspace, duty_ids, on, url, note),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )
