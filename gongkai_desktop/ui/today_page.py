"""今日: what is late, what falls due, what waits for a look. Nothing moves, nothing blinks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.office import light_styles
from gongkai_desktop.services.today import TaskToCheck, today_page
from gongkai_desktop.services.today import TodayPage as TodayContent
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, theme
from gongkai_desktop.ui.dialogs.forms import quiet_label, title_label
from gongkai_desktop.ui.models.words import day_text, days_word, light_word, role_text, task_label
from gongkai_desktop.ui.views.today_card import Line, TodayCard

if TYPE_CHECKING:
    from gongkai_desktop.services.review_drafts import Draft


class TodayPage(QWidget):
    """Four cards in one column; says what the clerk wants, the window does it."""

    duty_wanted = Signal(int)
    filter_wanted = Signal(object)
    notices_wanted = Signal()
    units_wanted = Signal()
    check_wanted = Signal(object)
    """The tasks with doubts, the wanted one first."""
    review_wanted = Signal(int)
    """The import review put aside that is to go on."""
    shown = Signal()
    """The page holds the day's content."""

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._content: TodayContent | None = None
        soon = workspace.office.soon_days
        self.late = TodayCard("逾期", "没有逾期的事项，很好。", ("生成督办…", "查看全部"))
        self.soon = TodayCard(f"{soon} 个工作日内到期", "近几天没有到期的事项。", ("查看全部",))
        self.to_check = TodayCard("待核对", "识别结果都已核对。", ("逐项核对…",))
        self.reviews = TodayCard("没有做完的导入核对", "", ("继续核对…",))
        self.units = TodayCard("单位待确认", "单位名录都已确认。", ("逐个确认…",))
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
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(24))
        column.setSpacing(theme.px(14))
        column.addLayout(head)
        for card in (self.late, self.soon, self.reviews, self.to_check, self.units):
            column.addWidget(card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)

    def _connect(self) -> None:
        self.late.buttons[0].clicked.connect(self.notices_wanted)
        self.late.buttons[1].clicked.connect(lambda: self._want_light(Light.LATE))
        self.soon.buttons[0].clicked.connect(lambda: self._want_light(Light.SOON))
        self.to_check.buttons[0].clicked.connect(lambda: self._want_check(0))
        self.units.buttons[0].clicked.connect(self.units_wanted)
        self.reviews.buttons[0].clicked.connect(lambda: self._go_on(0))
        self.reviews.opened.connect(self._go_on)
        self.late.opened.connect(self._open_late)
        self.soon.opened.connect(self._open_soon)
        self.to_check.opened.connect(self._want_check)
        self.units.opened.connect(self.units_wanted)

    def reload(self) -> None:
        """Read the ledger again."""
        workspace, today = self._workspace, self._today
        jobs.run(
            self,
            lambda _report, _cancelled: today_page(workspace, today),
            self.show_content,
            "读取今日事项",
            quiet=True,
            reads_only=True,
        )

    def show_content(self, content: TodayContent) -> None:
        """Fill the four cards."""
        self._content = content
        self.late.show_lines(self._duty_lines(content.late))
        self.soon.show_lines(self._duty_lines(content.soon))
        self.reviews.show_lines([_review_line(draft) for draft in content.reviews])
        # Nothing to say where nothing was put aside.
        self.reviews.setVisible(bool(content.reviews))
        self.to_check.show_lines([_check_line(entry) for entry in content.to_check])
        self.units.show_lines(
            [
                Line(unit.name, "导入时遇到的新名称，请确认类别或合并到已有单位", "", "◇ 待确认")
                for unit in content.units_to_confirm
            ]
        )
        self._summary.setText(
            f"逾期 {len(content.late)} 项 · 即将到期 {len(content.soon)} 项 · "
            f"待核对 {len(content.to_check)} 项 · 单位待确认 {len(content.units_to_confirm)} 个"
        )
        self.shown.emit()

    def set_workspace(self, workspace: Workspace) -> None:
        """Go on with other settings."""
        self._workspace = workspace
        self.soon.set_title(f"{workspace.office.soon_days} 个工作日内到期")
        self.reload()

    def _duty_lines(self, rows: Sequence[DutyRow]) -> list[Line]:
        styles = light_styles(self._workspace.office)
        return [
            Line(
                task_label(row),
                f"{row.unit_name} · {role_text(row)}",
                day_text(row.due) if row.due else "",
                f"{light_word(row.light, styles)} {days_word(row.light, row.days)}",
                styles[row.light].colour,
            )
            for row in rows
        ]

    def _want_light(self, light: Light) -> None:
        self.filter_wanted.emit(DutyFilter(lights=frozenset({light})))

    def _open_late(self, number: int) -> None:
        if self._content:
            self.duty_wanted.emit(self._content.late[number].duty_id)

    def _open_soon(self, number: int) -> None:
        if self._content:
            self.duty_wanted.emit(self._content.soon[number].duty_id)

    def _go_on(self, number: int) -> None:
        if self._content and self._content.reviews:
            self.review_wanted.emit(self._content.reviews[number].id)

    def _want_check(self, number: int) -> None:
        if self._content and self._content.to_check:
            tasks = self._content.to_check
            self.check_wanted.emit([*tasks[number:], *tasks[:number]])


def _review_line(draft: Draft) -> Line:
    more = f" 等 {len(draft.file_names)} 份" if len(draft.file_names) > 1 else ""
    waiting = f"⚠ {draft.flag_count} 处" if draft.flag_count else "✓ 已核对"
    kept = f"{draft.saved_at:%m-%d %H:%M} 暂存"
    return Line(f"{draft.file_names[0]}{more}", f"{draft.task_count} 项任务", kept, waiting, "#8a5300")


def _check_line(entry: TaskToCheck) -> Line:
    task = entry.task
    name = f"第{task.no}项 {task.name}" if task.no else task.name
    reasons = "；".join(flag.reason for flag in task.flags)
    return Line(name, reasons, "", f"⚠ {len(task.flags)} 处", "#8a5300")
