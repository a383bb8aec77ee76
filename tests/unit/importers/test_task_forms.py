"""Forms of one task each: labels at the left, what they ask for at the right."""

import docx
import pytest
from office_files import add_table, saved, xlsx_with
from read_again import shown, table, text

from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.errors import NotATaskTable
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

FORM = [
    ["督办事项", "推进政务公开标准化"],
    ["责任单位", "县政府办公室、县司法局"],
    ["配合单位", "县直各部门"],
    ["办理时限", "2026年6月底前"],
    ["办理要求", "1.制定方案；\n2.组织实施。"],
    ["办理结果", ""],
]
READ = "- | 推进政务公开标准化 | 1.制定方案； 2.组织实施。 | 县政府办公室 县司法局 配县直各部门* | 2026-06-30"


def _again(form: list[list[str]], name: str) -> list[list[str]]:
    return [[label, content.replace("推进", name)] for label, content in form]


def test_that_forms_below_each_other_are_one_task_each() -> None:
    document = docx.Document()
    document.add_paragraph("示例县2026年重点工作督办单")
    for number, name in enumerate(("推进", "提升"), 1):
        document.add_paragraph(f"督办单（{number}）")
        add_table(document, _again(FORM, name))
    read = recognise(read_document("示例.docx", saved(document)))
    assert [shown(task) for task in read.tasks] == [READ, READ.replace("推进", "提升")]
    assert not any(task.flags for task in read.tasks)
    assert read.title == "示例县2026年重点工作督办单"


def test_that_the_first_label_again_begins_the_next_form_of_a_sheet() -> None:
    rows = [["督办单（一）", ""], *FORM, ["", ""], ["督办单（二）", ""], *_again(FORM, "提升")]
    read = recognise(read_document("示例.xlsx", xlsx_with({"一": rows, "二": _again(FORM, "规范")})))
    assert [task.path for task in read.tasks] == [
        ("推进政务公开标准化",),
        ("提升政务公开标准化",),
        ("规范政务公开标准化",),
    ]
    assert not any(task.flags for task in read.tasks)
    assert [origin[1:] for origin in read.tasks[1].origin.fields if origin[0] == "units"] == [(11, 2)]


def test_that_pairs_side_by_side_and_asides_are_read() -> None:
    read = table(
        [
            ["示例县人民政府督查室督办单", "", "", ""],
            ["编号", "3", "交办时间", "2026年3月1日"],
            ["事项名称", "落实优化营商环境任务清单", "", ""],
            ["牵头单位", "县发改局", "配合单位", "县财政局、县税务局"],
            ["办理时限", "2026年6月30日前", "督办人", "张三"],
            ["领导批示", "请抓紧办理。", "", ""],
            ["办理要求", "制定任务清单并公开。", "", ""],
            ["办理情况", "", "", ""],
        ],
        [(0, 0, 0, 3), (2, 1, 2, 3), (5, 1, 5, 3), (6, 1, 6, 3), (7, 1, 7, 3)],
    )
    assert [shown(task) for task in read.tasks] == [
        "3 | 落实优化营商环境任务清单 | 制定任务清单并公开。 | 牵县发改局 配县财政局 配县税务局 | 2026-06-30"
    ]
    assert dict(read.tasks[0].extra) == {
        "交办时间": "2026年3月1日",
        "督办人": "张三",
        "领导批示": "请抓紧办理。",
    }
    assert not read.tasks[0].flags


def test_that_a_label_over_several_rows_heads_all_of_them() -> None:
    read = table(
        [
            ["任务名称", "", "建设政务公开专区"],
            ["责任分工", "牵头单位", "县政务服务局"],
            ["", "配合单位", "各乡镇"],
            ["完成时限", "", "2026年9月底"],
            ["工作任务", "", "（1）选定场地；"],
            ["", "", "（2）配备设备。"],
        ],
        [(0, 1, 0, 2), (1, 0, 2, 0), (3, 1, 3, 2), (4, 0, 5, 0), (4, 1, 4, 2), (5, 1, 5, 2)],
    )
    assert [shown(task) for task in read.tasks] == [
        "- | 建设政务公开专区 | （1）选定场地；（2）配备设备。 | 牵县政务服务局 配各乡镇* | 2026-09-30"
    ]
    assert read.tasks[0].items == ("选定场地；", "配备设备。")


TABS = "\n".join("\t".join(row) for row in FORM)
LINES = "\n".join("：".join(row) for row in FORM)


@pytest.mark.parametrize("content", [TABS, LINES, LINES.replace("\n2.组织", "2.组织")])
def test_that_forms_of_plain_text_are_read(content: str) -> None:
    (task,) = text(f"示例县2026年督办单\n{content}\n").tasks
    assert shown(task).replace(" ", "") == READ.replace(" ", "")
    assert not task.flags


def test_that_a_line_without_a_label_is_asked_about() -> None:
    read = text("示例县2026年督办单\n" + LINES.replace("2.组织实施。", "另请抓好落实。"))
    assert {flag.field for flag in read.tasks[0].flags} >= {"requirement", "items"}


def test_that_units_and_time_of_one_form_are_not_those_of_the_next() -> None:
    document = docx.Document()
    document.add_paragraph("示例县2026年督办单")
    add_table(document, FORM)
    add_table(document, [[label, "" if "单位" in label else content] for label, content in FORM])
    second = recognise(read_document("示例.docx", saved(document))).tasks[1]
    assert not second.units
    assert "units" in {flag.field for flag in second.flags}


def test_that_forms_nobody_filled_in_are_told() -> None:
    document = docx.Document()
    document.add_paragraph("示例县2026年督办单")
    for form in (FORM, [[label, ""] for label, _ in FORM]):
        add_table(document, form)
        document.add_paragraph("附表")
    read = recognise(read_document("示例.docx", saved(document)))
    assert len(read.tasks) == 1
    assert "办理结果" in [entry.text for entry in read.left_out]


@pytest.mark.parametrize(
    "rows",
    [
        [["索引号", "11-2026", "主题分类", "政务公开"], ["发布机构", "县政府办", "成文日期", "2026年3月1日"],
         ["名称", "关于印发任务分解表的通知", "文号", "示政办〔2026〕3号"]],
        [["事项名称", "食品经营许可"], ["实施主体", "县市场监管局"], ["办理时限", "20个工作日"],
         ["受理条件", "具有场所"], ["申请材料", "申请书"]],
        [["姓名", "张三"], ["工作单位", "县财政局"], ["主要任务", "编制预算"], ["完成时间", "2026年"]],
        [["建设单位", "县水利局"], ["项目名称", "水库除险加固"], ["总投资", "300万元"]],
    ],
)  # fmt: skip
def test_that_forms_of_other_papers_are_no_tasks(rows: list[list[str]]) -> None:
    with pytest.raises(NotATaskTable):
        table(rows)


def _with_list(form: list[list[str]]) -> RecognisedDocument:
    document = docx.Document()
    document.add_paragraph("示例县2026年任务书")
    add_table(document, form)
    document.add_paragraph("任务清单")
    add_table(document, [["序号", "任务", "责任单位"], ["1", "公开预算", "县财政局"]])
    return recognise(read_document("示例.docx", saved(document)))


def test_that_a_form_beside_a_list_may_only_be_its_cover() -> None:
    read = _with_list([["项目名称", "政务公开"], ["责任单位", "县政府办"], ["完成时限", "2026年"]])
    assert [bool(task.flags) for task in read.tasks] == [True, False]
    assert [task.requirement for task in read.tasks] == ["政务公开", "公开预算"]


def test_that_labels_above_a_list_are_no_form() -> None:
    read = table(
        [
            ["任务名称", "政务公开", ""],
            ["责任单位", "县政府办", ""],
            ["序号", "具体任务", "责任科室"],
            ["1", "公开预算", "综合科"],
            ["2", "公开决算", "信息科"],
        ]
    )
    assert [task.requirement for task in read.tasks] == ["公开预算", "公开决算"]
