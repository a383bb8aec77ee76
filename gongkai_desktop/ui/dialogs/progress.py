"""记进展: a dated entry on one or many duties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLineEdit, QWidget

from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.duty_heading import DutyHeading
from gongkai_desktop.ui.dialogs.forms import FormDialog, date_field, day_of, percent_field, text_area


class ProgressDialog(FormDialog):
    """Asks when, what, how far and who said so."""

    def __init__(
        self, workspace: Workspace, duty_ids: Sequence[int], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("记进展", "保存", parent)
        self._workspace = workspace
        self._duty_ids = tuple(duty_ids)
        self._on = date_field(QDate(today.year, today.month, today.day))
        self._on.setMaximumDate(self._on.date())
        self._text = text_area(4, "例如：已在门户网站公开 3 项，其余正在审核。")
        self._percent = percent_field()
        self._said_by = QLineEdit()
        self._said_by.setPlaceholderText("联系人或反馈来源，可不填")
        heading = DutyHeading("记进展", len(self._duty_ids))
        self.head.addWidget(heading)
        self.add_row("日期", self._on)
        self.add_row("进展情况", self._text, needed=True)
        self.add_row("完成比例", self._percent)
        self.add_row("反馈人", self._said_by)
        self._text.setFocus()
        heading.load(workspace, self._duty_ids, today)

    def missing(self) -> tuple[str, QWidget] | None:
        """A progress says something: words or a percentage."""
        if not self._text.toPlainText().strip() and self._percent.currentData() is None:
            return "请填写进展情况，或选择完成比例。", self._text
        return None

    def submit(self) -> None:
        """Enter the progress on every duty."""
        workspace, duty_ids, on = self._workspace, self._duty_ids, day_of(self._on)
        text, said_by = self._text.toPlainText(), self._said_by.text()
        percent = self._percent.currentData()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: record_progress(workspace, duty_ids, on, text, percent, said_by),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )
