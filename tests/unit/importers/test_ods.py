"""OpenDocument workbooks: merges, repeated rows and cells, hidden sheets, hostile counts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf_files import COVERED, cell, odf, row, table

from gongkai_desktop.domain.grid import Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

HEADER = row("序号", "类别", "任务", "责任单位")


def read(body: str, styles: str = "") -> RawDocument:
    return read_document("任务表.ods", odf("spreadsheet", body, styles))


def texts(document: RawDocument) -> list[tuple[int, int, str]]:
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return [(cell.row, cell.column, cell.text) for cell in grid.cells if cell.text]


def test_that_merged_cells_govern_what_they_cover() -> None:
    body = table(
        HEADER,
        row("1", cell("决策公开", 'table:number-rows-spanned="2"'), "公开目录", "县司法局"),
        row("2", COVERED, "公开草案", "县审计局"),
    )
    document = recognise(read(body), 2026)
    assert [task.path for task in document.tasks] == [("决策公开",), ("决策公开",)]
    assert not any(task.flags for task in document.tasks)


def test_that_a_cell_over_several_columns_moves_the_cells_behind_it() -> None:
    wide = cell("示例县2026年任务表", 'table:number-columns-spanned="4"')
    body = table(
        row(wide, '<table:covered-table-cell table:number-columns-repeated="3"/>'),
        HEADER,
        row("1", "甲类", "公开甲", "县司法局"),
    )
    document = recognise(read(body))
    assert (document.title, document.year) == ("示例县2026年任务表", 2026)


def test_that_lines_and_breaks_of_a_cell_are_kept_and_comments_left_out() -> None:
    inside = (
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
        "<text:p>第一行<text:line-break/>第二行</text:p><text:p>第<text:span>三</text:span>行</text:p></table:table-cell>"
    )
    assert texts(read(table(row("甲", inside)))) == [(0, 0, "甲"), (0, 1, "第一行\n第二行\n第三行")]


def test_that_rows_and_cells_that_repeat_are_written_out_and_blank_ones_only_counted() -> None:
    many = 'table:number-rows-repeated="1048000"'
    body = table(
        row(
            "甲", cell("乙", 'table:number-columns-repeated="2"'), attributes='table:number-rows-repeated="2"'
        ),
        row("", attributes='table:number-rows-repeated="3"'),
        row("丙", "丁"),
        row(cell("", 'table:number-columns-repeated="16384"'), attributes=many),
    )
    assert texts(read(body)) == [
        (0, 0, "甲"), (0, 1, "乙"), (0, 2, "乙"), (1, 0, "甲"), (1, 1, "乙"), (1, 2, "乙"),
        (5, 0, "丙"), (5, 1, "丁"),
    ]  # fmt: skip


def test_that_hidden_sheets_are_told_and_not_read() -> None:
    styles = (
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    hidden = table(HEADER, name="草稿").replace("<table:table ", '<table:table table:style-name="ta2" ', 1)
    document = read(table(row("甲", "乙")) + hidden, styles)
    assert [block.place for block in document.blocks] == ["工作表“任务”"]
    assert document.notes == ("隐藏的工作表“草稿”没有读取",)


def test_that_a_value_without_its_text_is_read() -> None:
    date = '<table:table-cell office:value-type="date" office:date-value="2026-06-30"/>'
    number = '<table:table-cell office:value-type="float" office:value="3"/>'
    assert texts(read(table(row(number, date)))) == [(0, 0, "3"), (0, 1, "2026-06-30")]


def test_that_a_sheet_of_one_column_is_running_text() -> None:
    assert read(table(row("通知"), row("正文"))).blocks == (
        Paragraph("通知", "工作表“任务”第1行"),
        Paragraph("正文", "工作表“任务”第2行"),
    )


@pytest.mark.parametrize(
    "body",
    [
        table(row("甲", "乙", attributes='table:number-rows-repeated="99999999999"')),
        table(row(cell("甲", 'table:number-columns-repeated="16384"'))),
        table(row("", attributes='table:number-rows-repeated="1048575"'), row("甲", "乙")),
    ],
)
def test_that_a_table_of_unreasonable_size_is_refused(body: str) -> None:
    with pytest.raises(FileUnreadable, match="过大"):
        read(body)


COUNTS = st.sampled_from(["", "0", "-1", "1", "2", "3", "300", "70000", "99999999999", "abc", "１"])


@settings(deadline=None)
@given(COUNTS, COUNTS, COUNTS)
def test_that_any_count_is_borne(rows: str, columns: str, spans: str) -> None:
    spanned = f'table:number-rows-spanned="{spans}" table:number-columns-spanned="{spans}"'
    first = cell("甲", f'{spanned} table:number-columns-repeated="{columns}"')
    body = table(row(first, "乙", attributes=f'table:number-rows-repeated="{rows}"'), row("丙", "丁"))
    try:
        document = read(body)
    except FileUnreadable:
        return
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert all(
        c.row + c.row_span <= grid.rows and c.column + c.column_span <= grid.columns for c in grid.cells
    )
