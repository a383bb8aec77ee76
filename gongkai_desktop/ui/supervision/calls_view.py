"""催办记录 and 减负计数: the calls noted, and what was asked of each unit this quarter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gongkai_desktop.services.burden import Burden
from gongkai_desktop.services.paper_tracking import CallLine
from gongkai_desktop.ui import icons, theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label
from gongkai_desktop.ui.models.record_table import RecordTableModel
from gongkai_desktop.ui.views.list_looks import EmptyNote
from gongkai_desktop.ui.views.record_table import RecordTable


class CallsView(QWidget):
    """The calls, newest first."""

    call_wanted = Signal(object)
    """The id of the unit, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: RecordTableModel[CallLine] = RecordTableModel(
            ("日期", "单位", "接听人", "内容"),
            lambda line: (line.call.on.isoformat(), line.unit_name, line.call.person, line.call.text),
        )
        samples = ("2026-12-31", "县公共资源交易管理中心", "办公室刘主任", None)
        self.table = RecordTable("催办记录", self.lines, samples)
        EmptyNote(self.table, "还没有催办记录。给单位打过电话，按“记一笔…”记下来。")
        self.new = plain_button("记一笔…", lambda: self.call_wanted.emit(None))
        self.new.setIcon(icons.icon("progress", theme.BLUE))
        self._count = quiet_label()
        head = QHBoxLayout()
        head.addWidget(self._count, 1)
        head.addWidget(self.new)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(8))
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        self.table.call_wanted.connect(self._again)
        self.table.opened.connect(self._again)

    def show_lines(self, lines: Sequence[CallLine]) -> None:
        """Take what the ledger holds."""
        self.lines.show(lines)
        self._count.setText(
            f"共 {len(lines)} 次。在督办清单、已发文书里选中一个单位按 T，再按回车，也能记一笔。"
        )

    def _again(self) -> None:
        if chosen := self.table.selected():
            self.call_wanted.emit(chosen[0].call.unit_id)


class BurdenView(QWidget):
    """The units by what was asked of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: RecordTableModel[Burden] = RecordTableModel(
            ("单位", "收到文书", "其中要反馈", "催办电话", "说明"),
            _burden_cells,
            is_late=lambda one: one.too_many,
            numbers=(1, 2, 3),
        )
        samples = ("县公共资源交易管理中心", "收到文书", "其中要反馈", "催办电话", None)
        self.table = RecordTable("减负计数", self.lines, samples)
        EmptyNote(self.table, "本季度还没有给单位发过文书，也没有打过催办电话。")
        self._about = quiet_label()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(8))
        layout.addWidget(self._about)
        layout.addWidget(self.table, 1)

    def show_lines(self, lines: Sequence[Burden], limit: int) -> None:
        """Take what the ledger holds."""
        self.lines.show(lines)
        self._about.setText(
            f"本季度向各单位发了多少文书。作废的不算；通报点到名的算一份。要求反馈超过 {limit} 份的标出来，"
            "能合并的合并，能打电话说清的少发文。"
        )


def _burden_cells(one: Burden) -> Sequence[str]:
    calls = f"{one.calls} 次" if one.calls else ""
    return (
        one.unit_name,
        f"{one.papers} 份",
        f"{one.to_answer} 份",
        calls,
        "偏多，注意减负" if one.too_many else "",
    )
