"""取消责任事项: take duties off the ledger, with the reason."""

from __future__ import annotations

from gongkai_desktop.services.edit_duty import cancel_duty
from gongkai_desktop.ui.dialogs.reason import ReasonDialog


class CancelDutyDialog(ReasonDialog):
    """A duty is never taken off without a reason."""

    NAME = "取消责任事项"
    ACCEPT = "取消这些事项"
    REFUSE = "不取消"
    HEADING = "取消 {count} 项责任事项"
    EFFECT = "取消后不再出现在台账、日历和督办中；已记的进展和佐证保留，可以撤销（Ctrl+Z）。"
    EXAMPLE = "例如：机构改革，职责已划转"
    MISSING = "请填写取消的原因。"
    carry_out = staticmethod(cancel_duty)
