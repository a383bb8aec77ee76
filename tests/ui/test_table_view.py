"""表格: keys, copying, columns."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import DEFAULT_STYLES
from gongkai_desktop.ui.views.duty_menu import duty_menu
from gongkai_desktop.ui.views.table import DutyTableView

from .builders import TODAY, checkpoint, duty, many, with_checkpoints

_KEY = Qt.Key


@pytest.fixture
def view(qtbot: QtBot) -> DutyTableView:
    made = DutyTableView(DEFAULT_STYLES)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    return made


def shown_columns(view: DutyTableView) -> list[str]:
    return [c.key for place, c in enumerate(view.table.columns) if not view.isColumnHidden(place)]


def go_to(view: DutyTableView, key: str, row: int = 0) -> None:
    view.setCurrentIndex(view.table.index(row, view.table.column_place(key)))


def test_that_copied_rows_are_what_excel_takes(qtbot: QtBot, view: DutyTableView) -> None:
    row = with_checkpoints(duty(1, requirement="第一行\n第二行"), [checkpoint(1, 1, TODAY, label="10月底前")])
    view.show_rows([row, duty(2)])
    view.show_selection((1,), 1)
    qtbot.keyClick(view, _KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    titles, cells = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    copied = dict(zip(titles, cells, strict=True))
    assert copied["要求"] == "第一行 第二行"
    assert copied["时限"] == "2026-10-12"
    assert copied["状态"] == "◐ 临期 今天到期"
    assert "来源" not in copied, "hidden columns stay out"


def test_that_choosing_rows_tells_their_duties(qtbot: QtBot, view: DutyTableView) -> None:
    view.show_rows(many(5))
    with qtbot.waitSignal(view.selection_made, check_params_cb=lambda ids, now: (ids, now) == ((3,), 3)):
        view.selectRow(2)


def test_that_showing_a_selection_is_not_told_back(qtbot: QtBot, view: DutyTableView) -> None:
    view.show_rows(many(5))
    with qtbot.assertNotEmitted(view.selection_made):
        view.show_selection((2, 4), 4)
    assert {index.row() for index in view.selectionModel().selectedRows()} == {1, 3}


def test_that_enter_opens_the_whole_text(qtbot: QtBot, view: DutyTableView) -> None:
    view.show_rows(many(3))
    go_to(view, "requirement", 1)
    opened: list[DutyRow] = []
    view.whole_wanted.connect(opened.append)
    qtbot.keyClick(view, _KEY.Key_Return)
    assert [row.duty_id for row in opened] == [2]


@pytest.mark.parametrize(
    ("column", "command"),
    [("due", "move_date"), ("light", "complete"), ("progress", "progress"), ("unit", "progress")],
)
def test_that_f2_starts_the_command_of_the_column(
    qtbot: QtBot, view: DutyTableView, column: str, command: str
) -> None:
    view.show_rows(many(3))
    go_to(view, column)
    with qtbot.waitSignal(view.command_wanted, check_params_cb=lambda given: given == command):
        qtbot.keyClick(view, _KEY.Key_F2)


def test_that_f2_on_a_text_edits_it_in_place(qtbot: QtBot, view: DutyTableView) -> None:
    view.show_rows([duty(1)])
    go_to(view, "requirement")
    qtbot.keyClick(view, _KEY.Key_F2)
    editor = view.findChild(QPlainTextEdit)
    assert isinstance(editor, QPlainTextEdit)
    with qtbot.waitSignal(
        view.edit_wanted, check_params_cb=lambda _row, *rest: rest == ("requirement", "新的要求")
    ):
        editor.setPlainText("新的要求")
        qtbot.keyClick(editor, _KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_that_a_right_click_offers_the_commands(qtbot: QtBot, view: DutyTableView) -> None:
    told: list[str] = []
    menu = duty_menu(view, told.append, lambda: told.append("whole"), lambda: told.append("copy"))
    for action in menu.actions():
        action.trigger()
    dates = ["move_date", "own_dates", "event", "rhythm"]
    assert told == ["progress", "complete", "reopen", *dates, "cancel", "whole", "copy"]


def test_that_space_toggles_the_detail(qtbot: QtBot, view: DutyTableView) -> None:
    view.show_rows(many(3))
    with qtbot.waitSignal(view.command_wanted, check_params_cb=lambda given: given == "detail"):
        qtbot.keyClick(view, _KEY.Key_Space)


def test_that_columns_are_hidden_and_come_back(view: DutyTableView) -> None:
    first = shown_columns(view)
    actions = {action.text(): action for action in view.columns_menu().actions()}
    actions["角色"].trigger()
    actions["来源"].trigger()
    assert set(shown_columns(view)) == set(first) - {"role"} | {"plan"}
    actions["恢复原来的列"].trigger()
    assert shown_columns(view) == first


def test_that_the_task_cannot_be_hidden(view: DutyTableView) -> None:
    actions = {action.text(): action for action in view.columns_menu().actions()}
    assert not actions["任务"].isEnabled()


def test_that_widths_order_and_hidden_columns_are_remembered(qtbot: QtBot, view: DutyTableView) -> None:
    view.setColumnWidth(view.table.column_place("unit"), 181)
    view.setColumnHidden(view.table.column_place("role"), True)
    view.horizontalHeader().moveSection(0, 3)
    other = DutyTableView(DEFAULT_STYLES)
    qtbot.addWidget(other)
    other.resize(view.size())
    other.show()
    other.restore_layout(view.layout_state())
    assert other.layout_state() == view.layout_state()
    assert other.isColumnHidden(other.table.column_place("role"))


def test_that_a_remembered_layout_of_other_columns_does_no_harm(view: DutyTableView) -> None:
    view.restore_layout({"gone": 100, "task": 0})
    assert "task" in shown_columns(view)


def test_that_the_requirement_gives_way_so_that_the_state_is_in_sight(
    qtbot: QtBot, view: DutyTableView
) -> None:
    view.show_rows([duty(1, requirement="公开预算。")])
    light, requirement = view.table.column_place("light"), view.table.column_place("requirement")
    for width, is_shown in ((700, True), (640, False), (1000, True)):
        view.resize(width, 400)
        assert ("requirement" in shown_columns(view)) is is_shown, width
        right = view.columnViewportPosition(light) + view.columnWidth(light)
        assert right <= view.viewport().width(), width
    view.resize(640, 400)
    assert view.layout_state()["requirement"] == view.table.columns[requirement].width, "it is not remembered"
    view.show_selection((1,), 1)
    qtbot.keyClick(view, _KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "公开预算。" in QGuiApplication.clipboard().text()


def test_that_the_requirement_stays_once_it_is_asked_for(view: DutyTableView) -> None:
    view.resize(640, 400)
    menu = view.columns_menu()
    next(action for action in menu.actions() if action.text() == "要求").toggle()
    assert "requirement" in shown_columns(view)
    view.resize(630, 400)
    assert "requirement" in shown_columns(view)
    view.reset_columns()
    assert "requirement" not in shown_columns(view)


def test_that_the_requirement_takes_the_width_that_is_left(view: DutyTableView) -> None:
    view.resize(1600, 400)
    widths = [view.columnWidth(place) for place in range(len(view.table.columns))]
    assert sum(widths) == view.viewport().width()


def test_that_every_cell_is_painted_at_every_scroll_position(qtbot: QtBot, view: DutyTableView) -> None:
    view.show_rows(many(50))
    for value in range(0, view.verticalScrollBar().maximum(), 97):
        view.verticalScrollBar().setValue(value)
        assert not view.grab().isNull()
