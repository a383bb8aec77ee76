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
