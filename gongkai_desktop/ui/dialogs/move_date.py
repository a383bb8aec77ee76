"""改期: another date for a checkpoint, with the reason and who approved it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from gongkai_desktop.domain.duty_row import CheckpointRow
from gongkai_desktop.domain.rhythms import Scope, moved_series
from gongkai_desktop.domain.workdays import WorkCalendar
from gongkai_desktop.services.move_dates import move_checkpoint, series_of
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import (
    FormDialog,
    date_field,
    day_of,
    quiet_label,
    text_area,
    title_label,
)
from gongkai_desktop.ui.models.words import day_text

_MOST_SHOWN = 4
"""So many other dates of a series are told in full."""


class MoveDateDialog(FormDialog):
    """Counts the working days of the new date while it is being chosen."""

    def __init__(
        self,
        workspace: Workspace,
        checkpoint: CheckpointRow,
        today: date,
        parent: QWidget | None = None,
        *,
        proposed: date | None = None,
    ) -> None:
        super().__init__("改期", "确定改期", parent)
        self._workspace = workspace
        self._checkpoint = checkpoint
        self._today = today
        start = proposed or max(checkpoint.due, today)
        self._new = date_field(QDate(start.year, start.month, start.day))
        self._counted = quiet_label()
        self._others = quiet_label()
        # Room for the longest sentence, so that nothing jumps while a date is being chosen.
        for label, lines in ((self._counted, 3), (self._others, 2)):
            label.setMinimumHeight(lines * theme.px(22))
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._reason = text_area(2, "例如：上级文件推迟印发")
        self._approver = QLineEdit()
        self._approver.setPlaceholderText("例如：张主任")
        self._series = series_of(workspace, checkpoint.duty_id, checkpoint.id)
        self._scope = self._scope_box()
        self.head.addWidget(title_label("改期"))
        self.head.addWidget(quiet_label(f"节点：{checkpoint.label}"))
        self.add_row("原定日期", QLabel(day_text(checkpoint.due)))
        self.add_row("新日期", self._new, needed=True)
        self.add_row("", self._counted)
        if len(self._series) > 1:
            self.add_row("改哪些", self._scope)
            self.add_row("", self._others)
        self.add_row("原因", self._reason, needed=True)
        self.add_row("批准人", self._approver, needed=True)
        self._new.dateChanged.connect(self._count)
        self._count()
        self._new.setFocus()

    def _scope_box(self) -> QComboBox:
        """Which checkpoints of the series go along; without a series there is nothing to choose."""
        box = QComboBox()
        later = sum(each.due >= self._checkpoint.due for each in self._series)
        box.addItem("只改这一个", "this")
        box.addItem(f"从这一个起都改（{later} 个）", "from_here")
        box.addItem(f"全部改（没有完成的 {len(self._series)} 个）", "all")
        box.setAccessibleName("改哪些")
        box.currentIndexChanged.connect(self._count)
        return box

    def _count(self) -> None:
        new, old = day_of(self._new), self._checkpoint.due
        self._counted.setText(counted_text(self._workspace.calendar, old, new, self._today))
        self._others.setText(self._others_text(new))

    def _others_text(self, new: date) -> str:
        """What becomes of the other checkpoints of the series."""
        moved = next((each for each in self._series if each.id == self._checkpoint.id), None)
        scope = self._scope.currentData()
        if moved is None or scope == "this":
            return ""
        before = {each.id: each.due for each in self._series}
        others = [
            f"{before[each.id]:%m-%d}→{each.due:%m-%d}"
            for each in sorted(moved_series(self._series, moved, new, scope), key=lambda each: each.due)
            if each.id != moved.id
        ]
        shown = "、".join(others[:_MOST_SHOWN]) + (" 等" if len(others) > _MOST_SHOWN else "")
        return f"同时改：{shown}。" if others else ""

    def missing(self) -> tuple[str, QWidget] | None:
        """A date is never moved without a reason and a name."""
        if day_of(self._new) == self._checkpoint.due:
            return "新日期与原定日期相同。", self._new
        if not self._reason.toPlainText().strip():
            return "请填写改期的原因。", self._reason
        if not self._approver.text().strip():
            return "请填写批准人。", self._approver
        return None

    def submit(self) -> None:
        """Move the checkpoint."""
        workspace, checkpoint_id, new = self._workspace, self._checkpoint.id, day_of(self._new)
        reason, approver = self._reason.toPlainText(), self._approver.text()
        scope: Scope = self._scope.currentData()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: move_checkpoint(
                workspace, checkpoint_id, new, reason, approver, scope
            ),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )


def counted_text(calendar: WorkCalendar, old: date, new: date, today: date) -> str:
    """What kind of day the new date is, and how far from the old one and from today."""
    mark = calendar.mark(new)
    kind = "调休上班" if mark == "班" else "工作日" if calendar.is_working(new) else "休息日"
    parts = [f"{day_text(new)}，{kind}"]
    moved = calendar.working_days_between(old, new)
    if new != old:
        parts.append(f"比原定{'晚' if new > old else '早'} {abs(moved)} 个工作日")
    left = calendar.working_days_between(today, new)
    parts.append("就是今天" if new == today else f"距今天 {left} 个工作日" if new > today else "已经过去")
    if not calendar.is_working(new):
        parts.append(f"下一个工作日是 {day_text(calendar.next_working_day(new))}")
    return "；".join(parts) + "。"
