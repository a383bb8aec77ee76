"""Headers of two rows copied from a page as text: wide titles stand once, their parts in a row below."""

import pytest
from read_again import shown, text

from gongkai_desktop.importers.formats.group_titles import with_wide_titles

CATALOGUE = ["序号", "公开事项", "公开内容", "公开时限", "公开主体", "公开对象", "公开方式"]
PARTS = ["一级事项", "二级事项", "全社会", "特定群众", "主动", "依申请"]
ROW = ["1", "社会救助", "政策法规", "法规文件目录。", "20个工作日内", "县民政局", "√", "", "√", ""]


def _lines(*rows: list[str]) -> str:
    return "示例县2026年公开目录\n" + "".join("\t".join(row) + "\n" for row in rows)


def test_that_a_catalogue_copied_from_a_page_stands_under_its_titles() -> None:
    (task,) = text(_lines(CATALOGUE, PARTS, ROW)).tasks
    assert shown(task) == "1 | 社会救助 > 政策法规 | 法规文件目录。 | 县民政局 | 20working内"
    assert not task.flags


@pytest.mark.parametrize(
    ("upper", "lower", "expected"),
    [
        (CATALOGUE, PARTS, [1, 2, 1, 1, 1, 2, 2]),
        (["序号", "工作任务", "责任分工", "完成时限"], ["牵头单位", "配合单位"], [1, 1, 2, 1]),
        (["序号", "任务", "单位", "进度安排"], ["一季度", "二季度", "三季度"], [1, 1, 1, 3]),
    ],
)
def test_that_parts_tell_which_titles_are_wide(
    upper: list[str], lower: list[str], expected: list[int]
) -> None:
    body = ["甲"] * sum(expected)
    rows, unsure = with_wide_titles([(1, upper), (2, lower), (3, body), (4, body)])
    assert not unsure
    wide = [index for index, title in enumerate(rows[0][1]) if title]
    ends = [*wide[1:], len(body)]
    assert [end - start for start, end in zip(wide, ends, strict=True)] == expected
    assert [part for part in rows[1][1] if part] == lower


def test_that_rows_under_titles_nobody_can_place_are_doubted() -> None:
    upper, lower = ["序号", "公开事项", "公开主体", "公开时限"], ["一级事项", "主动"]
    row = ["1", "公开预算", "公开决算", "县财政局", "3月底前"]
    for task in text(_lines(upper, lower, row)).tasks:
        assert {"units", "requirement", "path"} <= {flag.field for flag in task.flags}


@pytest.mark.parametrize(
    "second", [["1", "公开预算", "县财政局", "3月底前"], ["", "公开预算", "县财政局"], ["一、财政信息"]]
)
def test_that_other_rows_stay_as_they_are(second: list[str]) -> None:
    rows = [
        (1, ["序号", "工作任务", "责任单位", "完成时限"]),
        (2, second),
        (3, ["2", "甲", "乙", "丙", "丁"]),
    ]
    assert with_wide_titles(rows) == (rows, False)
