"""What a reader is not sure of becomes flags on the tasks it touches."""

from gongkai_desktop.domain.grid import Cell, Grid, RawDocument
from gongkai_desktop.importers.recognition.recognise import recognise

ROWS = (
    ("序号", "任务", "具体要求", "责任单位"),
    ("1", "预公开", "公开草案。", "县司法局"),
    ("2", "目录", "公开目录。", "县财政局"),
    ("3", "结果", "公开结果。", "县审计局"),
)


def test_that_every_field_of_a_row_a_page_break_may_have_cut_is_flagged() -> None:
    cells = tuple(Cell(text, r, c) for r, row in enumerate(ROWS) for c, text in enumerate(row))
    grid = Grid("表1", cells, len(ROWS), len(ROWS[0]), doubts=((2, "不能确定是否为同一行，请核对"),))
    tasks = recognise(RawDocument("任务表.pdf", (grid,)), 2026).tasks
    assert [bool(task.flags) for task in tasks] == [False, True, False]
    assert {"requirement", "items", "units", "deadlines"} <= {flag.field for flag in tasks[1].flags}


def test_that_tasks_below_a_heading_that_may_be_none_are_flagged() -> None:
    rows = (*ROWS, ("一、其他", "", "", ""), ("4", "解读", "通过图解解读。", "县财政局"))
    cells = tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    grid = Grid("表1", cells, len(rows), len(rows[0]), doubts=((4, "不能确定是否为同一行，请核对"),))
    tasks = recognise(RawDocument("任务表.pdf", (grid,)), 2026).tasks
    assert tasks[3].path[0] == "一、其他"
    assert [flag.field for task in tasks for flag in task.flags] == ["path"]


def test_that_a_blank_leading_unit_in_plain_text_may_be_merged_with_the_one_above_and_is_flagged() -> None:
    rows = (
        ("类别", "任务", "牵头单位", "责任单位"),
        ("决策", "公开草案。", "县司法局", "县财政局"),
        ("", "公开目录。", "", "县审计局"),
        ("", "公开结果。", "", "县林业局"),
        ("财政", "公开预算。", "", "县财政局"),
    )
    cells = tuple(Cell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    for true_spans in (False, True):
        grid = Grid("表1", cells, len(rows), len(rows[0]), true_spans=true_spans)
        tasks = recognise(RawDocument("任务表.txt", (grid,)), 2026).tasks
        flagged = [any(flag.field == "units" for flag in task.flags) for task in tasks]
        assert flagged == [False, not true_spans, not true_spans, False]
