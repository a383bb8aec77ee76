"""工作日历: where each year's holidays come from, and the local days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from gongkai_desktop.services import holidays as service
from gongkai_desktop.services.holidays import CalendarSaved, LocalDays, Schedule
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui import jobs, messages, theme
from gongkai_desktop.ui.dialogs.forms import plain_button, quiet_label, title_label
from gongkai_desktop.ui.dialogs.listing import text_table
from gongkai_desktop.ui.models.words import short_day
from gongkai_desktop.ui.views.list_looks import EmptyNote

_YEARS = ("年度", "来源", "放假", "调休上班")
_OFF = 2
_LOCAL = ("名称", "从", "到", "安排", "依据")


class CalendarForm(QWidget):
    """Every change is saved at once, after its effects were shown; it can be undone."""

    committed = Signal(str, str)
    workspace_changed = Signal(object)
    saved = Signal(object, str)
    """A changed calendar (CalendarSaved) and the name of the change."""

    def __init__(self, workspace: Workspace, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._today = today
        self._entered: dict[int, Schedule] = {}
        self._shown_years: list[int] = []
        self._local: Sequence[LocalDays] = ()
        self.years = text_table(_YEARS, [])
        self.years.setAccessibleName("各年放假安排")
        self.local = text_table(_LOCAL, [])
        self.local.setAccessibleName("本地放假")
        EmptyNote(self.local, "没有登记。本县另有放假、停工或上班的日子，按“新增…”登记，时限随之重算。")
        header = self.years.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for column in (_OFF, _OFF + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.years.setMinimumHeight(theme.px(120))
        self.local.setMinimumHeight(theme.px(120))
        self.years.itemDoubleClicked.connect(lambda _item: self._edit_year())
        self.local.itemDoubleClicked.connect(lambda _item: self._edit_local())
        self._build()
        self.saved.connect(self._go_on)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.px(14), 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addLayout(
            _head(
                "各年放假安排",
                ("录入放假通知…", self._new_notice),
                ("查看、修改…", self._edit_year),
                ("删除录入的安排", self._remove_year),
            )
        )
        layout.addWidget(
            quiet_label("通知公布以前，暂按法定节日推算；录入通知后，受影响的时限先列出来，确认了才改。")
        )
        layout.addWidget(self.years, 5)
        layout.addSpacing(theme.px(12))
        layout.addLayout(
            _head(
                "本地放假、上班",
                ("新增…", lambda: self._open_local(None)),
                ("修改…", self._edit_local),
                ("删除", self._remove_local),
            )
        )
        layout.addWidget(self.local, 2)

    def reload(self) -> None:
        """Read what is entered."""
        workspace = self._workspace
        jobs.run(
            self,
            lambda _report, _cancelled: (
                service.list_schedules(workspace),
                service.list_local_days(workspace),
            ),
            self._take,
            "读取工作日历",
            quiet=True,
            reads_only=True,
        )

    def _take(self, found: tuple[Sequence[Schedule], Sequence[LocalDays]]) -> None:
        schedules, self._local = found
        self._entered = {schedule.year: schedule for schedule in schedules}
        around = range(self._today.year - 2, self._today.year + 3)
        self._shown_years = sorted({*around, *self._entered}, reverse=True)
        _fill(self.years, [self._year_texts(year) for year in self._shown_years])
        _fill(self.local, [_local_texts(days) for days in self._local])

    def _year_texts(self, year: int) -> tuple[str, ...]:
        schedule = self._entered.get(year) or service.official_schedule(year)
        off = "；".join(
            f"{h.name} {short_day(h.first, year)[:5]}" + (f"～{h.last:%m-%d}" if h.last != h.first else "")
            for h in schedule.holidays
        )
        made_up = "、".join(f"{day:%m-%d}" for day in schedule.make_up_days)
        return (f"{year}年", self._source(year), off, made_up or "—")

    def _source(self, year: int) -> str:
        if year in self._entered:
            number = self._entered[year].number
            return f"本单位录入　{number}" if number else "本单位录入"
        provisional = self._workspace.calendar.is_provisional(year)
        return "◇ 暂按法定节日推算" if provisional else "国务院办公厅通知"

    # -- changes

    def _new_notice(self) -> None:
        """The next year's notice is what mostly waits to be entered."""
        calendar = self._workspace.calendar
        year = next(y for y in range(self._today.year, 10_000) if calendar.is_provisional(y))
        self._open_year(year)

    def _edit_year(self) -> None:
        row = self.years.currentRow()
        if 0 <= row < len(self._shown_years):
            self._open_year(self._shown_years[row])

    def _open_year(self, year: int) -> None:
        from gongkai_desktop.ui.dialogs.holidays.notice_dialog import NoticeDialog

        schedule = self._entered.get(year) or service.official_schedule(year)
        dialog = NoticeDialog(self._workspace, schedule, self._today, self)
        dialog.exec()
        if dialog.saved is not None:
            self.saved.emit(dialog.saved, "录入放假安排")

    def _remove_year(self) -> None:
        row = self.years.currentRow()
        year = self._shown_years[row] if 0 <= row < len(self._shown_years) else None
        if year not in self._entered or year is None:
            messages.info(self, "请先选中一个本单位录入的年度。", "程序自带的安排不能删除，可以修改。")
        elif messages.ask(
            self, f"删除录入的{year}年放假安排吗？", "相关时限按程序自带的安排重算。可以撤销。", accept="删除"
        ):
            self._change(lambda: service.remove_schedule(self._workspace, year, self._today), "删除放假安排")

    def _edit_local(self) -> None:
        row = self.local.currentRow()
        if 0 <= row < len(self._local):
            self._open_local(self._local[row])

    def _open_local(self, days: LocalDays | None) -> None:
        from gongkai_desktop.ui.dialogs.holidays.local_dialog import LocalDaysDialog

        dialog = LocalDaysDialog(self._workspace, days, self._today, self)
        dialog.exec()
        if dialog.saved is not None:
            self.saved.emit(dialog.saved, "录入本地放假")

    def _remove_local(self) -> None:
        row = self.local.currentRow()
        if not 0 <= row < len(self._local):
            return
        days = self._local[row]
        if messages.ask(self, f"删除“{days.name}”吗？", "相关时限随之重算。可以撤销。", accept="删除"):
            self._change(
                lambda: service.remove_local_days(self._workspace, days.id, self._today), "删除本地放假"
            )

    def _change(self, work: Callable[[], CalendarSaved], name: str) -> None:
        jobs.run(self, lambda _report, _cancelled: work(), lambda saved: self.saved.emit(saved, name), name)

    def _go_on(self, saved: CalendarSaved, name: str) -> None:
        """The window goes on with the new calendar."""
        self._workspace = saved.workspace
        self.committed.emit(saved.batch, name)
        self.workspace_changed.emit(saved.workspace)


def _head(title: str, *buttons: tuple[str, Callable[[], object]]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.px(8))
    row.addWidget(title_label(title), 1)
    for text, pressed in buttons:
        row.addWidget(plain_button(text, pressed))
    return row


def _fill(table: QTableWidget, rows: Sequence[Sequence[str]]) -> None:
    table.setRowCount(len(rows))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            table.setItem(row, column, item)


def _local_texts(days: LocalDays) -> tuple[str, ...]:
    kind = "上班" if days.working else "放假"
    return (days.name, days.first.isoformat(), days.last.isoformat(), kind, days.reason)
