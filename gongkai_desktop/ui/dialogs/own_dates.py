"""分别定日期: a date of its own for each unit of a task."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import (
    QAbstractItemView,
    QDateEdit,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.services.duties import list_duties
from gongkai_desktop.services.move_dates import move_checkpoints
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.clocks.fields import day_field
from gongkai_desktop.ui.dialogs.forms import FormDialog, day_of, quiet_label, text_area, title_label
from gongkai_desktop.ui.models.words import day_text, task_label
from gongkai_desktop.ui.views.list_looks import look_like_a_list

_TITLES = ("单位", "任务", "原定日期", "新日期")


class OwnDatesDialog(FormDialog):
    """With one duty chosen all units of its task are listed; lines left as they are do not move."""

    def __init__(
        self, workspace: Workspace, rows: Sequence[DutyRow], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("分别定日期", "确定改期", parent)
        self._workspace = workspace
        self._points: list[CheckpointRow] = []
        self._reason = text_area(2, "例如：按批次推进")
        self._approver = QLineEdit()
        self._approver.setPlaceholderText("例如：张主任")
        self.table = _table()
        self.head.addWidget(title_label("各单位分别定日期"))
        self.head.addWidget(quiet_label("只改要改的行；原来的日期和原因都留着。"))
        self.add_wide(self.table)
        self.add_row("原因", self._reason, needed=True)
        self.add_row("批准人", self._approver, needed=True)
        tasks, ids = {row.task_id for row in rows}, {row.duty_id for row in rows}
        if len(rows) > 1:
            self._show([row for row in rows if row.duty_id in ids])
        else:
            jobs.run(
                self,
                lambda _report, _cancelled: [
                    row for row in list_duties(workspace, today) if row.task_id in tasks
                ],
                self._show,
                "查找责任事项",
                quiet=True,
                reads_only=True,
            )

    def _show(self, rows: Sequence[DutyRow]) -> None:
        found = [(row, point) for row in rows if (point := _deciding(row)) is not None]
        self._points = [point for _row, point in found]
        self.table.setRowCount(len(found))
        for place, (row, point) in enumerate(found):
            for column, text in enumerate((row.unit_name, task_label(row), day_text(point.due))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, column, item)
            field = day_field(point.due)
            field.setAccessibleName(f"{row.unit_name}的新日期")
            self.table.setCellWidget(place, 3, field)
        self.show_problem("" if found else "所选事项没有可以改期的节点。")

    def dates(self) -> dict[int, date]:
        """The new dates by checkpoint, of the lines that were changed."""
        chosen = {}
        for place, point in enumerate(self._points):
            field = self.table.cellWidget(place, 3)
            if isinstance(field, QDateEdit) and day_of(field) != point.due:
                chosen[point.id] = day_of(field)
        return chosen

    def missing(self) -> tuple[str, QWidget] | None:
        """A date is never moved without a reason and a name."""
        if not self.dates():
            return "没有改动任何日期。", self.table
        if not self._reason.toPlainText().strip():
            return "请填写原因。", self._reason
        return None if self._approver.text().strip() else ("请填写批准人。", self._approver)

    def submit(self) -> None:
        """Move them in one step."""
        workspace, dates = self._workspace, self.dates()
        reason, approver = self._reason.toPlainText(), self._approver.text()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: move_checkpoints(workspace, dates, reason, approver),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )


def _deciding(row: DutyRow) -> CheckpointRow | None:
    return next((point for point in row.checkpoints if point.due == row.due and point.done_on is None), None)


def _table() -> QTableWidget:
    table = QTableWidget(0, len(_TITLES))
    table.setHorizontalHeaderLabels(list(_TITLES))
    table.setAccessibleName("各单位的日期")
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    look_like_a_list(table, 40)
    header = table.horizontalHeader()
    for column, width in ((0, 190), (2, 150), (3, 150)):
        table.setColumnWidth(column, theme.px(width))
    header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.setMinimumSize(theme.px(720), theme.px(240))
    return table
