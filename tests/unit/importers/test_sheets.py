"""Workbooks of several sheets: a plan split by sheets, notes beside it, tasks twice, hidden sheets."""

import io

import openpyxl
import pytest
from office_files import xlsx_with
from read_again import shown

from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

Rows = list[list[object]]
HEAD: list[object] = ["序号", "工作任务", "责任单位", "完成时限"]
MONEY: Rows = [["1", "公开预算", "县财政局", "3月底前"], ["2", "公开决算", "县财政局", "9月底前"]]
LAND: Rows = [["1", "公开规划", "县自然资源局", "6月底前"], ["2", "公开用地", "县自然资源局", "9月底前"]]
TITLE: Rows = [["示例县2026年任务表", "", "", ""]]


def read(sheets: dict[str, Rows]) -> RecognisedDocument:
    return recognise(read_document("示例县2026年任务.xlsx", xlsx_with(sheets)))  # type: ignore[arg-type]


def test_that_numbered_sheets_are_sections_of_one_plan() -> None:
    document = read({"一、财政信息": [HEAD, *MONEY], "二、规划信息": [HEAD, *LAND]})
    assert [task.path for task in document.tasks] == [("一、财政信息",)] * 2 + [("二、规划信息",)] * 2
    assert [task.no for task in document.tasks] == ["1", "2", "1", "2"]


def test_that_other_names_of_sheets_are_no_sections() -> None:
    document = read({"Sheet1": [HEAD, *MONEY], "附表2": [HEAD, *LAND]})
    assert [task.path for task in document.tasks] == [()] * 4


def test_that_a_sheet_named_after_a_body_is_for_that_body() -> None:
    short: Rows = [[row[0], row[1], row[3]] for row in (HEAD, *MONEY)]
    document = read({"县财政局": short, "县审计局": short[:2]})
    assert [task.units_text for task in document.tasks] == ["县财政局", "县财政局", "县审计局"]
    assert all("units" in {flag.field for flag in task.flags} for task in document.tasks)


@pytest.mark.parametrize(
    "rows",
    [
        [["一、本表由各单位填写"], ["二、责任单位写全称"]],
        [["序号", "填写要求", "示例"], ["1", "责任单位写全称", "县财政局"]],
        [["栏目", "填写要求"], ["责任单位", "写全称"], ["完成时限", "写到月"], ["工作任务", "写明措施"]],
        [["序号", "责任单位", "任务数量", "完成率"], ["1", "县财政局", "12", "5%"]],
        [["单位名称", "类别", "联系人"], ["县财政局", "县直部门", "张三"], ["县教育局", "县直部门", "李四"]],
        [["责任单位", "完成状态"], ["县财政局", "未完成"], ["县教育局", "已完成"]],
    ],
    ids=["notes", "list of notes", "notes by column", "summary", "directory", "choices"],
)  # fmt: skip
@pytest.mark.parametrize("first", [True, False])
def test_that_a_sheet_beside_the_plan_gives_no_tasks_and_is_told(rows: Rows, first: bool) -> None:
    plan = {"任务": [*TITLE, HEAD, *MONEY]}
    document = read({"说明": rows, **plan} if first else {**plan, "说明": rows})
    assert [task.requirement for task in document.tasks] == ["公开预算", "公开决算"]
    assert not any(task.flags for task in document.tasks)
    assert document.title == "示例县2026年任务表"
    printed = "".join(entry.text for entry in document.left_out)
    assert str(rows[-1][0]) in printed


def test_that_tasks_of_the_whole_printed_again_by_unit_are_asked_about() -> None:
    document = read({"总表": [*TITLE, HEAD, *MONEY, *LAND], "县财政局": [HEAD, *MONEY]})
    asked = [any("总表" in flag.reason for flag in task.flags) for task in document.tasks]
    assert asked == [False] * 4 + [True] * 2


def test_that_one_task_alike_in_two_sheets_is_not_asked_about() -> None:
    document = read({"甲": [*TITLE, HEAD, *MONEY], "乙": [*TITLE, HEAD, MONEY[0], *LAND]})
    assert not any(task.flags for task in document.tasks)


def test_that_hidden_sheets_are_told_and_not_read() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx_with({"任务": [HEAD, *MONEY], "旧": [HEAD, *LAND]})))
    workbook["旧"].sheet_state = "hidden"
    buffer = io.BytesIO()
    workbook.save(buffer)
    document = recognise(read_document("示例县2026年任务.xlsx", buffer.getvalue()))
    assert [shown(task).split(" | ")[2] for task in document.tasks] == ["公开预算", "公开决算"]
    assert any("隐藏的工作表“旧”没有读取" in problem.text for problem in document.problems)
