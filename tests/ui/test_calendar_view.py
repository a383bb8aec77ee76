"""日历 in its four views: what is shown, the keys, moving a checkpoint by mouse and by keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.backward import LeadTimes
from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light
from gongkai_desktop.services.official_calendar import official_calendar
from gongkai_desktop.ui.models.calendar_model import carried, dragged
from gongkai_desktop.ui.models.day_index import DayIndex
from gongkai_desktop.ui.models.line_table import AGENDA_TITLES, LineTableModel, agenda_line
from gongkai_desktop.ui.models.year_model import MONTH_ROLE, YearModel
from gongkai_desktop.ui.views.calendar import DutyCalendarView

from .builders import TODAY, checkpoint, duty, with_checkpoints

_KEY = Qt.Key
CALENDAR = official_calendar()
SOON = date(2026, 10, 20)
ROWS = [
    with_checkpoints(
        duty(1, unit_name="县财政局"), [checkpoint(1, 1, SOON), checkpoint(4, 1, date(2026, 12, 31))]
    ),
    with_checkpoints(duty(2, unit_name="县审计局", unit_id=2), [checkpoint(2, 2, SOON)]),
    with_checkpoints(
        duty(3, unit_name="县审计局", unit_id=2), [checkpoint(3, 3, date(2026, 10, 8), done=True)]
    ),
]


@pytest.fixture
def view(qtbot: QtBot) -> DutyCalendarView:
    made = DutyCalendarView(DEFAULT_STYLES, CALENDAR, TODAY, LeadTimes(5, 2))
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.show_rows(ROWS)
    return made


def drop(view: DutyCalendarView, mime: QMimeData, day: date) -> QDropEvent:
    place = QPointF(view.grid.visualRect(view.month.index_of(day)).center())
    left = Qt.MouseButton.LeftButton
    event = QDropEvent(place, Qt.DropAction.MoveAction, mime, left, Qt.KeyboardModifier.NoModifier)
    view.grid.dropEvent(event)
    return event


def moves(view: DutyCalendarView) -> list[tuple[int, date | None]]:
    told: list[tuple[int, date | None]] = []
    view.move_wanted.connect(lambda point, day: told.append((point.id, day)))
    return told


def cells(model: LineTableModel) -> list[list[str]]:
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_that_a_checkpoint_dropped_on_a_day_asks_to_be_moved_there(view: DutyCalendarView) -> None:
    told = moves(view)
    assert drop(view, dragged(2), date(2026, 10, 27)).isAccepted()
    assert told == [(2, date(2026, 10, 27))]


def test_that_a_checkpoint_dropped_on_its_own_day_stays(view: DutyCalendarView) -> None:
    told = moves(view)
    drop(view, dragged(2), SOON)
    assert told == []


def test_that_files_dropped_on_a_day_are_left_to_the_window(view: DutyCalendarView) -> None:
    told = moves(view)
    mime = QMimeData()
    mime.setText("别的东西")
    assert not drop(view, mime, date(2026, 10, 27)).isAccepted()
    assert told == []


def test_that_only_what_is_not_done_can_be_dragged(view: DutyCalendarView) -> None:
    flag = Qt.ItemFlag.ItemIsDragEnabled
    view.go_to(SOON)
    assert view.list.points.flags(view.list.points.index(0)) & flag
    view.go_to(date(2026, 10, 8))
    assert not view.list.points.flags(view.list.points.index(0)) & flag


def test_that_the_list_gives_the_checkpoint_of_its_day_along(view: DutyCalendarView) -> None:
    view.go_to(SOON)
    mime = view.list.points.mimeData([view.list.points.index(1)])
    assert carried(mime) == view.list.points.point_at(1)[1].id


def test_that_keys_take_a_checkpoint_up_and_put_it_on_another_day(
    qtbot: QtBot, view: DutyCalendarView
) -> None:
    told = moves(view)
    view.go_to(SOON)
    qtbot.keyClick(view.grid, _KEY.Key_Return)
    qtbot.keyClick(view.list, _KEY.Key_X, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view.grid, _KEY.Key_Down)
    qtbot.keyClick(view.grid, _KEY.Key_Return)
    assert told == [(1, date(2026, 10, 27))]
    qtbot.keyClick(view.grid, _KEY.Key_Return)
    assert len(told) == 1, "put down once"


def test_that_escape_lets_a_taken_checkpoint_go(qtbot: QtBot, view: DutyCalendarView) -> None:
    told = moves(view)
    view.go_to(SOON)
    view.list.enter()
    qtbot.keyClick(view.list, _KEY.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert view.let_go()
    assert not view.let_go()
    qtbot.keyClick(view.grid, _KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told == []


@pytest.mark.parametrize("mode", ["month", "backward", "agenda"])
def test_that_f2_moves_the_chosen_checkpoint_not_the_deciding_one(
    qtbot: QtBot, view: DutyCalendarView, mode: str
) -> None:
    told = moves(view)
    view.show_mode(mode)
    view.go_to(date(2026, 12, 31))
    part: Any = {"month": view.list, "backward": view.backward, "agenda": view.agenda}[mode]
    part.setCurrentIndex(part.model().index(0, 0))
    qtbot.keyClick(part, _KEY.Key_F2)
    assert told == [(4, None)]


def test_that_choosing_a_line_selects_its_duty(qtbot: QtBot, view: DutyCalendarView) -> None:
    view.show_mode("backward")
    with qtbot.waitSignal(view.selection_made, check_params_cb=lambda ids, now: (ids, now) == ((2,), 2)):
        view.backward.selectRow(2)


def test_that_the_backward_view_goes_by_unit_and_names_a_unit_once(view: DutyCalendarView) -> None:
    view.show_mode("backward")
    assert cells(view.backward.lines) == [
        ["县财政局", "10-20 (周二)", "1 财政信息公开", "牵头", "10-13 (周二)", "10-16 (周五)", "○ 未到提醒"],
        ["县审计局", "10-08 (周四)", "3 财政信息公开", "牵头", "", "", "✓ 已完成"],
        ["", "10-20 (周二)", "2 财政信息公开", "牵头", "10-13 (周二)", "10-16 (周五)", "○ 未到提醒"],
    ]


def test_that_the_agenda_shows_three_months_by_day(view: DutyCalendarView) -> None:
    view.show_mode("agenda")
    days = [row[0] for row in cells(view.agenda.lines)]
    assert days == ["10-08 (周四)", "10-20 (周二)", "", "12-31 (周四)"]
    assert view.head.title.text() == "2026年10月—12月"
    view.turn(3)
    assert view.head.title.text() == "2027年1月—3月"
    assert view.agenda.lines.rowCount() == 0


def test_that_an_empty_month_says_so_and_keeps_its_keys(qtbot: QtBot, view: DutyCalendarView) -> None:
    view.show_mode("backward")
    view.go_to(date(2026, 2, 1))
    qtbot.keyClick(view.backward, _KEY.Key_PageDown)
    assert view.day == date(2026, 3, 1)
    qtbot.keyClick(view.backward, _KEY.Key_Home)
    assert view.day == TODAY


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (_KEY.Key_Right, date(2026, 11, 12)),
        (_KEY.Key_Up, date(2026, 6, 12)),
        (_KEY.Key_PageDown, date(2027, 10, 12)),
    ],
)
def test_that_keys_walk_through_the_year(
    qtbot: QtBot, view: DutyCalendarView, key: Qt.Key, day: date
) -> None:
    view.show_mode("year")
    qtbot.keyClick(view.year_grid, key)
    assert view.day == day
    assert view.year.month_at(view.year_grid.currentIndex()) == day.replace(day=1)


def test_that_enter_opens_the_month_of_the_year(qtbot: QtBot, view: DutyCalendarView) -> None:
    view.show_mode("year")
    qtbot.keyClick(view.year_grid, _KEY.Key_Right)
    qtbot.keyClick(view.year_grid, _KEY.Key_Return)
    assert view.mode == "month"
    assert view.month.month == date(2026, 11, 1)


def test_that_a_month_of_the_year_counts_and_shows_the_worst_light() -> None:
    model = YearModel(TODAY, CALENDAR.mark, DEFAULT_STYLES)
    model.show(DayIndex(ROWS), 2026)
    cell = model.index_of(SOON).data(MONTH_ROLE)
    assert cell.counts == {Light.SOON: 2, Light.DONE: 1}
    small = {day.day: day.light for week in cell.weeks for day in week if day and day.light}
    assert small == {date(2026, 10, 8): Light.DONE, SOON: Light.SOON}
    assert "已完成 1 · 临期 2" in model.index_of(SOON).data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_the_year_explains_its_days_and_the_month_does_not(view: DutyCalendarView) -> None:
    view.show_mode("year")
    assert "涂满：逾期" in view._said.text()
    assert not view._said.isHidden()
    view.show_mode("month")
    assert view._said.isHidden()


def test_that_years_without_a_schedule_are_marked(view: DutyCalendarView) -> None:
    assert view.head.note.isHidden()
    view.go_to(date(2031, 5, 1))
    assert view.head.note.text() == "2031年暂按法定节日推算"
    assert not view.head.note.isHidden()


def test_that_print_tells_the_view_and_its_month(qtbot: QtBot, view: DutyCalendarView) -> None:
    view.show_mode("year")
    with qtbot.waitSignal(view.print_wanted) as told:
        view.head.print_wanted.emit()
    assert told.args == ["year", date(2026, 10, 1)]


def test_that_the_models_keep_qts_rules(qtmodeltester: ModelTester) -> None:
    year = YearModel(TODAY, CALENDAR.mark, DEFAULT_STYLES)
    table = LineTableModel(AGENDA_TITLES, 1)
    for rows in ((), ROWS, ROWS[:1]):
        year.show(DayIndex(rows), 2026)
        qtmodeltester.check(year)
        pairs = DayIndex(rows).points_between(date.min, date.max)
        table.show(
            pairs, lambda place, pairs=pairs: agenda_line(pairs[place], DEFAULT_STYLES, CALENDAR.mark, 2026)
        )
        qtmodeltester.check(table)


def test_that_a_column_gives_way_where_there_is_no_room(view: DutyCalendarView) -> None:
    view.show_mode("agenda")
    assert not view.agenda.isColumnHidden(5)
    view.resize(640, 500)
    view.agenda.resize(640, 400)
    assert view.agenda.isColumnHidden(5)
