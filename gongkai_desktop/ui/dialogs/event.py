"""登记事件: the day that a limit of a duty runs from (自作出决定之日起7个工作日内)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from gongkai_desktop.errors import UserError
from gongkai_desktop.services.clock_templates import UNIT_WORDS
from gongkai_desktop.services.events import UNNAMED, EventLimit, enter_event, event_limits
from gongkai_desktop.services.workday import count
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.clocks.fields import TIME_HINT, day_field, time_field
from gongkai_desktop.ui.dialogs.duty_heading import DutyHeading
from gongkai_desktop.ui.dialogs.forms import FormDialog, day_of, quiet_label
from gongkai_desktop.ui.models.words import day_text

_UNITS = ("working", "calendar", "month", "year", "hour")


class EventDialog(FormDialog):
    """Says the last day while the day of the event is being chosen."""

    def __init__(
        self, workspace: Workspace, duty_ids: Sequence[int], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("登记事件", "登记", parent)
        self._workspace = workspace
        self._ids = tuple(duty_ids)
        limits = dict.fromkeys(limit for duty_id in self._ids for limit in event_limits(workspace, duty_id))
        self._limit = QComboBox()
        for limit in limits:
            self._limit.addItem(limit.text, limit)
        self._limit.addItem("文件没有写，自己填", None)
        self._name = QLineEdit()
        self._name.setPlaceholderText("什么事，例如：作出决定")
        self._amount = QSpinBox()
        self._amount.setRange(1, 3660)
        self._amount.setValue(7)
        self._unit = QComboBox()
        for unit in _UNITS:
            self._unit.addItem(UNIT_WORDS[unit], unit)  # type: ignore[index]
        self._own = self._own_fields()
        self._on = day_field(today)
        self._time = time_field()
        self._evidence = QLineEdit()
        self._evidence.setPlaceholderText("文号或网址，可不填")
        self._last = quiet_label()
        self._last.setMinimumHeight(2 * theme.px(21))
        self._last.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build(today)

    def _own_fields(self) -> QWidget:
        own = QWidget()
        line = QHBoxLayout(own)
        line.setContentsMargins(0, 0, 0, 0)
        parts: tuple[tuple[QWidget, str, int], ...] = (
            (self._name, "事件名称", 3),
            (self._amount, "数量", 1),
            (self._unit, "时间单位", 1),
        )
        for field, name, stretch in parts:
            field.setAccessibleName(name)
            line.addWidget(field, stretch)
        return own

    def _build(self, today: date) -> None:
        heading = DutyHeading("登记事件", len(self._ids))
        self.head.addWidget(heading)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._limit)
        column.addWidget(self._own)
        self.add_row("时限", both)
        self._limit.setAccessibleName("时限")
        self.add_row("发生日期", self._on, needed=True)
        self.add_row("时间", self._time, TIME_HINT + "；只有按小时计算的时限要填")
        self.add_row("", self._last)
        self.add_row("依据", self._evidence)
        self.explain("登记后多一个节点；每发生一次登记一次。")
        for changed in (
            self._limit.currentIndexChanged,
            self._name.textChanged,
            self._amount.valueChanged,
            self._unit.currentIndexChanged,
            self._on.dateChanged,
            self._time.textChanged,
        ):
            changed.connect(self._count)
        self._count()
        heading.load(self._workspace, self._ids, today)
        self._on.setFocus()

    def _chosen(self) -> EventLimit:
        limit = self._limit.currentData()
        if isinstance(limit, EventLimit):
            return limit
        name = self._name.text().strip() or UNNAMED
        return EventLimit(name, self._amount.value(), self._unit.currentData())

    def _count(self, *_changed: object) -> None:
        limit = self._chosen()
        self._own.setVisible(self._limit.currentData() is None)
        self._time.setEnabled(limit.unit == "hour")
        try:
            counted = count(
                day_of(self._on),
                limit.amount,
                limit.unit,
                calendar=self._workspace.calendar,
                time=self._time.text().strip() or None,
            )
        except UserError as failure:
            self._last.setText(failure.message)
            return
        hour = f" {counted.last_at:%H:%M}" if counted.last_at else ""
        doubt = "放假安排尚未公布，暂按推算。" if counted.provisional else ""
        self._last.setText(f"最后一天：{day_text(counted.last)}{hour}。{doubt}")

    def missing(self) -> tuple[str, QWidget] | None:
        """An own limit must be named; hours need the time."""
        if self._limit.currentData() is None and not self._name.text().strip():
            return "请填写是什么事。", self._name
        if self._chosen().unit == "hour" and not self._time.text().strip():
            return "这个时限按小时计算，请填写时间。", self._time
        return None

    def submit(self) -> None:
        """Enter it."""
        workspace, ids, limit, on = self._workspace, self._ids, self._chosen(), day_of(self._on)
        evidence, time = self._evidence.text(), self._time.text().strip() or None
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: enter_event(workspace, ids, limit, on, evidence, time),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )
