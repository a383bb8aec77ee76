"""Which dates a changed calendar moves, to be read before it takes effect."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gongkai_desktop.services.holidays import DateChange
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import FormDialog, quiet_label, title_label
from gongkai_desktop.ui.dialogs.listing import text_table
from gongkai_desktop.ui.models.words import day_text

_TITLES = ("事项", "单位", "时限", "原来", "改为")


class ChangesDialog(FormDialog):
    """Accepted when the clerk wants the calendar with all that follows from it."""

    def __init__(self, changes: Sequence[DateChange], office: str, parent: QWidget | None = None) -> None:
        super().__init__("哪些时限会变", "确认保存", parent, refuse="返回修改")
        count = len(changes)
        self.head.addWidget(title_label(f"{count} 个时限会变" if count else "没有时限会变"))
        self.head.addWidget(
            quiet_label(
                "只有数出来的时限会变；文件里写明的日期和改过期的节点不变。保存后可以撤销。"
                if count
                else "保存以后，新的时限按这个安排数。"
            )
        )
        if changes:
            table = text_table(_TITLES, [_texts(change, office) for change in changes])
            table.setMinimumSize(theme.px(820), theme.px(300))
            self.add_wide(table)


def _texts(change: DateChange, office: str) -> tuple[str, ...]:
    days = (day_text(change.old), day_text(change.new))
    return (change.what, change.unit or office, change.limit, *days)
