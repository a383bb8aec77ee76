"""The item models: every one under Qt's model tester, with exact notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.duty_row import DutyRow
from gongkai_desktop.domain.lights import DEFAULT_STYLES, Light
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.services.official_calendar import official_calendar
from gongkai_desktop.ui.models.calendar_model import DayListModel, MonthModel
from gongkai_desktop.ui.models.duty_columns import duty_columns
from gongkai_desktop.ui.models.duty_table import SORT_ROLE, DutyTableModel
from gongkai_desktop.ui.models.duty_tree import UNCONFIRMED, DutyTreeModel

from .builders import TODAY, checkpoint, duty, many, with_checkpoints

Model = DutyTableModel | DutyTreeModel | MonthModel | DayListModel


def table() -> DutyTableModel:
    return DutyTableModel(duty_columns(DEFAULT_STYLES))


def tree() -> DutyTreeModel:
    return DutyTreeModel(DEFAULT_STYLES)


def month() -> MonthModel:
    return MonthModel(TODAY, official_calendar().mark, DEFAULT_STYLES)


def texts(model: DutyTableModel, key: str) -> list[str]:
    column = model.column_place(key)
    return [model.index(place, column).data() for place in range(model.rowCount())]


@pytest.mark.parametrize("make", [table, tree, month])
def test_that_a_model_keeps_qts_rules_empty_full_and_after_changes(
    qtmodeltester: ModelTester, make: Callable[[], Model]
) -> None:
    model = make()
    qtmodeltester.check(model)
    rows = many(40)
    changed = [replace(rows[0], last_progress="新"), *rows[1:5]]
    for given in (rows, rows[:5], changed, [*changed, *rows[5:]], rows[3:9], ()):
        model.show(given)  # type: ignore[arg-type]
        qtmodeltester.check(model)


def test_that_the_day_list_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    row = with_checkpoints(duty(1), [checkpoint(1, 1, TODAY)])
    model = DayListModel(DEFAULT_STYLES)
    for points in ((), ((row, row.checkpoints[0]),), ()):
        model.show(points)
        qtmodeltester.check(model)


def test_that_a_sorted_table_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = table()
    model.show(many(30))
    for column in range(model.columnCount()):
        for order in Qt.SortOrder:
            model.sort(column, order)
    qtmodeltester.check(model)


def test_that_sorting_keeps_hold_of_the_rows_that_views_point_at() -> None:
    model = table()
    model.show(many(9))
    held = [model.index(place, 0) for place in range(9)]
    kept = [(QPersistentModelIndex(index), model.row_at(index.row()).duty_id) for index in held]
    model.sort(model.column_place("unit"), Qt.SortOrder.DescendingOrder)
    assert [model.row_at(index.row()).duty_id for index, _ in kept] == [duty_id for _, duty_id in kept]


def test_that_numbers_sort_as_numbers_and_missing_ones_come_last() -> None:
    model = table()
    model.show([duty(i, no=no) for i, no in enumerate(("10", None, "9", "（2）", "附"), start=1)])
    model.sort(model.column_place("no"))
    assert texts(model, "no") == ["（2）", "9", "10", "", "附"]


def test_that_dates_sort_by_day_and_duties_without_one_come_last() -> None:
    days = (date(2026, 12, 1), date(2026, 2, 3), date(2025, 11, 30))
    rows = [with_checkpoints(duty(i), [checkpoint(i, i, day)]) for i, day in enumerate(days, start=1)]
    model = table()
    model.show([duty(9, deadline_text="长期坚持"), *rows])
    model.sort(model.column_place("due"))
    assert texts(model, "due") == ["2025-11-30", "02-03 (周二)", "12-01 (周二)", "长期坚持"]


def test_that_units_sort_by_pinyin() -> None:
    model = table()
    names = ("县卫生健康局", "县财政局", "县公安局", "县民政局")
    model.show([duty(i, unit_name=name) for i, name in enumerate(names, start=1)])
    model.sort(model.column_place("unit"))
    assert texts(model, "unit") == ["县财政局", "县公安局", "县民政局", "县卫生健康局"]


def test_that_the_third_click_brings_the_ledgers_order_back() -> None:
    model = table()
    model.show(many(12))
    before = [model.row_at(i).duty_id for i in range(12)]
    model.sort(model.column_place("unit"))
    model.sort(-1)
    assert [model.row_at(i).duty_id for i in range(12)] == before


def test_that_neighbouring_rows_of_one_task_form_a_group() -> None:
    model = table()
    model.show([duty(1, task_id=1), duty(2, task_id=1), duty(3, task_id=2), duty(4, task_id=1)])
    groups = [model.group_at(place) for place in range(4)]
    assert groups == [(0, 1), (0, 1), (2, 2), (3, 3)]


def test_that_only_changed_rows_are_announced(qtbot: QtBot) -> None:
    model = table()
    rows = list(many(10))
    model.show(rows)
    resets: list[int] = []
    told: list[tuple[int, int]] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    for place in (2, 3, 7):
        rows[place] = replace(rows[place], last_progress="录入中")
    model.show(rows)
    assert (resets, told) == ([], [(2, 3), (7, 7)])


def test_that_editing_asks_and_leaves_the_cell_to_the_ledger(qtbot: QtBot) -> None:
    model = table()
    model.show([duty(1)])
    asked: list[tuple[DutyRow, str, str]] = []
    model.edit_wanted.connect(lambda row, name, text: asked.append((row, name, text)))
    cell = model.index(0, model.column_place("task"))
    assert model.setData(cell, "  预算公开 ") is False
    assert model.setData(cell, "财政信息公开") is False, "the same text is no change"
    assert [(name, text) for _row, name, text in asked] == [("name", "预算公开")]
    assert cell.data() == "财政信息公开"


def test_that_only_fields_of_the_task_are_edited_in_place() -> None:
    model = table()
    model.show([duty(1)])
    editable = [
        column.key
        for place, column in enumerate(model.columns)
        if model.flags(model.index(0, place)) & Qt.ItemFlag.ItemIsEditable
    ]
    assert editable == ["no", "task", "requirement"]


def test_that_every_column_gives_text_and_a_key_to_sort_by() -> None:
    model = table()
    model.show([duty(1), many(3)[2]])
    for place in range(model.columnCount()):
        cell = model.index(0, place)
        assert isinstance(cell.data(), str)
        assert cell.data(SORT_ROLE) is not None
        assert model.headerData(place, Qt.Orientation.Horizontal)


def branch_names(model: DutyTreeModel) -> list[str]:
    return [model.index(place, 0).data() for place in range(model.rowCount())]


def test_that_unconfirmed_units_stand_in_a_branch_of_their_own_at_the_end() -> None:
    model = tree()
    model.show([duty(1, unit_id=1, unit_confirmed=False), duty(2, unit_id=2)])
    assert branch_names(model) == ["县直部门", UNCONFIRMED]


def test_that_a_branch_counts_units_duties_and_lights() -> None:
    late = with_checkpoints(duty(1, unit_id=1), [checkpoint(1, 1, TODAY - timedelta(days=3))])
    model = tree()
    model.show([late, duty(2, unit_id=1), duty(3, unit_id=2)])
    branch = model.index(0, 0)
    assert branch.siblingAtColumn(1).data() == "2 个单位  3 项"
    assert branch.siblingAtColumn(3).data() == "逾期 1 · 无时限 2"
    assert model.node(branch).counts[Light.LATE] == 1


def test_that_new_values_leave_the_tree_standing(qtbot: QtBot) -> None:
    model = tree()
    rows = list(many(12))
    model.show(rows)
    assert model.index_of(rows[4].duty_id).isValid(), "only what somebody looked at is announced"
    resets: list[int] = []
    told: list[QModelIndex] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda first, _last: told.append(first))
    rows[4] = replace(rows[4], role=Role.SUPPORT, last_progress="已公开")
    model.show(rows)
    assert not resets
    assert [model.node(index).kind for index in told] == ["duty"]
    assert model.node(model.index_of(rows[4].duty_id)).row == rows[4]


def test_that_a_new_light_is_counted_in_the_branches_above() -> None:
    model = tree()
    rows = [duty(1, unit_id=1), duty(2, unit_id=1)]
    model.show(rows)
    assert model.rowCount(model.unit_index(1)) == 2
    assert model.index_of(1).isValid()
    told: list[str] = []
    model.dataChanged.connect(lambda first, _last: told.append(model.node(first).kind))
    model.show([with_checkpoints(rows[0], [checkpoint(1, 1, TODAY, done=True)]), rows[1]])
    assert model.index(0, 3).data() == "已完成 1 · 无时限 1"
    assert told == ["duty", "unit", "branch"]


def test_that_a_day_counts_its_checkpoints_by_light() -> None:
    points = [checkpoint(1, 1, TODAY, done=True), checkpoint(2, 1, date(2026, 11, 30))]
    model = month()
    model.show([with_checkpoints(duty(1), points), with_checkpoints(duty(2), [checkpoint(3, 2, TODAY)])])
    cell = model.index_of(TODAY).data(Qt.ItemDataRole.UserRole)
    assert (cell.counts[Light.DONE], cell.counts[Light.SOON]) == (1, 1)
    assert [row.duty_id for row, _point in model.days.points_on(TODAY)] == [2, 1], "what is open comes first"


def test_that_holidays_and_make_up_days_are_marked_and_spoken() -> None:
    model = month()
    model.show_month(date(2026, 10, 1))
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.index_of(date(2026, 10, 1)).data(Qt.ItemDataRole.UserRole).mark == "休"
    assert "调休上班" in model.index_of(date(2026, 10, 10)).data(spoken)


def test_that_a_month_begins_on_the_monday_before_it() -> None:
    model = month()
    model.show_month(date(2026, 10, 20))
    assert model.day_at(model.index(0, 0)) == date(2026, 9, 28)
    assert model.index_of(date(2026, 12, 1)).isValid() is False


def test_that_rows_read_anew_are_found_in_the_tree() -> None:
    model = tree()
    rows = many(12)
    model.show(rows)
    model.show([replace(row) for row in rows])
    assert all(model.node(model.index_of(row.duty_id)).row == row for row in rows)


@pytest.mark.parametrize("key", [column.key for column in duty_columns(DEFAULT_STYLES)])
def test_that_a_column_sorts_by_its_keys_and_keeps_the_order_of_equal_rows(key: str) -> None:
    model = table()
    column = model.columns[model.column_place(key)]
    rows = many(60)
    assert column.in_order(rows) == sorted(rows, key=column.sort_key)
    assert column.in_order(rows, descending=True) == sorted(rows, key=column.sort_key, reverse=True)
