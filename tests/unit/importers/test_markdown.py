"""Markdown: pipe tables, grid tables, tables in HTML, and text around them."""

import pytest

from gongkai_desktop.domain.grid import Grid, Paragraph
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.detect import Kind, detect
from gongkai_desktop.importers.formats.markdown import plain
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

PIPES = """# 示例县2026年任务分解表 #

请认真抓好**落实**。

| 序号 | 类别 | 任务 | 责任单位 |
|---:|:---|---|:---:|
| 1 | **决策公开** | (1)目录；<br>(2)草案\\|清单 | 县司法局、[县审计局](http://192.0.2.1/a) |
| 2 | | 公开结果 | 县财政局 |

> 注意事项
"""

GRID = """+------+-----------+----------+
| 序号 | 任务      | 责任单位 |
+======+===========+==========+
| 1    | 公开目录  | 县司法局 |
|      | 和草案    |          |
+------+-----------+----------+
| 2    | 公开结果  | 县财政局 |
+------+-----------+----------+
"""

INSIDE = """任务表

<table><tr><td rowspan="2">任务</td><td>责任单位</td></tr>
<tr><td>县司法局</td></tr></table>

之后
"""


def test_that_a_pipe_table_and_the_text_around_it_are_read_without_their_marks() -> None:
    raw = read_document("任务表.md", PIPES.encode())
    assert [block.text for block in raw.blocks if isinstance(block, Paragraph)] == [
        "示例县2026年任务分解表",
        "请认真抓好落实。",
        "注意事项",
    ]
    document = recognise(raw)
    assert document.title == "示例县2026年任务分解表"
    assert [task.path for task in document.tasks] == [("决策公开",), ("决策公开",)]
    assert document.tasks[0].items == ("目录；", "草案|清单")
    assert [unit.name for unit in document.tasks[0].units] == ["县司法局", "县审计局"]
    assert document.tasks[1].origin.row == 8


def test_that_a_grid_table_joins_the_lines_of_a_cell() -> None:
    document = recognise(read_document("任务表.md", GRID.encode()), 2026)
    assert [(task.no, task.requirement) for task in document.tasks] == [
        ("1", "公开目录和草案"),
        ("2", "公开结果"),
    ]


def test_that_a_table_in_html_keeps_its_merges() -> None:
    raw = read_document("任务表.md", INSIDE.encode())
    first, grid, last = raw.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(grid, Grid)
    assert isinstance(last, Paragraph)
    assert (first.text, last.text, last.place) == ("任务表", "之后", "第6行")
    assert grid.true_spans
    assert grid.cells[0].row_span == 2


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("***甲***", "甲"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        (r"1\. 甲\_乙", "1. 甲_乙"),
        ("甲&nbsp;&amp;乙<br/>丙", "甲\xa0&乙\n丙"),
        ("![图](a.png)甲", "图甲"),
        ("甲`乙`", "甲乙"),
    ],
)
def test_that_marks_of_markdown_are_no_text(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize("text", [PIPES, GRID, INSIDE, PIPES.replace("\n", "\r\n")])
def test_that_markdown_is_told_from_plain_text(text: str) -> None:
    assert detect("任务表.txt", text.encode()) is Kind.MARKDOWN


def test_that_a_table_in_html_that_is_cut_off_is_refused() -> None:
    with pytest.raises(FileUnreadable, match="不完整"):
        read_document("任务表.md", INSIDE[: INSIDE.index("</table>")].encode())


def test_that_a_sign_for_the_cell_above_is_a_blank_cell() -> None:
    rows = (
        "| 类别 | 任务 | 责任单位 |",
        "|---|---|---|",
        "| 财政 | 公开预算。 | 县财政局 |",
        "| ^ | 公开决算。 | 县审计局 |",
    )
    text = "\n".join(rows)
    tasks = recognise(read_document("表.md", text.encode()), 2026).tasks
    assert [task.path for task in tasks] == [("财政",), ("财政",)]
