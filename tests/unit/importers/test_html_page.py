"""Web pages: spans, nested and layout tables, navigation, numbered lists, encodings, cut-off pages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai_desktop.domain.grid import Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

HEADER = "<tr><th>序号<th>类别<th>任务<th>责任单位</tr>"
TABLE = f"<table>{HEADER}<tr><td>1<td>决策公开<td>公开目录<td>县司法局</tr></table>"


def read(html: str) -> RawDocument:
    return read_document("网页.htm", html.encode())


def page(body: str) -> RawDocument:
    return read(f"<!DOCTYPE html><html><head><title>标题</title></head><body>{body}</body></html>")


def lines(document: RawDocument) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grids(document: RawDocument) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def places(grid: Grid) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells]


def test_that_cells_stand_where_a_browser_puts_them() -> None:
    (grid,) = grids(
        page(
            "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁"
            "<tr><td colspan=2 rowspan=9>戊<td>己</table>"
        )
    )
    assert places(grid) == [
        ("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("丙", 1, 1, 1, 1), ("丁", 1, 2, 1, 1),
        ("戊", 2, 0, 1, 2), ("己", 2, 2, 1, 1),
    ]  # fmt: skip


def test_that_a_span_ends_with_its_row_group_and_the_foot_is_printed_last() -> None:
    head, foot = "<thead><tr><td rowspan=0>头<td>头</thead>", "<tfoot><tr><td>尾<td>尾</tfoot>"
    html = f"<table>{head}{foot}<tr><td>甲<td>乙</table>"
    (grid,) = grids(page(html))
    assert [(c.text, c.row, c.row_span) for c in grid.cells if c.column == 0] == [
        ("头", 0, 1),
        ("甲", 1, 1),
        ("尾", 2, 1),
    ]


def test_that_columns_nobody_sees_are_taken_away() -> None:
    (grid,) = grids(page("<table><tr><td colspan=100>示例县任务表<tr><td>甲<td>乙</table>"))
    assert (grid.columns, grid.cells[0].column_span) == (2, 2)


def test_that_paragraphs_and_breaks_of_a_cell_are_lines_and_source_breaks_are_none() -> None:
    (grid,) = grids(page("<table><tr><td><p>一\n 二</p><p>三<br>四</p><div>五</div><td>乙</table>"))
    assert grid.cells[0].text == "一 二\n三\n四\n五"


def test_that_scripts_styles_comments_hidden_and_deleted_text_are_no_text() -> None:
    document = page(
        "<script>var a='<table><tr><td>x'</script><style>p{}</style><!-- 注释 --><p>公开<del>旧</del>目录</p>"
        "<p style='DISPLAY: none'>隐藏</p><p hidden>隐藏</p><select><option>选项</select>"
        "<table><tr><td>甲<td>乙<tr style='display:none'><td>隐藏<td>行</table>"
    )
    assert lines(document) == ["公开目录"]
    assert [c.text for c in grids(document)[0].cells] == ["甲", "乙"]
    assert document.notes == ("网页表格里隐藏的行、列没有读取",)


def test_that_navigation_and_lists_of_links_are_left_out_and_told() -> None:
    document = page(
        "<nav>首页</nav><ul><li><a href=/a>要闻动态</a></li><li><a href=/b>通知公告</a> 03-01</li></ul>"
        "<h1><a href=/c>示例县2026年政务公开任务分解表</a></h1><p>请认真执行<a href=/d>《办法》</a>。</p>"
        f"{TABLE}<footer>版权所有</footer>"
    )
    assert lines(document) == ["示例县2026年政务公开任务分解表", "请认真执行《办法》。"]
    assert document.notes == ("网页的导航、链接等2处内容没有读取",)
    assert recognise(document).year == 2026


def test_that_a_page_laid_out_in_tables_gives_the_task_table_inside_them() -> None:
    links = "".join(f"<td>栏目{n}" for n in range(12))
    document = page(
        f"<table><tr>{links}</tr><tr><td>侧栏<td><table><tr><td>示例县2026年任务表<br>{TABLE}</table></tr></table>"
    )
    (task,) = recognise(document).tasks
    assert task.units_text == "县司法局"
    assert "示例县2026年任务表" in lines(document)


def test_that_a_small_table_inside_a_task_cell_stays_in_the_cell() -> None:
    inner = "<table><tr><td>指标一<td>10项<tr><td>指标二<td>20项</table>"
    document = page(TABLE.replace("公开目录", f"公开目录{inner}"))
    assert recognise(document, 2026).tasks[0].requirement.startswith("公开目录")
    assert len(grids(document)) == 1
    assert "指标二\n20项" in grids(document)[0].cells[6].text


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        ("", ["1.甲", "2.乙"]),
        ("start=3", ["3.甲", "4.乙"]),
        ("type=a", ["a.甲", "b.乙"]),
        ("style='list-style-type: cjk-ideographic'", ["一、甲", "二、乙"]),
        ("style='list-style: none'", ["甲", "乙"]),
    ],
)
def test_that_numbers_a_browser_prints_before_list_items_are_read(kind: str, texts: list[str]) -> None:
    assert lines(page(f"<ol {kind}><li>甲<li>乙</ol><ul><li>丙</ul>")) == [*texts, "丙"]


def test_that_paragraphs_broken_by_br_alone_are_cut_at_blank_and_indented_lines() -> None:
    html = (
        "各乡镇：<br>　　为做好工作，<br>制定本表。<br><br>示例县人民政府办公室<br>&nbsp;&nbsp;2026年3月2日"
    )
    assert lines(page(html)) == [
        "各乡镇：",
        "为做好工作，\n制定本表。",
        "示例县人民政府办公室",
        "2026年3月2日",
    ]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("utf-8-sig", ""),
        ("gb18030", "gb2312"),
        ("gb18030", ""),
        ("gb18030", "utf-8"),
        ("gb18030", "unknown-1"),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("big5", "big5"),
    ],
)
def test_that_the_encoding_is_told_by_the_bytes_before_what_the_page_declares(
    encoding: str, declared: str
) -> None:
    html = f"<html><head><meta charset='{declared}'></head><body><p>公文目錄清單</p></body></html>"
    assert lines(read_document("网页", html.encode(encoding))) == ["公文目錄清單"]


def test_that_a_few_broken_characters_are_told_and_many_are_refused() -> None:
    text = f"<html><body><p>{'政务公开工作。' * 100}</p>{TABLE}</body></html>".encode("gb18030")
    document = read_document("网页", text.replace("政务".encode("gb18030"), b"\xd5\xff\xce\xf1", 1))
    assert any("乱码" in note for note in document.notes)
    with pytest.raises(FileUnreadable, match="损坏"):
        read_document("网页", b"<html><body>" + b"\xff\xfe\xfd" * 300)


def test_that_a_page_cut_off_inside_its_table_is_refused() -> None:
    html = f"<html><body><p>任务表</p>{TABLE}</body></html>"
    with pytest.raises(FileUnreadable, match="不完整"):
        read(html[: html.index("</tr></table>")])


def test_that_pages_nested_without_end_are_refused() -> None:
    for html in ("<div>" * 5000, "<table><tr><td>甲" * 60 + "</table>"):
        with pytest.raises(FileUnreadable, match="嵌套"):
            page(html)


def test_that_a_saved_page_with_large_pictures_in_it_is_read() -> None:
    picture = f"<img src='data:image/png;base64,{'QUJD' * 3_000_000}'>"
    assert len(grids(page(picture + TABLE))) == 1


TAGS = st.sampled_from(
    ("<table>", "</table>", "<tr>", "<td>", "<td rowspan=3>", "<td colspan=70000>", "<td rowspan=0>", "</td>")
) | st.sampled_from(
    (
        "<p>",
        "</p>",
        "<br>",
        "<li>",
        "<ol>",
        "甲",
        "<thead>",
        "<tbody>",
        "</tbody>",
        "<form>",
        "<a href=x>",
        "<",
    )
)


@settings(deadline=None)
@given(st.lists(TAGS, max_size=40))
def test_that_any_markup_is_laid_out_within_its_table(tags: list[str]) -> None:
    try:
        document = page("".join(tags))
    except FileUnreadable:
        return
    for grid in grids(document):
        taken = [
            (c.row + i, c.column + j)
            for c in grid.cells
            for i in range(c.row_span)
            for j in range(c.column_span)
        ]
        assert len(taken) == len(set(taken))
        assert all(row < grid.rows and column < grid.columns for row, column in taken)
