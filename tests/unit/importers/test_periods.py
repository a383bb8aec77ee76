"""Columns by period: what is due at the end of each quarter, month, half-year or year."""

from datetime import date

import pytest
from read_again import shown, table, text

from gongkai_desktop.domain.checkpoints import plan_checkpoints
from gongkai_desktop.importers.recognition.periods import period_of, schedule

HEAD = ["序号", "工作任务", "责任单位", "一季度", "二季度", "三季度", "四季度"]


def test_that_every_step_is_due_at_the_end_of_its_period() -> None:
    document = table([HEAD, ["1", "新建学校", "县教育局", "完成选址", "5月20日前开工", "", "竣工"]])
    (task,) = document.tasks
    assert shown(task) == "1 |  | 新建学校 | 县教育局 | 2026-03-31 2026-05-20 2026-12-31"
    assert not task.flags
    assert dict(task.extra)["一季度"] == "完成选址"
    assert not any("不认识" in problem.text for problem in document.problems)


def test_that_checkpoints_say_what_is_due() -> None:
    (task,) = table([HEAD, ["1", "新建学校", "县教育局", "完成选址", "5月20日前开工", "", "竣工"]]).tasks
    planned = plan_checkpoints(task.deadline_text, task.deadlines, task.inline_deadlines, 2026, None)
    assert [(point.due, point.label) for point in planned] == [
        (date(2026, 3, 31), "一季度：完成选址"),
        (date(2026, 5, 20), "二季度：5月20日前开工"),
        (date(2026, 12, 31), "四季度：竣工"),
    ]


def test_that_years_under_a_wide_title_are_periods() -> None:
    document = table(
        [
            ["序号", "工作任务", "责任单位", "时间节点", ""],
            ["", "", "", "2026年", "2027年"],
            ["1", "新建学校", "县教育局", "开工建设", "投入使用"],
        ],
        [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4)],
    )
    assert shown(document.tasks[0]) == "1 |  | 新建学校 | 县教育局 | 2026-12-31 2027-12-31"


def test_that_a_cell_over_two_periods_is_due_at_the_end_of_the_last() -> None:
    document = table([HEAD, ["1", "新建学校", "县教育局", "前期工作", "", "开工", "竣工"]], [(1, 3, 1, 4)])
    assert shown(document.tasks[0]).endswith("| 2026-06-30 2026-09-30 2026-12-31")


def test_that_the_column_of_limits_counts_beside_the_steps() -> None:
    head = ["序号", "工作任务", "责任单位", "完成时限", "上半年", "下半年"]
    (task,) = table([head, ["1", "新建学校", "县教育局", "11月底前", "开工", "竣工"]]).tasks
    assert shown(task).endswith("| 2026-11-30 2026-06-30 2026-12-31")


def test_that_plain_text_gives_the_same() -> None:
    rows = [HEAD, ["1", "新建学校", "县教育局", "完成选址", "开工", "建设", "竣工"]] * 1
    lines = "\n".join("\t".join(row) for row in rows)
    (task,) = text(f"示例县2026年任务表\n{lines}\n").tasks
    assert task.deadline_text == "一季度：完成选址；二季度：开工；三季度：建设；四季度：竣工"


@pytest.mark.parametrize(
    ("cells", "said", "asked"),
    [
        (["√", "", "", ""], "一季度", ""),
        (["√", "", "√", ""], "一季度、三季度", "记号"),
        (["√", "√", "√", "√"], "每季度", "记号"),
        (["25%", "50%", "75%", "100%"], "", "数字"),
        (["已完成选址", "", "", ""], "", "进展情况"),
        (["6月底前开工", "", "", ""], "一季度：6月底前开工", "以外的日期"),
        (["", "", "", ""], "", ""),
    ],
)
def test_that_marks_and_figures_are_no_steps(cells: list[str], said: str, asked: str) -> None:
    read = schedule(dict(zip(HEAD[3:], cells, strict=True)), 2026)
    assert read.text == said
    assert [asked in doubt.reason for doubt in read.doubts] == [True] * bool(asked)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("第一季度目标", "第一季度"),
        ("2026年度计划", "2026年底"),
        ("进度安排（3月）", "3月"),
        ("2026年（上半年）", "2026年上半年"),
        ("一季度完成情况", ""),
        ("投资计划（一季度）", ""),
        ("6月前", ""),
        ("月份", ""),
    ],
)
def test_that_titles_name_periods_to_plan_for(title: str, period: str) -> None:
    assert period_of(title) == period


def test_that_one_column_by_period_says_too_little() -> None:
    head = ["序号", "工作任务", "责任单位", "完成时限", "年底目标"]
    (task,) = table([head, ["1", "新建学校", "县教育局", "11月底前", "竣工"]]).tasks
    assert shown(task).endswith("| 2026-11-30")
    assert dict(task.extra) == {"年底目标": "竣工"}
