"""打印台账: the table is printed as it is shown, by its filter, order and columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gongkai_desktop.domain.filters import DutyFilter
from gongkai_desktop.domain.lights import Light
from gongkai_desktop.services.print_ledger import PrintedTable, table_pdf
from gongkai_desktop.services.sample import SAMPLE_DAY
from gongkai_desktop.services.workspace import Workspace
from gongkai_desktop.ui.dialogs.paper_dialog import PaperDialog
from gongkai_desktop.ui.main_window import MainWindow
from gongkai_desktop.ui.preferences import PreferenceFile
from gongkai_desktop.ui.views.table_print import printed_table


@pytest.fixture
def window(full_workspace: Workspace, tmp_path: Path, qtbot: QtBot, settle: Callable[[], None]) -> MainWindow:
    made = MainWindow(full_workspace, SAMPLE_DAY, PreferenceFile(tmp_path / "preferences.json"))
    qtbot.addWidget(made)
    made.show_page("ledger")
    made.show()
    settle()
    return made


def printed(window: MainWindow) -> PrintedTable:
    return printed_table(window.ledger.table, window.ledger.duties)


def test_that_what_is_filtered_sorted_and_shown_is_printed(
    window: MainWindow, settle: Callable[[], None]
) -> None:
    every = len(window.ledger.duties.all_rows)
    window.ledger.show_filter(DutyFilter(lights=frozenset({Light.LATE})))
    settle()
    table, view = window.ledger.table, window.ledger.table.table
    table.setColumnHidden(view.column_place("role"), True)
    unit = view.column_place("unit")
    table.sortByColumn(unit, Qt.SortOrder.DescendingOrder)
    table.horizontalHeader().moveSection(table.horizontalHeader().visualIndex(unit), 0)
    found = printed(window)
    titles = [column.title for column in found.columns]
    assert titles[0] == "责任单位"
    assert "角色" not in titles
    assert "来源" not in titles, "hidden until the clerk asks for it"
    shown = [view.row_at(place).unit_name for place in range(view.rowCount())]
    assert [row[0] for row in found.rows] == shown
    assert found.total == every > len(found.rows) > 1
    assert found.late == frozenset(range(len(found.rows)))


def test_that_the_same_is_printed_while_another_view_is_looked_at(
    window: MainWindow, settle: Callable[[], None]
) -> None:
    window.ledger.show_view("tree")
    window.ledger.show_filter(DutyFilter(lights=frozenset({Light.LATE})))
    settle()
    assert len(printed(window).rows) == len(window.ledger.duties.shown)


def test_that_the_key_opens_the_preview_on_a3(window: MainWindow, settle: Callable[[], None]) -> None:
    window.ledger.show_filter(DutyFilter(lights=frozenset({Light.LATE})))
    settle()
    window.ledger.head.print_out.click()
    settle()
    preview = window.findChild(PaperDialog)
    assert preview.view.paper is not None
    wide, tall = preview.view.paper.sizes[0]
    assert (round(wide), round(tall)) == (1191, 842)
    page = pypdfium2.PdfDocument(preview.view.paper.data)[0].get_textpage().get_text_range()
    text = "".join(page.split())
    assert f"显示{len(window.ledger.duties.shown)}/{len(window.ledger.duties.all_rows)}项" in text
    assert window.ledger.duties.shown[0].unit_name in text
    preview.reject()


def test_that_a_narrow_table_goes_on_a4(window: MainWindow, full_workspace: Workspace) -> None:
    found = printed(window)
    narrow = PrintedTable(found.columns[:2], tuple(row[:2] for row in found.rows), found.late, found.total)
    page = pypdfium2.PdfDocument(table_pdf(full_workspace, narrow, SAMPLE_DAY))[0]
    assert (round(page.get_width()), round(page.get_height())) == (842, 595)
