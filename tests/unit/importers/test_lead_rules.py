"""Rules about who leads that a document prints in its notes or before its table."""

import pytest

from gongkai_desktop.domain.recognised import RecognisedTask
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

HEADER = "序号,任务,牵头单位,责任单位\n"


def read(
    rows: str, *, before: str = "", header: str = "序号,任务,责任单位\n", note: str = ""
) -> list[RecognisedTask]:
    note = f"注：{note}{',' * header.count(',')}\n" if note else ""
    text = f"示例县2026年任务分解表{before}\n{header}{rows}{note}"
    return list(recognise(read_document("表.csv", text.encode()), 2026).tasks)


def leads(task: RecognisedTask) -> list[str]:
    return [unit.name for unit in task.units if unit.role.value == "lead"]


@pytest.mark.parametrize(
    "rule",
    [
        "排名第一的为牵头单位",
        "排在首位的单位为牵头单位",
        "责任单位中第一个为牵头单位",
        "各项任务列在首位的责任单位为牵头单位",
        "第一个单位即为牵头单位",
    ],
)
def test_that_the_first_of_a_list_leads_where_the_title_or_a_note_says_so(rule: str) -> None:
    rows = "1,公开预算。,县财政局、县审计局\n2,公开决算。,县审计局、县财政局\n"
    for tasks in (read(rows, before=f"（{rule}）"), read(rows, note=f"{rule}。")):
        assert [leads(task) for task in tasks] == [["县财政局"], ["县审计局"]]
        assert [task.flags for task in tasks] == [(), ()]


def test_that_a_star_makes_a_unit_lead_where_a_note_says_so_and_is_doubtful_elsewhere() -> None:
    rows = "1,公开预算。,*县财政局、县审计局\n2,公开决算。,县审计局、县财政局*\n3,公开目录。,县司法局\n"
    told = read(rows, note="标*的为牵头单位。")
    assert [leads(task) for task in told] == [["县财政局"], ["县财政局"], []]
    assert [task.flags for task in told] == [()] * 3
    assert [bool(task.flags) for task in read(rows)] == [True, True, False]


def test_that_the_one_responsible_unit_leads_where_a_note_says_so_for_tasks_without_a_leading_one() -> None:
    rows = "1,公开预算。,,县审计局\n2,公开决算。,县审计局,县财政局\n3,公开目录。,,县司法局、县统计局\n"
    tasks = read(rows, header=HEADER, note="无牵头单位的，责任单位即为牵头单位。")
    assert [leads(task) for task in tasks] == [["县审计局"], ["县审计局"], []]
    assert [[flag.field for flag in task.flags] for task in tasks] == [[], [], ["units"]]


def test_that_a_rule_by_bold_letters_is_no_rule_that_can_be_obeyed() -> None:
    (task,) = read("1,公开预算。,县财政局、县审计局\n", note="加粗的为牵头单位。")
    assert leads(task) == []
    assert "加粗的为牵头单位" in task.flags[0].reason
