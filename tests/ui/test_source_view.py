"""The source is shown as it looks: merges, sizes, marks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.grid import Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.ui.dialogs.review.source_model import (
    OUTSIDE,
    GridModel,
    Mark,
    blank_rows,
    find_place,
    sheets,
)
from gongkai_desktop.ui.dialogs.review.source_view import GridView, SourceView, column_widths, row_heights

GRID = Grid(
    "表1",
    (
        Cell("类别", 0, 0),
        Cell("任务", 0, 1),
        Cell("信息公开", 1, 0, row_span=2),
        Cell("公开目录" * 20, 1, 1),
        Cell("公开清单", 2, 1),
    ),
    3,
    2,
)


@pytest.mark.parametrize("grid", [GRID, Grid("空表", (), 0, 0)])
def test_that_the_model_keeps_the_rules_of_models(grid: Grid, qtmodeltester: ModelTester) -> None:
    model = GridModel(grid)
    qtmodeltester.check(model)
    model.set_marks({(2, 0): Mark.TASK, (1, 1): Mark.FIELD})
    model.set_marks({})


def test_that_a_merged_cell_is_one_cell_wherever_it_is_asked_for(qtbot: QtBot) -> None:
    view = GridView(GRID)
    qtbot.addWidget(view)
    assert view.rowSpan(1, 0) == 2
    model = GridModel(GRID)
    model.set_marks({(2, 0): Mark.TASK})
    assert model.data(model.index(1, 0), Qt.ItemDataRole.BackgroundRole) is not None


def test_that_text_outside_the_tables_is_shown_as_a_table_of_its_own() -> None:
    raw = RawDocument("f", (Paragraph("标题", "第1段"), GRID, Paragraph("注：略", "第2段")))
    shown = sheets(raw)
    assert [grid.place for grid in shown] == ["表1", OUTSIDE]
    assert [cell.text for cell in shown[1].cells] == ["标题", "注：略"]
    assert find_place(raw, "第2段", 1) == (OUTSIDE, 1)
    assert find_place(raw, "表1", 3) == ("表1", 2)


def test_that_columns_share_the_width_by_their_text_and_none_is_unreadable() -> None:
    narrow, wide = column_widths(GRID, 600, 44)
    assert 44 <= narrow < wide
    assert 590 <= narrow + wide <= 600
    assert column_widths(GRID, 10, 44) == [44, 44]


def test_that_a_merged_cell_never_makes_its_first_row_taller_than_its_text() -> None:
    heights = row_heights(GRID, lambda cell: 100 if cell.row_span > 1 else 30, [20] * 3)
    assert heights == [30, 30, 70]


def test_that_blank_rows_are_gaps_without_a_number() -> None:
    grid = Grid("文本表1", (Cell("甲", 0, 0), Cell(" ", 1, 0), Cell("乙", 2, 0)), 3, 1)
    model = GridModel(grid)
    assert blank_rows(grid) == {1}
    numbers = [model.headerData(row, Qt.Orientation.Vertical) for row in range(3)]
    assert numbers == ["1", "", "3"]


def test_that_a_click_tells_the_place_as_the_file_counts_it(qtbot: QtBot) -> None:
    view = SourceView(RawDocument("f", (GRID,)))
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    table = view.findChild(GridView)
    place = table.visualRect(table.model().index(2, 1)).center()
    with qtbot.waitSignal(view.cell_chosen) as told:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["表1", 3, 2]
