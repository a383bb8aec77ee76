"""逐项核对: the tasks that came in with doubts, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from gongkai_desktop.domain.recognised import Flag
from gongkai_desktop.services.edit_duty import resolve_flags, update_task
from gongkai_desktop.services.today import TaskToCheck
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog, plain_button, quiet_label, text_area, title_label


class CheckTasksDialog(FormDialog):
    """Every answer is stored at once and can be undone."""

    committed = Signal(str, str)

    def __init__(
        self, workspace: Workspace, tasks: Sequence[TaskToCheck], parent: QWidget | None = None
    ) -> None:
        super().__init__("逐项核对", "核对无误，下一项", parent, refuse="关闭", room=580)
        self._workspace = workspace
        self._tasks = list(tasks)
        self._at = 0
        self._title = title_label("")
        self._from = quiet_label()
        self._doubts = QFrame()
        self._reasons = QVBoxLayout(self._doubts)
        self._no = QLineEdit()
        self._name = QLineEdit()
        self._requirement = text_area(6)
        self._printed = quiet_label()
        self._build()
        self._show()

    def _build(self) -> None:
        self._doubts.setObjectName("doubts")
        self._doubts.setStyleSheet(
            "#doubts { background: #fdf6e3; border: 1px solid #e6c877; border-radius: 4px; }"
        )
        self.head.addWidget(self._title)
        self.head.addWidget(self._from)
        self.add_wide(self._doubts)
        self.add_row("序号", self._no)
        self.add_row("任务", self._name)
        self.add_row("要求", self._requirement)
        self.add_row("原文", self._printed)
        self.add_other_way(plain_button("先跳过这一项", self._skip))

    def _show(self) -> None:
        entry = self._tasks[self._at]
        task = entry.task
        self._title.setText(f"待核对 {self._at + 1} / {len(self._tasks)}")
        self._from.setText(f"{entry.plan_title}　{task.origin}")
        while self._reasons.count():
            old = self._reasons.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for flag in task.flags:
            self._reasons.addWidget(_reason(flag))
        self._no.setText(task.no or "")
        self._name.setText(task.name)
        self._name.setCursorPosition(0)
        self._name.setEnabled(bool(task.path))
        self._requirement.setPlainText(task.requirement)
        self._printed.setText(
            f"责任单位：{task.units_text or '没有印出'}\n时限：{task.deadline_text or '没有印出'}"
        )
        last = self._at + 1 == len(self._tasks)
        self.accept_button.setText("核对无误" if last else "核对无误，下一项")
        self.accept_button.setFocus()

    def _skip(self) -> None:
        self._at += 1
        if self._at < len(self._tasks):
            self._show()
        else:
            self.reject()

    def submit(self) -> None:
        """Store what was corrected and take the flags away."""
        workspace, task = self._workspace, self._tasks[self._at].task
        fields = {flag.field for flag in task.flags}
        changes = self._changes()

        def store(_report: jobs.Report, _cancelled: jobs.IsCancelled) -> list[tuple[str, str]]:
            done = [(update_task(workspace, task.id, **changes), "修改任务")] if changes else []
            return [*done, (resolve_flags(workspace, task.id, fields), "核对")]

        self.lock()
        jobs.run(self, store, self._stored, "正在保存", ended=self.unlock)

    def _changes(self) -> dict[str, str]:
        task = self._tasks[self._at].task
        now = {
            "no": (self._no.text().strip(), task.no or ""),
            "name": (self._name.text().strip(), task.name),
            "requirement": (self._requirement.toPlainText().strip(), task.requirement),
        }
        return {name: new for name, (new, old) in now.items() if new != old}

    def _stored(self, batches: list[tuple[str, str]]) -> None:
        for batch, name in batches:
            self.batch = batch
            self.committed.emit(batch, name)
        self._at += 1
        if self._at < len(self._tasks):
            self._show()
        else:
            self.accept()


def _reason(flag: Flag) -> QLabel:
    label = QLabel(f"⚠ {flag.reason}")
    label.setWordWrap(True)
    return label
