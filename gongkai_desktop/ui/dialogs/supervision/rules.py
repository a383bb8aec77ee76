"""督办规则: after what each step follows; the office's settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from gongkai_desktop.domain.papers import SERIALS, PaperKind
from gongkai_desktop.services.office import save_office
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, title_label


class RulesDialog(FormDialog):
    """Accepted with `workspace`, which goes on with the rules."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("督办规则", "保存", parent)
        self.workspace = workspace
        office = workspace.office
        self.remind = QCheckBox("临期事项列入本轮，发工作提示函")
        self.remind.setChecked(office.remind_before)
        self.late_days = _number(office.urge_late_days, 1, 60, " 个工作日")
        self.circular = _number(office.circular_after, 1, 9, " 次")
        self.talk = _number(office.talk_after, 2, 9, " 次")
        self.reply = _number(office.reply_days, 1, 60, " 个工作日")
        self.papers = _number(office.papers_per_quarter, 1, 99, " 份")
        self.numbering = {kind.name: _choice(kind, office.numbering) for kind in SERIALS}
        self.head.addWidget(title_label("督办规则"))
        self.head.addWidget(
            quiet_label(
                "提示 → 督办 → 再次督办 → 通报 → 约谈，前一步没有结果才走下一步；反馈时限没到的不再发文。"
            )
        )
        self.add_row("提示", self.remind)
        self.add_row("督办：逾期满", self.late_days)
        self.add_row("通报：督办满", self.circular)
        self.add_row("约谈：连续发文满", self.talk)
        self.add_row("反馈时限", self.reply)
        self.add_row("减负：一季度超过", self.papers)
        for name, field in self.numbering.items():
            self.add_row(f"{name}编", field)
        self.explain(
            "期号按种类、年度从第1期起连续编，与文号一样不断号；作废的期号不再使用。"
            "督办的次数含再次督办；连续发文含督办、再次督办、通报。反馈时限从签发之日起算。"
            "一个季度要求一个单位反馈的文书超过所填份数，在清单里标出来。"
        )

    def submit(self) -> None:
        """Keep the rules."""
        office = replace(
            self.workspace.office,
            remind_before=self.remind.isChecked(),
            urge_late_days=self.late_days.value(),
            circular_after=self.circular.value(),
            talk_after=self.talk.value(),
            reply_days=self.reply.value(),
            papers_per_quarter=self.papers.value(),
            numbering={name: field.currentText() for name, field in self.numbering.items()},
        )
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: save_office(self.workspace, office),
            self._saved,
            "正在保存",
            ended=self.unlock,
        )

    def _saved(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.accept()


def _choice(kind: PaperKind, chosen: Mapping[str, str]) -> QComboBox:
    field = QComboBox()
    field.addItems([str(one) for one in kind.numberings])
    field.setCurrentText(kind.numbering(chosen))
    return field


def _number(value: int, least: int, most: int, suffix: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(least, most)
    field.setSuffix(suffix)
    field.setValue(value)
    return field
