"""The source is shown as it looks: merges, sizes, marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.grid import Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.domain.recognised import Origin, RecognisedDocument
from gongkai_desktop.services.import_plan import ImportPreview
from gongkai_desktop.services.points import prose_paragraphs
from gongkai_desktop.services.review import ReviewFile
from gongkai_desktop.ui.dialogs.review.draft import ReviewDraft
from gongkai_desktop.ui.dialogs.review.grid_view import GridView, column_widths, row_heights
from gongkai_desktop.ui.dialogs.review.prose_view import ProseView
from gongkai_desktop.ui.dialogs.review.source_model import PROSE, GridModel, Mark, blank_rows
from gongkai_desktop.ui.dialogs.review.source_view import SourceView

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


def _file(*blocks: Grid | Paragraph) -> tuple[ReviewDraft, ReviewFile]:
    raw = RawDocument("f", blocks)
    document = RecognisedDocument("f", "要点", None, None, None, None, 2026, (), ())
    preview = ImportPreview(Path("f"), "f", b"", "", raw, document, 2026)
    return ReviewDraft(preview), ReviewFile(preview, paragraphs=prose_paragraphs(raw))


def _shown(view: SourceView) -> str:
    return view.findChild(QComboBox).currentText()


def test_that_the_part_a_task_was_read_from_comes_to_the_front(qtbot: QtBot) -> None:
    other = Grid("表2", (Cell("甲", 0, 0),), 1, 1)
    view = SourceView(*_file(Paragraph("标题", "第1段"), GRID, other))
    qtbot.addWidget(view)
    view.mark(Origin("表2", 1), {(1, 1): Mark.TASK}, (1, 1), ())
    assert _shown(view) == "表2"
    view.mark(Origin(PROSE, 1), {(1, 1): Mark.TASK}, (1, 1), ())
    assert _shown(view) == "正文"
    view.mark(Origin("表1", 2), {(2, 1): Mark.TASK}, (2, 1), ())
    assert _shown(view) == "表1"


def test_that_a_paragraph_is_marked_and_in_it_the_words_of_the_field(qtbot: QtBot) -> None:
    view = ProseView((Paragraph("一、总则", "第1段"), Paragraph("公开目录。（县财政局）", "第2段")))
    qtbot.addWidget(view)
    view.mark({2: Mark.TASK}, ["县财政局"], 2)
    marked = [selection.cursor.selectedText() for selection in view.extraSelections()]  # type: ignore[attr-defined]
    assert marked == ["公开目录。（县财政局）", "县财政局"]


def test_that_clicking_a_paragraph_tells_its_number(qtbot: QtBot) -> None:
    view = ProseView((Paragraph("一、总则", "第1段"), Paragraph("公开目录。", "第2段")))
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    block = view.document().findBlockByNumber(1)
    place = view.cursorRect(QTextCursor(block)).center()
    with qtbot.waitSignal(view.paragraph_chosen) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == [2]


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
    view = SourceView(*_file(GRID))
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    table = view.findChild(GridView)
    place = table.visualRect(table.model().index(2, 1)).center()
    with qtbot.waitSignal(view.cell_chosen) as told:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["表1", 3, 2]
