"""What is done to duties only with a reason: the form that asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, text_area, title_label


class ReasonDialog(FormDialog):
    """Asks why; the reason stands in the history of the duty."""

    NAME: str
    """What is done, as the title says it."""
    ACCEPT: str
    REFUSE = "取消"
    HEADING: str
    """With the number of duties as {count}."""
    EFFECT: str
    """What becomes of the duties."""
    EXAMPLE: str
    MISSING: str

    def __init__(self, workspace: Workspace, duty_ids: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(self.NAME, self.ACCEPT, parent, refuse=self.REFUSE)
        self._workspace = workspace
        self._duty_ids = tuple(duty_ids)
        self._reason = text_area(3, self.EXAMPLE)
        self.head.addWidget(title_label(self.HEADING.format(count=len(self._duty_ids))))
        self.head.addWidget(quiet_label(self.EFFECT))
        self.add_row("原因", self._reason, needed=True)
        self._reason.setFocus()

    @staticmethod
    def carry_out(workspace: Workspace, duty_ids: Sequence[int], reason: str) -> str:
        """Do it to the duties; the batch."""
        raise NotImplementedError

    def missing(self) -> tuple[str, QWidget] | None:
        """Nothing of the kind is done without a reason."""
        if not self._reason.toPlainText().strip():
            return self.MISSING, self._reason
        return None

    def submit(self) -> None:
        """Do it."""
        workspace, duty_ids, reason = self._workspace, self._duty_ids, self._reason.toPlainText()
        self.lock()
        jobs.run(
            self,
            lambda _report, _cancelled: self.carry_out(workspace, duty_ids, reason),
            self.finish,
            "正在保存",
            ended=self.unlock,
        )
