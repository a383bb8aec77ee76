"""按单位, 日历, the filter bar and the whole text: keys, jumps, what they tell."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.services.official_calendar import official_calendar
from gongkai_desktop.ui.views.calendar import DutyCalendarView
from gongkai_desktop.ui.views.filter_bar import FilterBar
from gongkai_desktop.ui.views.tree import DutyTreeView
from gongkai_desktop.ui.views.whole_text import WholeTextDialog

from .builders import TODAY, checkpoint, duty, with_checkpoints

_KEY = Qt.Key
_UNITS = {1: "县财政局\nxczj", 2: "县公安局\nxgaj\n公安局\ngaj", 3: "县教育局\nxjyj"}
_ROWS = [
    with_checkpoints(duty(i, unit_id=i, unit_name=text.split("\n")[0]), [checkpoint(i, i, TODAY)])
    for i, text in _UNITS.items()
]


@pytest.fixture
def tree(qtbot: QtBot) -> DutyTreeView:
    made = DutyTreeView(DEFAULT_STYLES)
    qtbot.addWidget(made)
    made.unit_texts = _UNITS
    made.resize(900, 400)
    made.show()
    made.show_rows(_ROWS)
    return made


@pytest.fixture
def calendar(qtbot: QtBot) -> DutyCalendarView:
    made = DutyCalendarView(DEFAULT_STYLES, official_calendar(), TODAY)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.show_rows(_ROWS)
    return made


@pytest.fixture
def bar(qtbot: QtBot) -> FilterBar:
    made = FilterBar(DEFAULT_STYLES)
    qtbot.addWidget(made)
    made.show()
    made.set_choices(_ROWS, _UNITS)
    return made


@pytest.mark.parametrize(("typed", "unit"), [("gaj", "县公安局"), ("xj", "县教育局"), ("XCZ", "县财政局")])
def test_that_typing_initials_jumps_to_the_unit(
    qtbot: QtBot, tree: DutyTreeView, typed: str, unit: str
) -> None:
    for letter in typed:
        tree.keyboardSearch(letter)
    assert tree.currentIndex().data() == unit


def test_that_choosing_a_unit_selects_all_its_duties(qtbot: QtBot, tree: DutyTreeView) -> None:
    with qtbot.waitSignal(tree.selection_made, check_params_cb=lambda ids, now: (ids, now) == ((2,), 2)):
        tree.setCurrentIndex(tree.tree.unit_index(2))


def test_that_a_shown_selection_opens_its_branches(tree: DutyTreeView) -> None:
    tree.show_selection((3,), 3)
    index = tree.tree.index_of(3)
    assert tree.isExpanded(index.parent())
    assert tree.currentIndex() == index


def test_that_open_units_stay_open_when_the_list_changes(tree: DutyTreeView) -> None:
    tree.setExpanded(tree.tree.unit_index(2), True)
    tree.show_rows(_ROWS[1:])
    assert tree.isExpanded(tree.tree.unit_index(2))
    assert not tree.isExpanded(tree.tree.unit_index(3))


def test_that_a_unit_offers_to_be_shown_alone(qtbot: QtBot, tree: DutyTreeView) -> None:
    menu = tree.menu_for(tree.tree.node(tree.tree.unit_index(3)))
    action = next(action for action in menu.actions() if action.text() == "只看这个单位")
    with qtbot.waitSignal(tree.unit_wanted, check_params_cb=lambda unit_id: unit_id == 3):
        action.trigger()


def test_that_only_unconfirmed_units_offer_to_be_confirmed(tree: DutyTreeView) -> None:
    tree.show_rows([duty(1, unit_id=1), duty(2, unit_id=2, unit_confirmed=False)])
    for unit_id, offered in ((1, False), (2, True)):
        texts = [
            action.text() for action in tree.menu_for(tree.tree.node(tree.tree.unit_index(unit_id))).actions()
        ]
        assert ("逐个确认单位…" in texts) is offered


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (_KEY.Key_Left, date(2026, 10, 11)),
        (_KEY.Key_Down, date(2026, 10, 19)),
        (_KEY.Key_PageDown, date(2026, 11, 12)),
        (_KEY.Key_PageUp, date(2026, 9, 12)),
    ],
)
def test_that_keys_walk_through_the_calendar(
    qtbot: QtBot, calendar: DutyCalendarView, key: Qt.Key, day: date
) -> None:
    qtbot.keyClick(calendar.grid, key)
    assert calendar.day == day
    assert calendar.month.day_at(calendar.grid.currentIndex()) == day


def test_that_walking_over_the_edge_turns_the_month(qtbot: QtBot, calendar: DutyCalendarView) -> None:
    calendar.go_to(date(2026, 10, 31))
    qtbot.keyClick(calendar.grid, _KEY.Key_Right)
    assert (calendar.day, calendar.month.month) == (date(2026, 11, 1), date(2026, 11, 1))


def test_that_turning_months_stays_inside_short_ones(calendar: DutyCalendarView) -> None:
    calendar.go_to(date(2026, 12, 31))
    calendar.turn(2)
    assert calendar.day == date(2027, 2, 28)


def test_that_the_chosen_day_lists_its_checkpoints(qtbot: QtBot, calendar: DutyCalendarView) -> None:
    assert calendar.list.points.rowCount() == 3
    with qtbot.waitSignal(calendar.selection_made, check_params_cb=lambda ids, now: (ids, now) == ((1,), 1)):
        qtbot.keyClick(calendar.grid, _KEY.Key_Return)


def test_that_a_duty_chosen_elsewhere_turns_the_calendar_to_its_day(calendar: DutyCalendarView) -> None:
    calendar.reveal(with_checkpoints(duty(9), [checkpoint(9, 9, date(2026, 12, 31))]))
    assert calendar.day == date(2026, 12, 31)


def test_that_every_part_of_the_bar_goes_into_the_filter(qtbot: QtBot, bar: FilterBar) -> None:
    bar.year.setCurrentIndex(1)
    bar.unit.setCurrentIndex(bar.unit.findText("县公安局"))
    bar.role.setCurrentIndex(bar.role.findData(Role.LEAD))
    bar.lights[Light.LATE].click()
    with qtbot.waitSignal(bar.filter_changed) as told:
        qtbot.keyClicks(bar.search, "czxx")
    expected = DutyFilter(year=2026, unit_id=2, role=Role.LEAD, lights=frozenset({Light.LATE}), text="czxx")
    assert told.args == [expected]
    assert bar.wanted == expected
    assert bar.wanted.role is Role.LEAD


def test_that_a_unit_is_found_by_initials(qtbot: QtBot, bar: FilterBar) -> None:
    finder = bar.unit.completer()
    assert finder is not None
    finder.setCompletionPrefix("gaj")
    assert finder.currentCompletion() == "县公安局"


def test_that_words_which_are_no_unit_do_not_stay_in_the_field(qtbot: QtBot, bar: FilterBar) -> None:
    bar.unit.setEditText("没有这个单位")
    field = bar.unit.lineEdit()
    assert field is not None
    field.editingFinished.emit()
    assert bar.unit.currentText() == "全部"
    assert bar.wanted == DutyFilter()


def test_that_new_choices_keep_what_was_chosen(bar: FilterBar) -> None:
    bar.unit.setCurrentIndex(bar.unit.findText("县公安局"))
    bar.set_choices(_ROWS[:2], _UNITS)
    assert bar.wanted.unit_id == 2


def test_that_a_filter_asked_for_before_the_ledger_is_read_is_kept(qtbot: QtBot) -> None:
    bar = FilterBar(DEFAULT_STYLES)
    qtbot.addWidget(bar)
    wanted = DutyFilter(year=2026, plan_id=1, unit_id=2, role=Role.LEAD)
    bar.set_filter(wanted)
    bar.set_choices(_ROWS, _UNITS)
    assert bar.wanted == wanted
    assert bar.unit.currentText() == "县公安局"


def test_that_a_month_from_another_page_is_shown_and_can_be_dropped(qtbot: QtBot, bar: FilterBar) -> None:
    bar.set_filter(DutyFilter(month=(2026, 10)))
    assert bar.month.text() == "只看2026年10月"
    assert bar.wanted.month == (2026, 10)
    bar.month.click()
    assert bar.wanted == DutyFilter()
    assert bar.month.isHidden()


def test_that_the_bar_wraps_in_a_narrow_window(bar: FilterBar) -> None:
    layout = bar.layout()
    assert layout is not None
    assert layout.heightForWidth(600) > layout.heightForWidth(2000)


def test_that_the_whole_text_is_shown_as_text(qtbot: QtBot) -> None:
    dialog = WholeTextDialog(duty(1, requirement="公开<b>预算</b>，不少于30日。"))
    qtbot.addWidget(dialog)
    assert "公开<b>预算</b>，不少于30日。" in dialog.text.toPlainText()
