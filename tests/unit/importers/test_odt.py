"""OpenDocument texts: paragraphs, automatic numbers, tables with merges, tracked changes, hostile depth."""

import pytest
from odf_files import COVERED, cell, odf, row, table, zipped

from gongkai_desktop.domain.grid import Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

_LEVEL = "<text:list-level-style-number text:level={} style:num-format='{}' style:num-{}/>"
_HAN = "一, 二, 三, ..."
NUMBERED = (
    '<text:list-style style:name="L1">'
    + _LEVEL.format("'1'", _HAN, "suffix='、'")
    + _LEVEL.format("'2'", _HAN, "prefix='（' style:num-suffix='）'")
    + '</text:list-style><text:list-style style:name="L2">'
    + _LEVEL.format("'1'", "1", "suffix=''")
    + "</text:list-style>"
)


def read(body: str, styles: str = "") -> RawDocument:
    return read_document("任务表.odt", odf("text", body, styles))


def lines(document: RawDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def cells(document: RawDocument) -> list[str]:
    return [c.text for block in document.blocks if isinstance(block, Grid) for c in block.cells]


def test_that_a_table_with_merges_and_the_text_around_it_are_read() -> None:
    body = "<text:h>示例县2026年政务公开任务分解表</text:h>" + table(
        f"<table:table-header-rows>{row('序号', '类别', '任务', '责任单位')}</table:table-header-rows>",
        row("1", cell("决策公开", 'table:number-rows-spanned="2"'), "公开目录", "县司法局"),
        row("2", COVERED, "公开草案", "县审计局"),
    )
    document = recognise(read(body))
    assert document.year == 2026
    assert [(task.no, task.path) for task in document.tasks] == [("1", ("决策公开",)), ("2", ("决策公开",))]
    assert not any(task.flags for task in document.tasks)


def test_that_breaks_tabs_and_spaces_read_as_printed() -> None:
    body = "<text:p>甲<text:line-break/>乙<text:tab/>丙<text:s text:c='2'/>丁\n  戊</text:p>"
    assert lines(read(body)) == ["甲\n乙 丙  丁 戊"]


def test_that_deleted_text_comments_footnotes_and_hidden_sections_are_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去的</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>公开<text:change/>目录<office:annotation><text:p>批注</text:p></office:annotation>"
        "<text:note><text:note-body><text:p>脚注</text:p></text:note-body></text:note></text:p>"
        '<text:section text:display="none"><text:p>隐藏</text:p></text:section>'
        "<text:section><text:p>正文</text:p></text:section>"
    )
    document = read(body)
    assert lines(document) == ["公开目录", "正文"]
    assert document.notes == ("文档里隐藏的段落没有读取",)


def test_that_automatic_numbers_are_read_on_both_levels_and_go_on_where_the_list_does() -> None:
    inner = "<text:list><text:list-item><text:p>解读</text:p></text:list-item></text:list>"
    body = (
        '<text:list text:style-name="L1"><text:list-item><text:p>公开</text:p></text:list-item>'
        f"<text:list-item><text:p>政策</text:p>{inner}</text:list-item></text:list><text:p>间隔</text:p>"
        '<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item><text:p>监督</text:p>'
        "</text:list-item></text:list>"
        '<text:list text:style-name="L1"><text:list-item><text:p>另起</text:p></text:list-item></text:list>'
    )
    assert lines(read(body, NUMBERED)) == [
        "一、公开",
        "二、政策",
        "（一）解读",
        "间隔",
        "三、监督",
        "一、另起",
    ]


def test_that_automatic_numbers_of_the_serial_column_are_read() -> None:
    number = (
        '<table:table-cell><text:list text:style-name="L2" text:continue-numbering="true"><text:list-item>'
        "<text:p/></text:list-item></text:list></table:table-cell>"
    )
    body = table(row("序号", "任务", "责任单位"), *(row(number, f"公开{x}", "县司法局") for x in "甲乙"))
    assert [task.no for task in recognise(read(body, NUMBERED), 2026).tasks] == ["1", "2"]


def test_that_a_table_inside_a_cell_gives_its_text_line_by_line_and_a_split_cell_is_told() -> None:
    inner = table(row("一", "二")).replace("<table:table ", '<table:table table:is-sub-table="true" ', 1)
    document = read(table(row(f"<table:table-cell>{inner}</table:table-cell>", "乙")))
    assert cells(document) == ["一\n二", "乙"]
    assert any("拆分" in note for note in document.notes)


def test_that_columns_nobody_sees_are_taken_away() -> None:
    (grid,) = read(table(row(cell("甲", 'table:number-columns-spanned="200"'), "乙"), row("丙", "丁"))).blocks
    assert isinstance(grid, Grid)
    assert grid.columns == 2


def test_that_a_file_locked_by_a_password_is_told_from_a_broken_one() -> None:
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    mime = "application/vnd.oasis.opendocument.text"
    locked = zipped({"mimetype": mime, "content.xml": b"\x01\x02", "META-INF/manifest.xml": manifest})
    with pytest.raises(FileUnreadable, match="密码"):
        read_document("任务表.odt", locked)
    with pytest.raises(FileUnreadable, match="损坏"):
        read_document("任务表.odt", zipped({"mimetype": mime, "content.xml": "<a><b>"}))


@pytest.mark.parametrize(("depth", "reason"), [(240, "没有正文|嵌套"), (5000, "嵌套")])
def test_that_endless_nesting_is_refused(depth: int, reason: str) -> None:
    body = "<text:section>" * depth + "<text:p>甲</text:p>" + "</text:section>" * depth
    if depth < 256:
        assert lines(read(body)) == ["甲"]
        return
    with pytest.raises(FileUnreadable, match=reason):
        read(body)
