"""检查节奏: look at a lasting duty each month, quarter or half-year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from gongkai_desktop.domain.rhythms import RHYTHM_WORDS
from gongkai_desktop.services.rhythms import (
    RhythmProposal,
    Switched,
    proposed_rhythms,
    switch_off_rhythm,
    switch_on_rhythm,
)
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.duty_heading import DutyHeading
from gongkai_desktop.ui.dialogs.forms import FormDialog, plain_button


class RhythmDialog(FormDialog):
    """Begins with what the program proposes; the other units of the task can go along."""

    def __init__(
        self, workspace: Workspace, duty_ids: Sequence[int], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__("检查节奏", "启用", parent)
        self._workspace = workspace
        self._ids = tuple(duty_ids)
        self._all_ids = self._ids
        self._today = today
        self._rhythm = QComboBox()
        for rhythm, word in RHYTHM_WORDS.items():
            self._rhythm.addItem(word, rhythm)
        self._rhythm.setCurrentIndex(self._rhythm.findData("quarter"))
        self._others = QCheckBox()
        self._others.hide()
        heading = DutyHeading("检查节奏", len(self._ids))
        self.head.addWidget(heading)
        self.add_row("多久看一次", self._rhythm)
        self.add_wide(self._others)
        self.explain("从今天起，到事项所属年度的年底，每个周期末一个节点；以前的检查节奏随之更换。")
        self.add_other_way(plain_button("停用检查节奏", self._switch_off))
        heading.load(workspace, self._ids, today)
        jobs.run(
            self,
            lambda _report, _cancelled: proposed_rhythms(workspace),
            self._propose,
            "查找建议",
            quiet=True,
            reads_only=True,
        )

    def _propose(self, proposals: Sequence[RhythmProposal]) -> None:
        mine = [each for each in proposals if set(self._ids) & set(each.duty_ids)]
        if not mine:
            return
        place = self._rhythm.findData(mine[0].rhythm)
        self._rhythm.setItemText(place, f"{RHYTHM_WORDS[mine[0].rhythm]}（建议）")
        self._rhythm.setCurrentIndex(place)
        self._all_ids = tuple(dict.fromkeys((*self._ids, *(i for each in mine for i in each.duty_ids))))
        if more := len(self._all_ids) - len(self._ids):
            self._others.setText(f"同一任务的其他 {more} 个责任事项也启用")
            self._others.setChecked(True)
            self._others.show()

    def submit(self) -> None:
        """Switch it on."""
        ids = self._all_ids if self._others.isChecked() else self._ids
        workspace, rhythm, today = self._workspace, self._rhythm.currentData(), self._today
        self._switch(lambda: switch_on_rhythm(workspace, ids, rhythm, today))

    def _switch_off(self) -> None:
        workspace, ids = self._workspace, self._ids
        self._switch(lambda: switch_off_rhythm(workspace, ids))

    def _switch(self, work: Callable[[], Switched]) -> None:
        def done(switched: Switched) -> None:
            if switched.count:
                self.finish(switched.batch)
            else:
                self.show_problem("没有启用过检查节奏。")

        self.lock()
        jobs.run(self, lambda _report, _cancelled: work(), done, "正在保存", ended=self.unlock)
