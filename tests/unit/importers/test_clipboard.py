"""The clipboard: HTML of Word, Excel and browsers, tab-separated text with quoted cells of several lines."""

import pytest

from gongkai_desktop.domain.grid import Grid
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.clipboard import read_clipboard
from gongkai_desktop.importers.recognition.recognise import recognise

EXCEL = (
    "Version:0.9\r\nStartHTML:0000000105\r\nStartFragment:0000000200\r\n\r\n"
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--td{}--></style></head>'
    "<body><table><!--StartFragment--><col width=72><tr><td>任务</td><td>责任单位</td></tr>"
    "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td></td></tr><![endif]>"
    "<tr><td>公开目录；<br style='mso-data-placement:same-cell'>公开草案</td><td>县司法局</td></tr>"
    "<!--EndFragment--></table></body></html>"
)
WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><!--StartFragment-->"
    "<p class=MsoNormal>示例县2026年任务表<o:p></o:p></p><table class=MsoTableGrid>"
    "<tr><td><p>任务<o:p></o:p></p></td>"
    "<td><p>责任单位</p></td></tr><tr><td><p class=MsoListParagraph><![if !supportLists]>"
    "<span style='mso-list:Ignore'>1.<span>&nbsp;</span></span><![endif]>公开目录</p></td>"
    "<td><p>县司法局</p></td></tr>"
    "</table><!--EndFragment--></body></html>"
)


def test_that_cells_copied_from_excel_are_read() -> None:
    (task,) = recognise(read_clipboard(EXCEL, "任务\t责任单位"), 2026).tasks
    assert (task.requirement, task.units_text) == ("公开目录；公开草案", "县司法局")


def test_that_a_table_copied_from_word_is_read_with_its_automatic_numbers() -> None:
    document = recognise(read_clipboard(WORD, None))
    assert document.year == 2026
    assert document.tasks[0].requirement.startswith("1.")


def test_that_rows_copied_from_a_page_without_their_table_are_a_table() -> None:
    (grid,) = read_clipboard(
        "<tr><td>任务</td><td>责任单位</td></tr><tr><td>甲</td><td>县司法局</td></tr>", ""
    ).blocks
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.columns) == (2, 2)


def test_that_text_counts_where_the_html_holds_no_table() -> None:
    document = read_clipboard("<p>任务 责任单位</p>", "任务\t责任单位\r\n公开甲\t县司法局\r\n")
    assert [task.requirement for task in recognise(document, 2026).tasks] == ["公开甲"]
    assert [block.text for block in read_clipboard("<p>通知</p>", None).blocks] == ["通知"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('甲\t"一\n二"\n丙\t丁', ["甲", "一\n二", "丙", "丁"]),
        ('甲\t"说""公""开\n二"\n丙\t丁', ["甲", '说"公"开\n二', "丙", "丁"]),
        ('甲\t"公开"\n丙\t丁', ["甲", '"公开"', "丙", "丁"]),
        ('甲\t"公开"条例\n丙\t"', ["甲", '"公开"条例', "丙", '"']),
        ("甲\t\n丙\t丁", ["甲", "", "丙", "丁"]),
    ],
)
def test_that_quotation_marks_wrap_only_cells_of_several_lines(text: str, cells: list[str]) -> None:
    (grid,) = read_clipboard(None, text + "\n").blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.cells] == cells


def test_that_lines_without_any_tab_are_read_as_plain_text() -> None:
    lines = ["序号", "任务内容", "责任单位", "1", "公开甲", "县司法局", "2", "公开乙", "县审计局"]
    assert len(recognise(read_clipboard(None, "\n".join(lines)), 2026).tasks) == 2


@pytest.mark.parametrize(("html", "text"), [(None, None), ("", " \n"), ("<html><body></body></html>", "")])
def test_that_an_empty_clipboard_is_told(html: str | None, text: str | None) -> None:
    with pytest.raises(FileUnreadable, match="剪贴板"):
        read_clipboard(html, text)
