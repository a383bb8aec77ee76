"""重新打开: take a completion back, with the reason."""

from __future__ import annotations

from gongkai_desktop.services.edit_duty import reopen
from gongkai_desktop.ui.dialogs.reason import ReasonDialog


class ReopenDialog(ReasonDialog):
    """A completion is never taken back without a reason."""

    NAME = ACCEPT = "重新打开"
    HEADING = "重新打开 {count} 项责任事项"
    EFFECT = "最近一次登记的完成将被取消，节点重新开始计时；已记的进展和佐证保留。"
    EXAMPLE = "例如：链接失效，需要重新公开"
    MISSING = "请填写重新打开的原因。"
    carry_out = staticmethod(reopen)
