"""本地放假或上班: 民族节日, 停工 and the like, against the national calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gongkai_desktop.services.holidays import LocalDays, preview_local_days, save_local_days
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.clocks.fields import day_field
from gongkai_desktop.ui.dialogs.forms import day_of, quiet_label, title_label
from gongkai_desktop.ui.dialogs.holidays.calendar_dialog import CalendarDialog


class LocalDaysDialog(CalendarDialog):
    """New local days, or changed ones."""

    def __init__(
        self, workspace: Workspace, days: LocalDays | None, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(workspace, "本地放假", parent)
        self._today = today
        self._id = days.id if days else 0
        self._kind = QComboBox()
        self._kind.addItem("放假、停工（不计入工作日）", False)
        self._kind.addItem("上班（计入工作日）", True)
        self._name = QLineEdit(days.name if days else "")
        self._name.setPlaceholderText("例如：开斋节、台风停工")
        self._first = day_field(days.first if days else today)
        self._last = day_field(days.last if days else today)
        self._reason = QLineEdit(days.reason if days else "")
        self._reason.setPlaceholderText("依据的文件，可不填")
        if days:
            self._kind.setCurrentIndex(self._kind.findData(days.working))
        self.head.addWidget(title_label("本地放假或上班"))
        self.head.addWidget(quiet_label("只登记与全国安排不同的日子。"))
        self.add_row("安排", self._kind)
        self.add_row("名称", self._name, needed=True)
        self.add_row("从", self._first, needed=True)
        self.add_row("到", self._last, "这一天也算在内", needed=True)
        self.add_row("依据", self._reason)
        self._first.dateChanged.connect(self._follow)
        self._name.setFocus()

    def _follow(self) -> None:
        if self._last.date() < self._first.date():
            self._last.setDate(self._first.date())

    def missing(self) -> tuple[str, QWidget] | None:
        """A name, and dates in order."""
        if not self._name.text().strip():
            return "请填写名称。", self._name
        return ("结束日期早于开始日期。", self._last) if self._last.date() < self._first.date() else None

    def submit(self) -> None:
        """Show what changes, then save."""
        days = LocalDays(
            day_of(self._first),
            day_of(self._last),
            bool(self._kind.currentData()),
            self._name.text().strip(),
            self._reason.text().strip(),
            self._id,
        )
        workspace, today = self.workspace, self._today
        self.preview_and_save(
            lambda: preview_local_days(workspace, days, today),
            lambda: save_local_days(workspace, days, today),
        )
