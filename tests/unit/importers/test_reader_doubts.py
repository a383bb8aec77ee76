"""What a reader is not sure of becomes flags on the tasks it touches."""

from gongkai_desktop.domain.grid import Cell, Grid, RawDocument
from gongkai_desktop.importers.recognition.recognise import recognise

ROWS = (
    ("序号", "任务", "具体要求", "责任单位"),
    ("1", "预公开", "公开草案。", "县司法局"),
    ("2", "目录", "公开目录。", "县财政局"),
    ("3", "结果", "公开结果。", "县审计局"),
)


def test_that_a_row_a_page_break_may_have_cut_is_flagged_with_the_row_above() -> None:
    cells = tuple(Cell(text, r, c) for r, row in enumerate(ROWS) for c, text in enumerate(row))
    grid = Grid("表1", cells, len(ROWS), len(ROWS[0]), doubts=((2, "不能确定是否为同一行，请核对"),))
    tasks = recognise(RawDocument("任务表.pdf", (grid,)), 2026).tasks
    assert [bool(task.flags) for task in tasks] == [True, True, False]
    assert {flag.field for flag in tasks[1].flags} == {"requirement", "items", "units"}


def test_that_a_sentence_without_an_end_above_a_row_without_a_number_is_flagged_in_a_table_of_pages() -> None:
    rows = (*ROWS, ("4", "解读", "通过图解、短", "县财政局、县"), ("", "政策", "视频等形式解读。", "教育局"))
    cells = tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))

    def torn(*, paged: bool) -> list[bool]:
        grid = Grid("表1", cells, len(rows), len(rows[0]), paged=paged)
        tasks = recognise(RawDocument("任务表.pdf", (grid,)), 2026).tasks
        return [any("句子没有完" in flag.reason for flag in task.flags) for task in tasks]

    assert torn(paged=True) == [False, False, False, True, True]
    assert torn(paged=False) == [False] * 5
