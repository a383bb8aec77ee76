"""日历: the checkpoints of the filtered duties by days: a month, a year, 倒排 and 议程."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from gongkai_desktop.domain.backward import LeadTimes, agenda_span, backward_schedule
from gongkai_desktop.domain.duty_row import CheckpointRow, DutyRow
from gongkai_desktop.domain.workdays import WorkCalendar
from gongkai_desktop.ui import theme
from gongkai_desktop.ui.models.calendar_model import MonthModel
from gongkai_desktop.ui.models.line_table import (
    AGENDA_TITLES,
    BACKWARD_TITLES,
    agenda_line,
    backward_line,
)
from gongkai_desktop.ui.models.words import LightStyles, short_day
from gongkai_desktop.ui.models.year_model import YearModel
from gongkai_desktop.ui.views.calendar_head import CalendarHead
from gongkai_desktop.ui.views.day_list import DayList
from gongkai_desktop.ui.views.line_table import LineTable
from gongkai_desktop.ui.views.month_grid import MonthGrid
from gongkai_desktop.ui.views.year_grid import YearGrid, year_legend

AGENDA_MONTHS = 3
_DAY_WIDTH = "10-31 (周一)"
_BACKWARD_WIDTHS = ("县人力资源和社会", _DAY_WIDTH, "", "牵头", _DAY_WIDTH, _DAY_WIDTH, "◐ 未到提醒")
_AGENDA_WIDTHS = ("10-31 (周一)　休", "● 逾期 110 个工作日", "", "县人力资源和社会", "牵头", "每季度（第3季")
PROVISIONAL = "暂按法定节日推算"


class DutyCalendarView(QWidget):
    """One day is chosen in all four views; what is not seen is filled when it is shown."""

    selection_made = Signal(object, object)
    command_wanted = Signal(str)
    whole_wanted = Signal(object)
    move_wanted = Signal(object, object)
    """A checkpoint, and the day it was put on or None."""
    print_wanted = Signal(str, object)
    """The view and the first day of what it shows."""
    file_wanted = Signal()

    def __init__(
        self,
        styles: LightStyles,
        calendar: WorkCalendar,
        today: date,
        lead: LeadTimes | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._styles = styles
        self._calendar = calendar
        self._today = today
        self._lead = lead or LeadTimes()
        self._day = today
        self._listed: date | None = None
        self._cut: CheckpointRow | None = None
        self._selection: tuple[tuple[int, ...], int | None] = ((), None)
        self.mode = "month"
        self.month = MonthModel(today, calendar.mark, styles, self)
        self.year = YearModel(today, calendar.mark, styles, self)
        self.head = CalendarHead()
        self.grid = MonthGrid(self.month, styles)
        self.list = DayList(styles)
        self.year_grid = YearGrid(self.year, styles)
        self.backward = LineTable("倒排", BACKWARD_TITLES, _BACKWARD_WIDTHS, state=6, spare=(3,))
        self.agenda = LineTable("议程", AGENDA_TITLES, _AGENDA_WIDTHS, state=1, spare=(5, 4))
        self._panels: dict[str, QWidget] = {
            "month": self._build_month(),
            "year": self.year_grid,
            "backward": self.backward,
            "agenda": self.agenda,
        }
        self._build_ui()
        self._connect()
        self.go_to(today)

    def _build_month(self) -> QWidget:
        self._day_title = QLabel()
        self._day_title.setFont(theme.font(strong=True))
        self._day_title.setContentsMargins(theme.px(10), 0, 0, 0)
        self._day_title.setFixedHeight(theme.px(32))
        self._taken = QLabel()
        self._taken.setWordWrap(True)
        self._taken.setContentsMargins(theme.px(10), theme.px(4), theme.px(6), theme.px(6))
        self._taken.setStyleSheet(f"background: {theme.BLUE_SOFT};")
        self._taken.hide()
        self._empty = QLabel("这一天没有节点。\n方向键换一天，翻页键换一个月。")
        self._empty.setProperty("quiet", True)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(theme.px(10), theme.px(10), theme.px(10), 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        side = QWidget()
        side.setMinimumWidth(theme.px(170))
        side.setMaximumWidth(theme.px(300))
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._day_title)
        right.addWidget(self._taken)
        right.addWidget(self._empty, 1)
        right.addWidget(self.list, 1)
        panel = QWidget()
        layout = QHBoxLayout(panel)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.grid, 3)
        layout.addWidget(side, 1)
        return panel

    def _build_ui(self) -> None:
        self._stack = QStackedWidget()
        for panel in self._panels.values():
            self._stack.addWidget(panel)
        self._said = QLabel()
        self._said.setProperty("quiet", True)
        self._said.setContentsMargins(theme.px(12), theme.px(2), 0, theme.px(6))
        self._said.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self._said)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.head.mode_chosen.connect(self.show_mode)
        self.head.steps_wanted.connect(self._step)
        self.head.today_wanted.connect(self._go_today)
        self.head.print_wanted.connect(lambda: self.print_wanted.emit(self.mode, self._day.replace(day=1)))
        self.head.file_wanted.connect(self.file_wanted)
        self.grid.day_chosen.connect(self.go_to)
        self.grid.months_wanted.connect(self.turn)
        self.grid.today_wanted.connect(self._go_today)
        self.grid.list_wanted.connect(self._enter_list)
        self.grid.dropped.connect(self._dropped)
        self.grid.left.connect(self._mark_day)
        self.grid.put_wanted.connect(self._put)
        self.list.back_wanted.connect(self.grid.setFocus)
        self.list.cut_wanted.connect(self._take_up)
        self.year_grid.months_wanted.connect(self.turn)
        self.year_grid.today_wanted.connect(self._go_today)
        self.year_grid.month_opened.connect(self._open_month)
        for table in (self.backward, self.agenda):
            table.months_wanted.connect(self.turn)
            table.today_wanted.connect(self._go_today)
        for part in (self.list, self.backward, self.agenda):
            part.selection_made.connect(self._tell_selection)
            part.command_wanted.connect(self.command_wanted)
            part.whole_wanted.connect(self.whole_wanted)
            part.move_wanted.connect(lambda point: self.move_wanted.emit(point, None))

    # -- what is shown

    @property
    def day(self) -> date:
        """The chosen day."""
        return self._day

    @property
    def stops(self) -> list[QWidget]:
        """What the Tab key goes to, in its order."""
        return [*self.head.stops, self.grid, self.list, self.year_grid, self.backward, self.agenda]

    @property
    def focus_widget(self) -> QWidget:
        """What takes the keyboard in the view that is shown."""
        return self.grid if self.mode == "month" else self._panels[self.mode]

    def show_rows(self, rows: Sequence[DutyRow]) -> None:
        """Take the rows whose checkpoints are shown."""
        self.month.show(rows)
        self._fill()

    def show_mode(self, mode: str) -> None:
        """月, 年, 倒排 or 议程."""
        self.mode = mode
        self._fill()
        self.focus_widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_selection(self, duty_ids: Sequence[int], current: int | None) -> None:
        """Mark these duties; a duty of another day leaves the page where it is."""
        self._selection = (tuple(duty_ids), current)
        for part in (self.list, self.backward, self.agenda):
            part.show_selection(duty_ids, current)

    def reveal(self, row: DutyRow | None) -> None:
        """Turn to the day of a duty that was chosen in another view."""
        if row is not None and row.due is not None and self.list.points.place_of(row.duty_id) is None:
            self.go_to(row.due)

    def go_to(self, day: date) -> None:
        """Choose a day and turn to its month."""
        other_month = (day.year, day.month) != (self._day.year, self._day.month)
        self._day = day
        if (day.year, day.month) != (self.month.month.year, self.month.month.month):
            self.month.show_month(day)
        if self.mode == "month" or other_month:
            self._fill()

    def turn(self, months: int) -> None:
        """Go some months on or back, staying on the day of the month where there is one."""
        number = self._day.year * 12 + self._day.month - 1 + months
        year, month = divmod(number, 12)
        self.go_to(date(year, month + 1, min(self._day.day, monthrange(year, month + 1)[1])))

    def _step(self, steps: int) -> None:
        self.turn(steps * 12 if self.mode == "year" else steps)

    def _go_today(self) -> None:
        self.go_to(self._today)

    def _open_month(self, month: date) -> None:
        if (month.year, month.month) != (self._day.year, self._day.month):
            self._day = month
            self.month.show_month(month)
        self.show_mode("month")

    def _fill(self) -> None:
        {
            "month": self._fill_month,
            "year": self._fill_year,
            "backward": self._fill_backward,
            "agenda": self._fill_agenda,
        }[self.mode]()
        title, years = self._title()
        open_years = [str(year) for year in years if self._calendar.is_provisional(year)]
        self.head.show_mode(self.mode, title, f"{'、'.join(open_years)}年{PROVISIONAL}" if open_years else "")

    def _title(self) -> tuple[str, range]:
        year, month = self._day.year, self._day.month
        if self.mode == "year":
            return f"{year}年", range(year, year + 1)
        if self.mode == "agenda":
            last = self._agenda_span()[1]
            name = f"{last.month}月" if last.year == year else f"{last.year}年{last.month}月"
            return f"{year}年{month}月—{name}", range(year, last.year + 1)
        return f"{year}年{month}月", range(year, year + 1)

    def _agenda_span(self) -> tuple[date, date]:
        return agenda_span(self._day, AGENDA_MONTHS)

    def _fill_month(self) -> None:
        self._said.hide()
        self._stack.setCurrentWidget(self._panels["month"])
        self._mark_day()
        points = self.month.days.points_on(self._day)
        self.list.show_points(points)
        if self._listed != self._day:
            self._listed = self._day
            self.list.scrollToTop()
        self.list.show_selection(*self._selection)
        # The year stands above the month.
        day = short_day(self._day, self._day.year)
        self._day_title.setText(f"{day}　{len(points)} 个节点" if points else day)
        self.list.setVisible(bool(points))
        self._empty.setVisible(not points)

    def _mark_day(self) -> None:
        self.grid.setCurrentIndex(self.month.index_of(self._day))

    def _fill_year(self) -> None:
        self._said.setText(year_legend(self._styles))
        self._said.show()
        self._stack.setCurrentWidget(self.year_grid)
        self.year.show(self.month.days, self._day.year)
        self.year_grid.show_month(self._day)

    def _fill_backward(self) -> None:
        first = self._day.replace(day=1)
        last = first.replace(day=monthrange(first.year, first.month)[1])
        points = self.month.days.points_between(first, last)
        lines = backward_schedule(points, self._lead, self._calendar, self._today)
        self.backward.show_lines(
            [(line.row, line.point) for line in lines],
            lambda place: backward_line(lines[place], self._styles),
        )
        self._show_table(self.backward, bool(lines), f"{first.year}年{first.month}月没有到期的节点。")

    def _fill_agenda(self) -> None:
        points = self.month.days.points_between(*self._agenda_span())
        mark, year = self._calendar.mark, self._day.year
        self.agenda.show_lines(points, lambda place: agenda_line(points[place], self._styles, mark, year))
        self._show_table(self.agenda, bool(points), "这三个月没有到期的节点。")

    def _show_table(self, table: LineTable, filled: bool, empty: str) -> None:
        self._said.setText(f"{empty}翻页键换一个月，Home 回到今天。")
        self._said.setVisible(not filled)
        self._stack.setCurrentWidget(table)
        table.show_selection(*self._selection)

    # -- moving a checkpoint

    def _enter_list(self) -> None:
        if self._cut is not None:
            self._put()
        else:
            self.list.enter()

    def _dropped(self, checkpoint_id: int, day: date) -> None:
        point = self.month.days.checkpoint(checkpoint_id)
        self._mark_day()
        if point is not None and point.due != day:
            self.move_wanted.emit(point, day)

    def _take_up(self, point: CheckpointRow) -> None:
        if point.done_on is None:
            self._cut = point
            self._taken.setText("改期：用方向键走到新的日子，回车放下，Esc 不改。")
            self._taken.show()
            self.grid.setFocus()

    def let_go(self) -> bool:
        """Forget the checkpoint that was taken up; whether there was one."""
        taken, self._cut = self._cut, None
        self._taken.hide()
        return taken is not None

    def _put(self) -> None:
        point = self._cut
        if point is not None and self.let_go() and point.due != self._day:
            self.move_wanted.emit(point, self._day)

    def _tell_selection(self, duty_ids: tuple[int, ...], current: int | None) -> None:
        self._selection = (duty_ids, current)
        self.selection_made.emit(duty_ids, current)
