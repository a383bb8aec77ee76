"""法定时限: the limits that run, one of them in full, and what can be done to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gongkai_desktop.domain.clocks import ClockState
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.clock_search import clock_search_texts, plain_search_texts
from gongkai_desktop.services.clock_templates import list_templates
from gongkai_desktop.services.clocks import ClockDetail, ClockLine, clock_detail, list_clocks
from gongkai_desktop.services.duties import unit_search_texts
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import icons, jobs, theme
from gongkai_desktop.ui.clock_commands import ClockCommands
from gongkai_desktop.ui.models.clock_table import ClockFilter
from gongkai_desktop.ui.views.clock_bar import ClockBar
from gongkai_desktop.ui.views.clock_detail import ClockDetailPanel, allowed
from gongkai_desktop.ui.views.clock_table import ClockTable
from gongkai_desktop.ui.views.empty_state import EmptyState

_DETAIL_DELAY_MS = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """What was read of the ledger."""

    lines: Sequence[ClockLine]
    texts: Mapping[int, str]
    unit_texts: Mapping[int, str]
    verified: Mapping[str, bool]


class ClockPage(QWidget):
    """Shows the limits as of the day; every change is a batch that can be undone."""

    committed = Signal(str, str)
    command_wanted = Signal(str, object)
    """undo and redo, which are the window's."""

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._verified: Mapping[str, bool] = {}
        self._chosen: int | None = None
        styles = light_styles(workspace.office)
        self.commands = ClockCommands(workspace, today, self)
        self.bar = ClockBar()
        self.table = ClockTable(styles)
        self.detail = ClockDetailPanel(styles)
        self.foot = ClockFoot()
        self.empty = EmptyState(
            "clock",
            "还没有登记法定时限",
            "登记一件要按期公开、答复、公示的事，程序替您数日子；“年度事项”一次生成一年的法定日期。",
            "新增计时…",
        )
        self.nothing = EmptyState("search", "没有符合条件的时限", "换一个条件，或者显示全部。", "显示全部")
        self._stack = QStackedWidget()
        self._delay = QTimer(self, singleShot=True, interval=_DETAIL_DELAY_MS)
        self._build()
        self._connect()

    def _build(self) -> None:
        for widget in (QWidget(), self.empty, self.nothing, self.table):
            self._stack.addWidget(widget)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self._stack)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([theme.px(960), theme.px(330)])
        line = QFrame()
        line.setObjectName("rule")
        line.setFixedHeight(1)
        self.detail.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.bar, line):
            layout.addWidget(widget)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(self.foot)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.commands.committed.connect(self.committed)
        self.bar.filter_changed.connect(self._filter)
        self.bar.command_wanted.connect(self._begin)
        self.empty.pressed.connect(lambda: self._begin("start"))
        self.nothing.pressed.connect(lambda: self.bar.clear("all"))
        self.table.selection_made.connect(self._selected)
        self.table.command_wanted.connect(self.run)
        self.table.lines.modelReset.connect(self._show_counts)
        self.detail.command_wanted.connect(self._run_on_current)
        self.detail.print_wanted.connect(self._print)
        self.foot.command_wanted.connect(self.run)
        self._delay.timeout.connect(self._read_detail)
        find = QShortcut(QKeySequence.StandardKey.Find, self, self.bar.focus_search)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new = QShortcut(QKeySequence.StandardKey.New, self, lambda: self._begin("start"))
        new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.bar.clear)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- data

    def reload(self) -> None:
        """Read the limits again; filter and selection stay."""
        jobs.run(
            self,
            lambda _report, _cancelled: self._read(),
            self._take,
            "读取法定时限",
            quiet=True,
            reads_only=True,
        )

    def _read(self) -> _Found:
        workspace, now = self._workspace, self._workspace.now()
        # Another day is looked at as it ended; today's limits in hours may be over within the day.
        lines = list_clocks(workspace, self._today, now=now if now.date() == self._today else None)
        verified = {rule.key: rule.verified for rule in list_templates(workspace)}
        return _Found(lines, plain_search_texts(lines), unit_search_texts(workspace), verified)

    def _take(self, found: _Found) -> None:
        self._verified = found.verified
        self.bar.set_choices(found.lines, found.unit_texts)
        kept, near = self._chosen, self.table.currentIndex().row()
        self.table.lines.set_lines(found.lines, found.texts)
        self.table.choose(kept, near)
        self._selected()
        # Initials of thousands of limits take seconds; nobody is to wait for them to see the list.
        jobs.run(
            self,
            lambda _report, _cancelled: clock_search_texts(found.lines),
            lambda texts: self._take_texts(found.lines, texts),
            "读取法定时限",
            quiet=True,
            reads_only=True,
        )

    def _take_texts(self, lines: Sequence[ClockLine], texts: Mapping[int, str]) -> None:
        # The list may have been read anew meanwhile.
        if lines is self.table.lines.all_lines:
            self.table.lines.set_texts(texts)

    def _filter(self, wanted: ClockFilter) -> None:
        kept = self._chosen
        self.table.lines.set_filter(wanted)
        self.table.choose(kept)
        self._selected()

    def _show_counts(self) -> None:
        every, shown = self.table.lines.all_lines, len(self.table.lines.shown)
        open_lines = [line for line in every if line.state in (ClockState.RUNNING, ClockState.PAUSED)]
        late = sum(line.light is Light.LATE for line in open_lines)
        soon = sum(line.light is Light.SOON for line in open_lines)
        self.bar.count.setText(f"显示 {shown} / {len(every)} 件 · 逾期 {late} · 临期 {soon}" if every else "")
        self._stack.setCurrentWidget(self.table if shown else self.nothing if every else self.empty)
        self.detail.setVisible(bool(every))
        self.foot.setVisible(bool(every))

    def show_clock(self, clock_id: int) -> None:
        """Show a limit among those that run, when another page speaks of it."""
        self._chosen = clock_id
        self.bar.clear()

    # -- selection

    def _selected(self) -> None:
        lines = self.table.selected()
        self.foot.show_selection(len(lines), allowed(lines))
        current = self.table.current()
        if current is None or not lines:
            self.detail.show_nothing()
            return
        self._chosen = current.clock_id
        self.detail.show_line(current)
        self._delay.start()

    def _read_detail(self) -> None:
        if self._chosen is not None and self.table.current() is not None:
            clock_id = self._chosen
            jobs.run(
                self,
                lambda _report, _cancelled: clock_detail(self._workspace, clock_id, self._today),
                self._show_detail,
                "读取法定时限",
                quiet=True,
                reads_only=True,
            )

    def _show_detail(self, detail: ClockDetail) -> None:
        # An answer that comes after the clerk has gone on is for nobody.
        if detail.line.clock_id == self._chosen:
            self.detail.show_detail(detail, self._verified.get(detail.line.template_key))

    # -- commands

    def _begin(self, command: str) -> None:
        self.commands.run(command, rule=self.bar.rule.currentData() or "")

    def run(self, command: str) -> None:
        """Do a command to the selected limits, or let the window do it."""
        if command in ("undo", "redo"):
            self.command_wanted.emit(command, [])
            return
        lines = self.table.selected()
        if command in allowed(lines):
            self.commands.run(command, lines)

    def _run_on_current(self, command: str) -> None:
        line = self.table.current()
        if line is not None:
            self.commands.run(command, [line])

    def _print(self) -> None:
        line = self.table.current()
        if line is not None:
            self.commands.print_strip(line)


class ClockFoot(QWidget):
    """What is selected and what can be done to all of it; undo and redo."""

    command_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.count = QLabel()
        self.count.setMinimumWidth(theme.text_width("已选 0000 件"))
        self.buttons = {
            "finish": QPushButton(icons.icon("complete", theme.BLUE), "办结…"),
            "pause": QPushButton(icons.icon("pause", theme.BLUE), "暂停…"),
            "resume": QPushButton(icons.icon("right", theme.BLUE), "恢复计时…"),
        }
        self.undo = QPushButton(icons.icon("undo", theme.BLUE), "撤销")
        self.redo = QPushButton(icons.icon("redo", theme.BLUE), "恢复")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(12), theme.px(5), theme.px(12), theme.px(5))
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.count)
        for command, button in (*self.buttons.items(), ("undo", self.undo), ("redo", self.redo)):
            button.clicked.connect(lambda _on=False, command=command: self.command_wanted.emit(command))
            if button is self.undo:
                layout.addStretch(1)
            layout.addWidget(button)
        for button in (self.undo, self.redo):
            button.setProperty("quiet", True)
        self.show_selection(0, set())
        self.show_history("", "")

    def show_selection(self, count: int, can: set[str]) -> None:
        """已选 3 件, and the buttons that make sense for all of them."""
        self.count.setText(f"已选 {count} 件" if count else "未选中")
        for command, button in self.buttons.items():
            button.setEnabled(command in can)

    def show_history(self, undo: str, redo: str) -> None:
        """Name what can be taken back and what can be brought back."""
        for button, word, what in ((self.undo, "撤销", undo), (self.redo, "恢复", redo)):
            button.setEnabled(bool(what))
            button.setToolTip(f"{word}“{what}”" if what else f"没有可以{word}的操作")
