"""台账 as a whole on a real ledger: one filter, one selection, three views, the detail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.duty_list import KnownDuties, list_duties
from gongkai_desktop.services.edit_duty import record_progress
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.ledger_page import LedgerPage

TODAY = date(2026, 10, 12)
_CTRL = Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, settle: Settle) -> LedgerPage:
    made = LedgerPage(workspace, TODAY)
    qtbot.addWidget(made)
    made.resize(1300, 740)
    made.show()
    made.reload()
    settle()
    return made


def settle_detail(qtbot: QtBot, page: LedgerPage) -> None:
    def is_current() -> bool:
        detail = page.detail.detail
        return detail is not None and detail.row.duty_id == page.duties.current

    qtbot.waitUntil(is_current, timeout=10_000)


def test_that_an_empty_ledger_says_what_to_do(
    qtbot: QtBot, empty_workspace: Workspace, settle: Settle
) -> None:
    page = LedgerPage(empty_workspace, TODAY)
    qtbot.addWidget(page)
    page.resize(1300, 740)
    page.show()
    page.reload()
    settle()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.command_wanted, check_params_cb=lambda command, _rows: command == "import"):
        page.empty.button.click()


def test_that_the_first_rows_are_shown_before_the_rest_is_read_and_stay_where_they_are(
    qtbot: QtBot, workspace: Workspace, settle: Settle
) -> None:
    whole = list_duties(workspace, TODAY)
    page = LedgerPage(workspace, TODAY)
    qtbot.addWidget(page)
    page.resize(1300, 740)
    page.show()
    page.show_first(KnownDuties(whole[:30], 0, more=True))
    assert page.table.isVisible()
    assert "正在读取" in page.head.count.text()
    page.table.selectRow(12)
    page.table.verticalScrollBar().setValue(300)
    page.reload()
    settle()
    assert page.duties.all_rows == whole
    assert page.duties.selected == (whole[12].duty_id,)
    assert page.table.verticalScrollBar().value() == 300
    assert f"{len(whole)}" in page.head.count.text()
    assert page.filters.year.count() > 1


def test_that_first_rows_tell_nothing_of_what_a_filter_finds_or_of_units(
    qtbot: QtBot, workspace: Workspace, settle: Settle
) -> None:
    whole = list_duties(workspace, TODAY)
    page = LedgerPage(workspace, TODAY)
    qtbot.addWidget(page)
    page.show()
    page.show_first(KnownDuties(whole[:3], 0, more=True))
    page.show_filter(DutyFilter(text="没有这样的事项"))
    assert not page.table.isVisible()
    assert not page.nothing.isVisible()
    page.show_filter(DutyFilter())
    page.show_view("tree")
    assert not page.tree.isVisible()
    page.reload()
    settle()
    assert page.tree.isVisible()


def test_that_the_number_of_shown_and_all_rows_is_said(page: LedgerPage) -> None:
    total = len(page.duties.all_rows)
    page.show_filter(DutyFilter(lights=frozenset({Light.LATE})))
    late = len(page.duties.shown)
    assert 0 < late < total
    assert f"<b>{late}</b> / {total} 项" in page.head.count.text()
    assert f"逾期 {late}" in page.head.count.text()


def test_that_the_views_keep_the_selection(qtbot: QtBot, page: LedgerPage) -> None:
    chosen = tuple(row.duty_id for row in page.duties.shown[3:5])
    page.duties.select(chosen, chosen[0])
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_1):
        qtbot.keyClick(page, key, _CTRL)
        assert (page.duties.selected, page.duties.current) == (chosen, chosen[0])
    assert {index.row() for index in page.table.selectionModel().selectedRows()} == {3, 4}
    assert page.foot.count.text() == "已选 2 项"


def test_that_the_calendar_turns_to_the_chosen_duty(page: LedgerPage) -> None:
    row = next(row for row in page.duties.shown if row.due and row.due.month != TODAY.month)
    page.duties.select([row.duty_id], row.duty_id)
    page.show_view("calendar")
    assert page.calendar.day == row.due


def test_that_the_detail_shows_the_chosen_duty(qtbot: QtBot, page: LedgerPage) -> None:
    row = page.duties.shown[7]
    page.duties.select([row.duty_id], row.duty_id)
    settle_detail(qtbot, page)
    shown = page.detail.body.toPlainText()
    assert row.task_name in shown
    assert row.requirement.split("\n")[0][:10] in shown
    assert "变更记录" in shown


def test_that_what_was_recorded_appears_without_losing_the_place(
    qtbot: QtBot, page: LedgerPage, workspace: Workspace, settle: Settle
) -> None:
    row = page.duties.shown[10]
    page.duties.select([row.duty_id], row.duty_id)
    resets: list[int] = []
    page.table.table.modelReset.connect(lambda: resets.append(1))
    record_progress(workspace, [row.duty_id], TODAY, "已录入", 60, "县财政局")
    page.reload()
    settle()
    assert page.duties.current == row.duty_id
    column = page.table.table.column_place("progress")
    assert page.table.table.index(10, column).data() == "10-12 已录入 60%"
    assert resets == []


def test_that_escape_clears_the_filter_and_ctrl_f_finds_the_search(qtbot: QtBot, page: LedgerPage) -> None:
    qtbot.keyClick(page, Qt.Key.Key_F, _CTRL)
    assert page.filters.search.hasFocus()
    qtbot.keyClicks(page.filters.search, "zzzzzz")
    qtbot.waitUntil(page.nothing.isVisible)
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.duties.wanted == DutyFilter()
    assert page.table.isVisible()


def test_that_units_are_found_by_pinyin_initials(qtbot: QtBot, page: LedgerPage) -> None:
    page.filters.search.setText("czj")
    qtbot.waitUntil(lambda: page.duties.wanted.text == "czj")
    assert any(row.unit_name == "县财政局" for row in page.duties.shown)


def test_that_a_date_is_moved_for_a_single_open_duty_only(qtbot: QtBot, page: LedgerPage) -> None:
    waiting = [row for row in page.duties.shown if row.due][:2]
    page.duties.select([row.duty_id for row in waiting], None)
    assert not page.foot.move_date.isEnabled()
    page.duties.select([waiting[0].duty_id], None)
    with qtbot.waitSignal(page.move_wanted, check_params_cb=lambda point, _day: point.due == waiting[0].due):
        page.foot.move_date.click()


def test_that_commands_carry_the_selected_rows(qtbot: QtBot, page: LedgerPage) -> None:
    ids = [row.duty_id for row in page.duties.shown[:3]]
    page.duties.select(ids, None)

    def fits(command: str, rows: list) -> bool:  # type: ignore[type-arg]
        return command == "progress" and [row.duty_id for row in rows] == ids

    with qtbot.waitSignal(page.command_wanted, check_params_cb=fits):
        page.foot.record.click()


def test_that_space_hides_the_detail_and_brings_it_back(qtbot: QtBot, page: LedgerPage) -> None:
    page.show_view("table")
    for visible in (False, True):
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
        assert page.detail.isVisible() is visible


def test_that_hidden_detail_stays_hidden_when_the_ledger_is_read_again(
    page: LedgerPage, settle: Settle
) -> None:
    page.run("detail")
    page.reload()
    settle()
    assert page.detail.isHidden()
