"""Pasted text whose cells stand a line each beside a bar, or apart by gaps; rows that lack cells."""

import pytest

from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

TITLE = "示例县2026年任务分解表\n\n"
ROWS = [
    ["序号", "任务", "责任单位", "完成时限"],
    ["1", "公开预算。", "县财政局", "6月底前"],
    ["2", "公开决算。", "县审计局", "9月底前"],
    ["3", "公开目录。", "县司法局", "年底前"],
]
FORMS = {
    "a bar behind each cell": "\n".join("".join(f"{cell} |\n" for cell in row) for row in ROWS),
    "the same without blank lines": "".join("".join(f"{cell} |\n" for cell in row) for row in ROWS),
    "a bar before each cell": "\n".join("".join(f"| {cell}\n" for cell in row) for row in ROWS),
    "bars in lines of their own": "".join("\n|\n".join(row) + "\n|\n" for row in ROWS),
    "a bar at the row's ends, too": "".join("|" + " |\n".join(row) + " |\n" for row in ROWS),
    "gaps": "".join("    ".join(row) + "\n" for row in ROWS),
    "wide spaces": "".join("\u3000".join(row) + "\n" for row in ROWS),
    "tabs in some lines only": "".join(
        ("\t" if n % 2 else "    ").join(row) + "\n" for n, row in enumerate(ROWS)
    ),
    "a gap and tabs": "".join(row[0] + "  " + "\t".join(row[1:]) + "\n" for row in ROWS),
    "spaces beside tabs": "".join(" \t ".join(row) + "\n" for row in ROWS),
    "a cell a line": "".join("\n".join(row) + "\n" for row in ROWS),
}


def read(text: str) -> RecognisedDocument:
    return recognise(read_document("任务.txt", (TITLE + text).encode()), 2026)


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_that_cells_are_told_however_they_are_kept_apart(text: str) -> None:
    document = read(text)
    found = [[t.no, t.requirement, t.units_text, t.deadline_text] for t in document.tasks]
    assert found == ROWS[1:]
    assert [task.flags for task in document.tasks] == [()] * 3


@pytest.mark.parametrize("missing", [2, 3])
@pytest.mark.parametrize("numbered", [True, False])
def test_that_a_row_without_one_of_its_cells_shifts_no_other_and_is_flagged(
    *, missing: int, numbered: bool
) -> None:
    first = 0 if numbered else 1
    rows = [row[first:] for row in ROWS]
    del rows[2][missing - first]
    document = read("".join("\n".join(row) + "\n" for row in rows))
    assert [task.requirement for task in document.tasks] == [row[1] for row in ROWS[1:]]
    assert [bool(task.flags) for task in document.tasks] == [False, True, False]
    assert {"units", "deadlines"} <= {flag.field for flag in document.tasks[1].flags}
    assert document.tasks[2].units_text == "县司法局"


def copied(*rows: str) -> list[list[object]]:
    """What is read of a table copied from a page: each paragraph of a cell a line, blank lines between."""
    titles = ["序号", "重点任务", "主要内容", "责任单位", "完成时间"]
    lines = [*titles, *(line for row in rows for line in row.split("/"))]
    document = read("\n\n".join([*lines, "【打印本页】"]))
    return [
        [t.no, t.path[0], t.requirement, [u.name for u in t.units], t.deadline_text, len(t.flags)]
        for t in document.tasks
    ]


def test_that_a_merged_heading_that_is_not_copied_again_and_units_on_several_lines_shift_no_cell() -> None:
    assert copied(
        "1/健全职能体系/完善权责清单，9月底前公布。/县委编办/县司法局/9月底前",
        "2/推行告知承诺制。/县司法局/县行政审批局/6月底前",
        "3/落实清单制度。/县行政审批局/全年",
        "4/加强监督/建成规范化场所。/县司法局/8月底前",
        "5/自觉接受监督。/县委政法委/县信访局/县法院/县检察院/县公安局/12月底前",
    ) == [
        ["1", "健全职能体系", "完善权责清单，9月底前公布。", ["县委编办", "县司法局"], "9月底前", 0],
        ["2", "健全职能体系", "推行告知承诺制。", ["县司法局", "县行政审批局"], "6月底前", 0],
        ["3", "健全职能体系", "落实清单制度。", ["县行政审批局"], "全年", 0],
        ["4", "加强监督", "建成规范化场所。", ["县司法局"], "8月底前", 0],
        [
            "5",
            "加强监督",
            "自觉接受监督。",
            ["县委政法委", "县信访局", "县法院", "县检察院", "县公安局"],
            "12月底前",
            0,
        ],
    ]


def test_that_lines_of_a_copied_row_that_fit_in_two_ways_are_flagged() -> None:
    rows = copied("1/健全体系/公布清单。/县司法局/9月底前", "2/加强监督/规范流程/县司法局/县法院/其他/全年")
    flagged = [row[-1] > 0 for row in rows]  # type: ignore[operator]
    assert (flagged[0], set(flagged[1:])) == (False, {True})


def test_that_rows_a_page_moved_left_for_want_of_a_merged_heading_are_moved_back() -> None:
    rows = [
        "工作任务 | 具体要求 | 责任部门 | 完成时限 |",
        "一、做好网站公开。 | 更新栏目信息。 | 县政府办 | 全年 |",
        "反馈网民意见。 | 各科室 | 6月底前 | |",
        "二、加强解读。 | 发布解读材料。 | 县司法局 | 年底前 |",
        "答复咨询。 | 各科室 | 全年 | |",
    ]
    found = [[t.path[0], t.requirement, t.units_text, t.deadline_text] for t in read("\n".join(rows)).tasks]
    assert found == [
        ["一、做好网站公开。", "更新栏目信息。", "县政府办", "全年"],
        ["一、做好网站公开。", "反馈网民意见。", "各科室", "6月底前"],
        ["二、加强解读。", "发布解读材料。", "县司法局", "年底前"],
        ["二、加强解读。", "答复咨询。", "各科室", "全年"],
    ]
    tabs = "\n".join(row.removesuffix(" |").removesuffix(" |").replace(" | ", "\t") for row in rows)
    assert [[t.path[0], t.requirement, t.units_text, t.deadline_text] for t in read(tabs).tasks] == found


def test_that_a_heading_before_the_number_may_be_merged_where_cells_stand_a_line_each() -> None:
    cells = "任务/序号/要求/责任科室/时限/加强公开/1/公开预算。/办公室/6月底前/2/公开决算。/财务科/年底前"
    document = read(cells.replace("/", "\n|\n") + "\n|\n")
    assert [(t.no, t.path, t.requirement, t.flags) for t in document.tasks] == [
        ("1", ("加强公开",), "公开预算。", ()),
        ("2", ("加强公开",), "公开决算。", ()),
    ]


def test_that_a_header_printed_again_and_headings_across_the_table_stand_between_copied_rows() -> None:
    found = copied(
        "一、深化公开（2项）/1/财政/公开预算。/县财政局/6月底前",
        "2/公开决算。/县财政局/县审计局/9月底前",
        "序号/重点任务/主要内容/责任单位/完成时间/二、加强解读（1项）/3/解读/同步解读。/各乡镇/全年",
    )
    assert [row[:4] for row in found] == [
        ["1", "一、深化公开（2项）", "公开预算。", ["县财政局"]],
        ["2", "一、深化公开（2项）", "公开决算。", ["县财政局", "县审计局"]],
        ["3", "二、加强解读（1项）", "同步解读。", ["各乡镇"]],
    ]


def test_that_copied_rows_need_no_numbers_and_leaders_are_no_tasks() -> None:
    cells = (
        "工程名称/目标任务/责任领导/责任单位/完成时限/棚户区改造/建成安置房120套。/王明/县住建局/县财政局/年底前/"
        "校园安全/安防达标。/李涛/县教育局/8月底前/新建学校2所。/李涛/县教育局/9月底前"
    )
    tasks = read("\n\n".join(cells.split("/"))).tasks
    assert [(t.path, t.requirement, [u.name for u in t.units], t.deadline_text) for t in tasks] == [
        (("棚户区改造",), "建成安置房120套。", ["县住建局", "县财政局"], "年底前"),
        (("校园安全",), "安防达标。", ["县教育局"], "8月底前"),
        (("校园安全",), "新建学校2所。", ["县教育局"], "9月底前"),
    ]
    assert all(task.flags == () for task in tasks)


def test_that_a_blank_first_cell_before_a_bar_is_a_cell() -> None:
    rows = (
        "序号 | 类别 | 任务 | 责任单位 |\n1 | 财政 | 公开预算。 | 县财政局 |\n"
        " |  | 公开决算。 | 县审计局 |\n一、解读 |\n2 | 解读 | 同步解读。 | 县司法局 |\n"
    )
    assert [(t.path, t.requirement, t.units_text) for t in read(rows).tasks] == [
        (("财政",), "公开预算。", "县财政局"),
        (("财政",), "公开决算。", "县审计局"),
        (("一、解读", "解读"), "同步解读。", "县司法局"),
    ]


def test_that_titles_torn_in_two_lines_are_whole() -> None:
    cells = "序号/工作任务/责任/单位/完成/时限/1/公开预算。/县财政局/6月底前/2/公开目录。/县司法局/全年"
    tasks = read("\n\n".join(cells.split("/"))).tasks
    assert [(t.no, t.requirement, t.units_text, t.deadline_text) for t in tasks] == [
        ("1", "公开预算。", "县财政局", "6月底前"),
        ("2", "公开目录。", "县司法局", "全年"),
    ]


def test_that_a_sentence_alone_in_a_row_is_a_task_merged_with_those_above_and_flagged() -> None:
    rows = [
        "序号 | 重点任务 | 任务分解 | 责任单位 | 时限 |",
        "1 | 决策公开 | 公布目录。 | 县司法局 | 4月底前 |",
        "反馈意见。 | | | | |",
        "2 | 财政公开 | 公开预算。 | 县财政局 | 全年 |",
    ]
    tasks = read("\n".join(rows)).tasks
    assert [(t.path, t.requirement, t.units_text) for t in tasks] == [
        (("决策公开",), "公布目录。", "县司法局"),
        (("决策公开",), "反馈意见。", "县司法局"),
        (("财政公开",), "公开预算。", "县财政局"),
    ]
    assert [bool(task.flags) for task in tasks] == [False, True, False]


def test_that_two_lines_without_an_end_between_them_in_a_copied_task_are_flagged() -> None:
    rows = copied("1/健全体系/公布权责清单/以及目录/县司法局/9月底前", "2/加强监督/规范流程。/县法院/全年")
    assert [row[-1] > 0 for row in rows] == [True, False]  # type: ignore[operator]


def test_that_lines_of_units_below_two_columns_of_them_are_doubted_for_the_units_only() -> None:
    cells = (
        "序号/任务/牵头单位/配合单位/时限/1/公开预算。/县财政局/县审计局/县税务局/6月底前/"
        "2/公开目录。/县司法局/各乡镇/全年"
    )
    tasks = read("\n\n".join(cells.split("/"))).tasks
    assert [[(u.name, u.role.value) for u in t.units] for t in tasks] == [
        [("县财政局", "lead"), ("县审计局", "support"), ("县税务局", "support")],
        [("县司法局", "lead"), ("各乡镇", "support")],
    ]
    assert [{flag.field for flag in task.flags} for task in tasks] == [{"units", "open_ended"}, set()]


def test_that_a_blank_remark_of_a_copied_row_is_nothing_to_ask_about() -> None:
    cells = (
        "序号/任务/责任单位/时限/备注/1/公开预算。/县财政局/县审计局/6月底前/2/公开目录。/县司法局/全年/重点"
    )
    tasks = read("\n\n".join(cells.split("/"))).tasks
    assert [(t.deadline_text, t.extra, t.flags) for t in tasks] == [
        ("6月底前", (), ()),
        ("全年", (("备注", "重点"),), ()),
    ]
