"""重新打开: take a completion back, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gongkai_desktop.services.edit_duty import reopen
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, text_area, title_label


class ReopenDialog(FormDialog):
    """Asks why; the reason stands in the history of the duty."""

    def __init__(self, workspace: Workspace, duty_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__("重新打开", "重新打开", parent)
        self._workspace = workspace
        self._duty_ids = tuple(duty_ids)
        self._reason = text_area(3, "例如：链接失效，需要重新公开")
        self.head.addWidget(title_label(f"重新打开 {len(self._duty_ids)} 项责任事项"))
        self.head.addWidget(
            quiet_label("最近一次登记的完成将被取消，节点重新开始计时；已记的进展和佐证保留。")
        )
        self.add_row("原因", self._reason, needed=True)
        self._reason.setFocus()

    def missing(self) -> tuple[str, QWidget] | None:
        """A completion is never taken back without a reason."""
        if not self._reason.toPlainText().strip():
            return "请填写重新打开的原因。", self._reason
        return None

    def submit(self) -> None:
        """Open the duties again."""
        workspace, duty_ids, reason = self._workspace, self._duty_ids, self._reason.toPlainText()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: reopen(workspace, duty_ids, reason),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )
