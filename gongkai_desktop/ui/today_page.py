"""今日: what is late, what falls due, who has not answered, what waits. Nothing moves, nothing blinks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.today import TodayPage as TodayContent
from gongkai_desktop.services.today import today_page
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import icons, jobs, theme
from gongkai_desktop.ui.dialogs.forms import quiet_label, title_label
from gongkai_desktop.ui.models.words import day_text
from gongkai_desktop.ui.views import today_lines as lines
from gongkai_desktop.ui.views.today_card import Line, TodayCard

Entry = tuple[Line, Callable[[], None]]
"""A line of a card and what opening it does."""


class TodayPage(QWidget):
    """Six cards in one column and what was done lately; says what the clerk wants, the window does it."""

    duty_wanted = Signal(int)
    filter_wanted = Signal(object)
    notices_wanted = Signal(int)
    """The sheet of 督办: 0 the papers to issue, 1 the issued ones."""
    units_wanted = Signal()
    check_wanted = Signal(object)
    """The tasks with doubts, the wanted one first."""
    review_wanted = Signal(int)
    """The import review put aside that is to go on."""
    clocks_wanted = Signal(int)
    """The statutory limit to be shown among those that run."""
    print_wanted = Signal()
    shown = Signal()
    """The page holds the day's content."""

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._content: TodayContent | None = None
        self._entries: dict[TodayCard, list[Entry]] = {}
        soon = workspace.light_rules.soon_text
        self.late = TodayCard("逾期", "没有逾期的事项，很好。", ("生成督办…", "查看全部"), most=4)
        self.soon = TodayCard(f"{soon}到期", "近几天没有到期的事项。", ("查看全部",))
        self.to_sign = TodayCard("待签发", "没有待签发的督办文书。", ("签发…",))
        self.awaited = TodayCard("等待反馈", "没有等待反馈的督办文书。", ("查看全部",))
        self.to_check = TodayCard("待核对", "没有待核对的内容。", ("继续核对…", "逐项核对…", "逐个确认单位…"))
        self.clocks = TodayCard("正在计时", "没有正在计时的法定时限。", ("查看全部",))
        self.changes = TodayCard("上个工作日以来的变动", "还没有变动。", ())
        self.cards = (
            *(self.late, self.soon, self.to_sign, self.awaited),
            *(self.to_check, self.clocks, self.changes),
        )
        self.print_button = QPushButton(icons.icon("print", theme.BLUE), "打印给领导…")
        self._summary = quiet_label()
        self._build()
        self._connect()

    def _build(self) -> None:
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(title_label(f"今日　{day_text(self._today)}"))
        words.addWidget(self._summary)
        head.addLayout(words, 1)
        self.print_button.setToolTip("把今天的情况印成一页")
        head.addWidget(self.print_button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(14))
        column.setSpacing(theme.px(10))
        column.addLayout(head)
        for card in self.cards:
            column.addWidget(card)
        column.addStretch(1)
        # Blank until the ledger is read: no card says for a moment that there is nothing, and none jumps.
        self._inside = inside
        inside.hide()
        scroll = QScrollArea()
        scroll.setAccessibleName("今日的事项")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _connect(self) -> None:
        self.late.buttons[0].clicked.connect(lambda: self.notices_wanted.emit(0))
        self.to_sign.buttons[0].clicked.connect(lambda: self.notices_wanted.emit(0))
        self.awaited.buttons[0].clicked.connect(lambda: self.notices_wanted.emit(1))
        self.clocks.buttons[0].clicked.connect(lambda: self._open(self.clocks, 0))
        self.late.buttons[1].clicked.connect(lambda: self._want_light(Light.LATE))
        self.soon.buttons[0].clicked.connect(lambda: self._want_light(Light.SOON))
        self.to_check.buttons[0].clicked.connect(lambda: self._go_on(0))
        self.to_check.buttons[1].clicked.connect(lambda: self._want_check(0))
        self.to_check.buttons[2].clicked.connect(self.units_wanted)
        self.print_button.clicked.connect(self.print_wanted)
        for card in self.cards:
            card.opened.connect(partial(self._open, card))

    def reload(self, rows: Sequence[DutyRow] | None = None) -> None:
        """Read the ledger again; `rows` are its duties where somebody has just read them."""
        workspace, today = self._workspace, self._today
        jobs.run(
            self,
            lambda _report, _cancelled: today_page(workspace, today, rows),
            self.show_content,
            "读取今日事项",
            quiet=True,
            reads_only=True,
        )

    def show_content(self, content: TodayContent) -> None:
        """Fill the cards."""
        self._content = content
        styles = light_styles(self._workspace.office)
        self._fill(
            self.late, [(lines.duty_line(row, styles), self._duty(row.duty_id)) for row in content.late]
        )
        self._fill(
            self.soon, [(lines.duty_line(row, styles), self._duty(row.duty_id)) for row in content.soon]
        )
        papers = sum(len(each.unit_names) for each in content.to_sign)
        self._fill(
            self.to_sign,
            [(lines.to_sign_line(each), partial(self.notices_wanted.emit, 0)) for each in content.to_sign],
            papers,
        )
        self._fill(
            self.awaited,
            [(lines.awaited_line(each), self._duty(each.duty_ids[0])) for each in content.awaited],
        )
        self._fill(self.to_check, self._check_entries(content))
        for button, part in zip(
            self.to_check.buttons,
            (content.reviews, content.to_check, content.units_to_confirm),
            strict=True,
        ):
            button.setVisible(bool(part))
        self._fill(
            self.clocks,
            [
                (lines.clock_line(line, styles), partial(self.clocks_wanted.emit, line.clock_id))
                for line in content.clocks
            ],
        )
        self._fill(self.changes, [(lines.change_line(change), _nothing) for change in content.changes])
        self._summary.setText(
            f"逾期 {len(content.late)} 项 · "
            f"{self._workspace.light_rules.soon_text}到期 {len(content.soon)} 项 · 待签发 {papers} 份 · "
            f"等待反馈 {len(content.awaited)} 份 · 待核对 {len(self._entries[self.to_check])} 处 · "
            f"正在计时 {len(content.clocks)} 件"
        )
        self._inside.show()
        self.shown.emit()

    def set_workspace(self, workspace: Workspace) -> None:
        """Go on with other settings."""
        self._workspace = workspace
        self.soon.set_title(f"{workspace.light_rules.soon_text}到期")
        self.reload()

    def _check_entries(self, content: TodayContent) -> list[Entry]:
        entries: list[Entry] = [
            (lines.review_line(draft), partial(self._go_on, number))
            for number, draft in enumerate(content.reviews)
        ]
        entries += [
            (lines.check_line(entry), partial(self._want_check, number))
            for number, entry in enumerate(content.to_check)
        ]
        return entries + [
            (lines.unit_line(unit), self.units_wanted.emit) for unit in content.units_to_confirm
        ]

    def _fill(self, card: TodayCard, entries: list[Entry], count: int | None = None) -> None:
        self._entries[card] = entries
        card.show_lines([line for line, _action in entries], count)

    def _open(self, card: TodayCard, number: int) -> None:
        self._entries[card][number][1]()

    def _duty(self, duty_id: int) -> Callable[[], None]:
        return partial(self.duty_wanted.emit, duty_id)

    def _want_light(self, light: Light) -> None:
        self.filter_wanted.emit(DutyFilter(lights=frozenset({light})))

    def _go_on(self, number: int) -> None:
        if self._content and self._content.reviews:
            self.review_wanted.emit(self._content.reviews[number].id)

    def _want_check(self, number: int) -> None:
        if self._content and self._content.to_check:
            tasks = self._content.to_check
            self.check_wanted.emit([*tasks[number:], *tasks[:number]])


def _nothing() -> None:
    """A line that only tells."""
