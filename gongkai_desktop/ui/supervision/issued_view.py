"""已发文书: what became of every paper, and what can be entered about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.services.paper_tracking import IssuedLine
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import plain_button
from gongkai_desktop.ui.models.record_table import RecordTableModel
from gongkai_desktop.ui.views.empty_state import EmptyState
from gongkai_desktop.ui.views.record_table import RecordTable

_TITLES = ("文号", "单位", "文书", "签发", "送达", "反馈", "情况")

STATES: Mapping[str, Callable[[IssuedLine], bool]] = {
    "全部": lambda _line: True,
    "未送达": lambda line: line.notice.voided_on is None and not line.deliveries,
    "等待反馈": lambda line: line.days is not None,
    "反馈超期": lambda line: line.days is not None and line.days < 0,
    "有异议": lambda line: bool(line.open_objections),
    "已作废": lambda line: line.notice.voided_on is not None,
}


class IssuedView(QWidget):
    """Commands are told with the selected papers; the page does them."""

    command_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._every: Sequence[IssuedLine] = ()
        self.lines: RecordTableModel[IssuedLine] = RecordTableModel(
            _TITLES,
            _cells,
            is_quiet=lambda line: line.notice.voided_on is not None,
            is_late=lambda line: line.days is not None and line.days < 0,
        )
        self.table = RecordTable(
            "已发文书",
            self.lines,
            (
                "示例政办再督〔2026〕10号",
                "县公共资源交易中心",
                "再次督办通知",
                "2026-12-31",
                "12-31 政务内网",
                "12-31 前反馈",
                None,
            ),
            spare=(3, 2),
        )
        self.state = QComboBox()
        self.state.addItems(list(STATES))
        self.state.setAccessibleName("情况")
        self._count = QLabel()
        self.empty = EmptyState("notice", "没有这样的文书", "签发的文书都列在这里，作废的也在。", "显示全部")
        self._stack = QStackedWidget()
        self.buttons: dict[str, QPushButton] = {
            key: plain_button(title, partial(self._tell, key))
            for key, title in (
                ("deliver", "登记送达…"),
                ("reply", "登记反馈…"),
                ("object", "登记异议…"),
                ("settle", "处理异议…"),
                ("void", "作废…"),
                ("reprint", "重印…"),
            )
        }
        self._build()
        self.state.currentTextChanged.connect(lambda _text: self._show())
        self.empty.pressed.connect(lambda: self.state.setCurrentIndex(0))
        self.table.selection_made.connect(self._refresh)
        self.table.opened.connect(lambda: self._tell("reprint"))
        self.table.call_wanted.connect(lambda: self._tell("call"))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(QLabel("情况"))
        head.addWidget(self.state)
        head.addWidget(self._count, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        for button in self.buttons.values():
            foot.addWidget(button)
        foot.addStretch(1)
        for widget in (self.table, self.empty):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(8))
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def show_lines(self, lines: Sequence[IssuedLine]) -> None:
        """Take what the ledger holds; filter and selection stay."""
        self._every = lines
        self._show()

    def _show(self) -> None:
        kept = [line.notice.id for line in self.table.selected()]
        shown = [line for line in self._every if STATES[self.state.currentText()](line)]
        self.lines.show(shown)
        ids = [line.notice.id for line in shown]
        self.table.choose(ids.index(kept[0]) if kept and kept[0] in ids else 0)
        self._stack.setCurrentWidget(self.table if shown else self.empty)
        self._count.setText(f"显示 {len(shown)} / {len(self._every)} 份" if self._every else "")
        self._refresh()

    def _refresh(self) -> None:
        chosen = self.table.selected()
        one = chosen[0] if len(chosen) == 1 else None
        in_force = bool(chosen) and all(line.notice.voided_on is None for line in chosen)
        single = one is not None and in_force
        for key, possible in (
            ("deliver", in_force),
            ("reply", single),
            ("object", single),
            ("settle", single and one is not None and bool(one.open_objections)),
            ("void", single),
            ("reprint", bool(chosen)),
        ):
            self.buttons[key].setEnabled(possible)

    def _tell(self, command: str, _on: bool = False) -> None:
        if chosen := self.table.selected():
            self.command_wanted.emit(command, chosen)


def _cells(line: IssuedLine) -> Sequence[str]:
    notice = line.notice
    return (
        notice.label,
        notice.unit_name,
        notice.kind,
        notice.issued_on.isoformat(),
        _delivered(line),
        _answered(line),
        _state(line),
    )


def _delivered(line: IssuedLine) -> str:
    if len(line.deliveries) > 1:
        return f"{len(line.deliveries)} 个单位"
    return "".join(f"{one.on:%m-%d} {one.way}" for one in line.deliveries)


def _answered(line: IssuedLine) -> str:
    if line.replies:
        last = line.replies[-1]
        return f"{last.on:%m-%d} 已反馈"
    by = line.notice.reply_by
    return f"{by:%m-%d} 前反馈" if by and line.days is not None else ""


def _state(line: IssuedLine) -> str:
    notice = line.notice
    if notice.voided_on is not None:
        return f"已作废：{notice.void_reason}"
    parts = []
    if line.days is not None and line.days < 0:
        parts.append(f"反馈超期 {-line.days} 个工作日")
    if line.open_objections:
        last = line.open_objections[-1]
        parts.append(f"有异议待处理（{last.raised_on:%m-%d} 提出）：{last.text}")
    elif line.objections:
        last = line.objections[-1]
        parts.append(f"异议{'采纳' if last.accepted else '不采纳'}：{last.reason}")
    if line.replies:
        parts.append(line.replies[-1].text)
    return "；".join(parts)
