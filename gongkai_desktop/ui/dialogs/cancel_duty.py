"""取消责任事项: take duties off the ledger, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gongkai_desktop.services.edit_duty import cancel_duty
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, text_area, title_label


class CancelDutyDialog(FormDialog):
    """Asks why; the reason stands in the history of the duty."""

    def __init__(self, workspace: Workspace, duty_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__("取消责任事项", "取消这些事项", parent, refuse="不取消")
        self._workspace = workspace
        self._duty_ids = tuple(duty_ids)
        self._reason = text_area(3, "例如：机构改革，职责已划转")
        self.head.addWidget(title_label(f"取消 {len(self._duty_ids)} 项责任事项"))
        self.head.addWidget(
            quiet_label("取消后不再出现在台账、日历和督办中；已记的进展和佐证保留，可以撤销（Ctrl+Z）。")
        )
        self.add_row("原因", self._reason, needed=True)
        self._reason.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        """A duty is never taken off without a reason."""
        if not self._reason.toPlainText().strip():
            return "请填写取消的原因。", self._reason
        return None

    def submit(self) -> None:
        """Take the duties off."""
        workspace, duty_ids, reason = self._workspace, self._duty_ids, self._reason.toPlainText()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: cancel_duty(workspace, duty_ids, reason),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )
