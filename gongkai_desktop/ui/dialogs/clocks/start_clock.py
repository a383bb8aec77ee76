"""新增计时, and correcting what was written of a running limit."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from gongkai_desktop.domain.clocks import Clock, ClockKind, ClockTemplate, stand
from gongkai_desktop.errors import UserError
from gongkai_desktop.services.clock_templates import list_templates
from gongkai_desktop.services.clocks import ClockDraft, new_clock, start_clocks, update_clock
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.clocks.fields import day_field, side_by_side, time_field, unit_field
from gongkai_desktop.ui.dialogs.forms import FormDialog, day_of, quiet_label, text_area, title_label
from gongkai_desktop.ui.models.words import day_text
from gongkai_desktop.ui.views.filter_bar import UnitChoice


class StartClockDialog(FormDialog):
    """Says the last day while the fields are being filled in."""

    def __init__(
        self, workspace: Workspace, today: date, parent: QWidget | None = None, *, template_key: str = ""
    ) -> None:
        super().__init__("新增计时", "开始计时", parent, room=460)
        self._workspace = workspace
        self._today = today
        self._rules = {rule.key: rule for rule in list_templates(workspace) if not rule.yearly}
        self._rule = rule_field(self._rules)
        self._about = quiet_label()
        self._last = quiet_label()
        for label, lines in ((self._about, 2), (self._last, 2)):
            label.setMinimumHeight(lines * theme.px(21))
            label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._matter = QLineEdit()
        self._matter.setPlaceholderText("哪一件事，例如：某公司超标排放案处罚决定")
        self._number = QLineEdit()
        self._number.setPlaceholderText("可不填")
        self._party = QLineEdit()
        self._party.setPlaceholderText("可不填")
        self._unit = unit_field(workspace)
        self._on = day_field(today)
        self._time = time_field()
        self._note = text_area(2, "可不填")
        self._build()
        if template_key:
            self._rule.setCurrentIndex(max(0, self._rule.findData(template_key)))
        for changed in (self._rule.currentIndexChanged, self._on.dateChanged, self._time.textChanged):
            changed.connect(self._show_count)
        self._show_count()
        self._matter.setFocus()

    def _build(self) -> None:
        self.head.addWidget(title_label("新增计时"))
        self.add_row("法定时限", self._rule, needed=True)
        self.add_row("", self._about)
        began = side_by_side(("起算日", self._on), ("起算时间", self._time))
        self.add_row("起算日", began, needed=True)
        self.add_row("", self._last)
        self.add_row("事项", self._matter, needed=True)
        self.add_row("责任单位", self._unit)
        self.add_row("文号", side_by_side(("文号", self._number), ("当事人", self._party)))
        self.add_row("说明", self._note)

    def _chosen(self) -> ClockTemplate:
        return self._rules[self._rule.currentData()]

    def _draft(self) -> ClockDraft:
        return ClockDraft(
            self._rule.currentData(),
            self._matter.text(),
            day_of(self._on),
            self._time.text().strip() or None,
            self._unit.currentData(),
            self._number.text(),
            self._party.text(),
            self._note.toPlainText(),
        )

    def _show_count(self, *_changed: object) -> None:
        rule = self._chosen()
        mark = "已核" if rule.verified else "待核"
        self._about.setText(f"自{rule.trigger or '起算日'}起{rule.limit_text}。{rule.article}（{mark}）")
        self._time.setEnabled(rule.unit == "hour")
        self._time.setPlaceholderText("09:30" if rule.unit == "hour" else "不用填")
        self._last.setText(self._last_text(rule))

    def _last_text(self, rule: ClockTemplate) -> str:
        try:
            clock = new_clock(rule, self._draft())
        except UserError as failure:
            return failure.message
        standing = stand(clock, self._workspace.calendar, self._workspace.light_rules, self._today)
        hour = f" {standing.due_at:%H:%M}" if standing.due_at else ""
        doubt = "放假安排尚未公布，暂按推算。" if standing.provisional else ""
        word = "最早可以结束" if rule.kind is ClockKind.AT_LEAST else "最后一天"
        return f"{word}：{day_text(standing.due)}{hour}。{doubt}"

    def missing(self) -> tuple[str, QWidget] | None:
        """A matter, and the hour where hours are counted."""
        if not self._matter.text().strip():
            return "请填写事项。", self._matter
        if self._chosen().unit == "hour" and not self._time.text().strip():
            return "这个时限按小时计算，请填写起算时间。", self._time
        return None

    def submit(self) -> None:
        """Start it."""
        workspace, draft = self._workspace, self._draft()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: start_clocks(workspace, [draft]),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )


class EditClockDialog(FormDialog):
    """Matter, number, party, unit and note; the dates are changed by what happened."""

    def __init__(self, workspace: Workspace, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("修改法定时限", "保存", parent)
        self._workspace = workspace
        self._clock = clock
        self._matter = QLineEdit(clock.matter)
        self._number = QLineEdit(clock.number)
        self._party = QLineEdit(clock.party)
        self._unit: UnitChoice = unit_field(workspace, clock.unit_id)
        self._note = text_area(3)
        self._note.setPlainText(clock.note)
        self.head.addWidget(title_label("修改法定时限"))
        self.head.addWidget(quiet_label(f"{clock.name}　{clock.limit_text}"))
        self.add_row("事项", self._matter, needed=True)
        self.add_row("责任单位", self._unit)
        self.add_row("文号", self._number)
        self.add_row("当事人", self._party)
        self.add_row("说明", self._note)
        self.explain("起算日登错的，请取消后重新登记。")

    def missing(self) -> tuple[str, QWidget] | None:
        """The matter must be named, and a unit cannot be taken away again."""
        if not self._matter.text().strip():
            return "请填写事项。", self._matter
        if self._clock.unit_id is not None and self._unit.currentData() is None:
            return "请选择责任单位。", self._unit
        return None

    def submit(self) -> None:
        """Keep what stands in the fields."""
        workspace, clock_id, unit_id = self._workspace, self._clock.id, self._unit.currentData()
        matter, number, party = self._matter.text(), self._number.text(), self._party.text()
        note = self._note.toPlainText()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: update_clock(
                workspace, clock_id, matter=matter, number=number, party=party, unit_id=unit_id, note=note
            ),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )


def rule_field(rules: dict[str, ClockTemplate]) -> QComboBox:
    """The rules with their limits."""
    box = QComboBox()
    for key, rule in rules.items():
        box.addItem(f"{rule.name}　{rule.limit_text}", key)
    box.setMaxVisibleItems(18)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box
