"""The round: who gets what and why, ticked; preview, numbers, issuing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desktop.services.issue_round import numbers_text
from gongkai_desktop.services.supervision import Round, RoundLine
from gongkai_desktop.settings import OfficeSettings
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.dialogs.forms import main_button, plain_button, quiet_label, title_label
from gongkai_desktop.ui.models.record_table import RecordTableModel
from gongkai_desktop.ui.views.empty_state import EmptyState
from gongkai_desktop.ui.views.record_table import RecordTable

ROUNDS = (("round", "本月督办"), ("month", "每月倒排"), ("quarter", "每季通报"), ("half", "半年约谈"))
_TITLES = ("单位", "情况", "文书", "事项", "本季已发")


class RoundView(QWidget):
    """Says what the clerk wants; the page does it."""

    round_wanted = Signal(str)
    rules_wanted = Signal()
    held_wanted = Signal()
    preview_wanted = Signal(object)
    word_wanted = Signal(object)
    issue_wanted = Signal(object)
    call_wanted = Signal(object)

    def __init__(self, office: OfficeSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.round: Round | None = None
        self.which = "round"
        self.lines: RecordTableModel[RoundLine] = RecordTableModel(
            _TITLES, self._cells, ticks=True, numbers=(3, 4)
        )
        self.table = RecordTable(
            "督办清单",
            self.lines,
            ("县公共资源交易管理中心局", None, "再次督办通知", "10 项", "10 份 超"),
        )
        self.empty = EmptyState(
            "complete", "没有需要发文的单位", "没有逾期或临期的事项，或都在等待反馈。", "看本月督办"
        )
        self._stack = QStackedWidget()
        self._title = title_label("督办")
        self._rules = quiet_label()
        self._notes = quiet_label()
        self._count = QLabel()
        self.held = plain_button("不发文的…", self.held_wanted.emit, quiet=True)
        self.buttons = {
            "one": plain_button("预览", self._preview_selected),
            "all": plain_button("全部预览", lambda: self.preview_wanted.emit(self.lines.ticked())),
            "word": plain_button("导出 Word…", lambda: self.word_wanted.emit(self.lines.ticked())),
            "issue": main_button("签发并打印…"),
        }
        self._rounds: dict[str, QPushButton] = {}
        self._build()
        self.buttons["issue"].setDefault(False)
        self.buttons["issue"].setAutoDefault(False)
        self.buttons["issue"].clicked.connect(lambda: self.issue_wanted.emit(self.lines.ticked()))
        self.table.opened.connect(self._preview_selected)
        self.table.call_wanted.connect(self._call)
        self.table.selection_made.connect(self._refresh)
        self.lines.ticks_changed.connect(self._refresh)
        self.empty.pressed.connect(lambda: self.round_wanted.emit("round"))
        everything = QShortcut(QKeySequence.StandardKey.SelectAll, self.table, self._tick_all)
        everything.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(self._title, 1)
        for key, title in ROUNDS:
            button = plain_button(title, partial(self._want, key))
            button.setCheckable(True)
            button.setProperty("light", True)
            self._rounds[key] = button
            head.addWidget(button)
        head.addWidget(plain_button("规则…", self.rules_wanted.emit))
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        foot.addWidget(self.held)
        for button in self.buttons.values():
            foot.addWidget(button)
        for widget in (self.table, self.empty):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(8))
        layout.addLayout(head)
        layout.addWidget(self._rules)
        layout.addWidget(self._notes)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._count)
        layout.addLayout(foot)

    def _want(self, which: str, _on: bool = False) -> None:
        self.mark()  # the shown round stays marked until the other one is there
        self.round_wanted.emit(which)

    def show_round(self, which: str, found: Round, office: OfficeSettings) -> None:
        """Show a round; what was ticked in the same one before stays ticked."""
        before = {(line.kind, line.unit_id): True for line in self.lines.ticked()}
        known = {(line.kind, line.unit_id) for line in self.lines.records} if self.which == which else set()
        self._office, self.round, self.which = office, found, which
        self._title.setText(found.title)
        self._rules.setText(_rules(office) if which == "round" else "")
        self._rules.setVisible(which == "round")
        self._notes.setText("\n".join(found.notes))
        self._notes.setVisible(bool(found.notes))
        self.mark()
        ticks = [
            before.get((line.kind, line.unit_id), False)
            if (line.kind, line.unit_id) in known
            else line.ticked
            for line in found.lines
        ]
        self.lines.show(found.lines, ticks)
        self._stack.setCurrentWidget(self.table if found.lines else self.empty)
        self.held.setVisible(bool(found.held))
        self.held.setText(f"不发文 {sum(line.count for line in found.held)} 项…")
        self.table.choose(0)
        self._refresh()

    def mark(self) -> None:
        """Mark the button of the round that is shown."""
        for key, button in self._rounds.items():
            button.setChecked(key == self.which)

    def _cells(self, line: RoundLine) -> Sequence[str]:
        asked = f"{line.asked} 份" if line.asked else ""
        if line.asked > self._office.papers_per_quarter:
            asked += " 偏多"
        return line.unit_name, line.why, line.kind, f"{len(line.items)} 项", asked

    def _refresh(self) -> None:
        ticked = self.lines.ticked()
        numbers = numbers_text(self.round, ticked) if self.round else ""
        self._count.setText(f"已选 {len(ticked)} 份" + (f" · 文号 {numbers}" if numbers else ""))
        self.buttons["one"].setEnabled(bool(self.table.selected()))
        for key in ("all", "word", "issue"):
            self.buttons[key].setEnabled(bool(ticked))

    def _preview_selected(self) -> None:
        if chosen := self.table.selected():
            self.preview_wanted.emit(chosen)

    def _call(self) -> None:
        if chosen := self.table.selected():
            self.call_wanted.emit(chosen[0].unit_id)

    def _tick_all(self) -> None:
        every = range(self.lines.rowCount())
        self.lines.tick(every, ticked=len(self.lines.ticked()) < len(every))


def _rules(office: OfficeSettings) -> str:
    late = "逾期即督办" if office.urge_late_days == 1 else f"逾期满 {office.urge_late_days} 个工作日督办"
    return (
        f"规则：{late}，未办结再次督办；督办 {office.circular_after} 次仍未办结的通报，"
        f"连续发文 {office.talk_after} 次仍未办结的约谈。空格打勾，回车预览，T 记催办。"
    )
