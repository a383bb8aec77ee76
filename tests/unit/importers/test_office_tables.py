"""Tables of Word and Excel files: true merges, several tables, layouts of the genre."""

import datetime as dt
import io
import re
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from office_files import add_table, docx_with, saved, xlsx_with

from gongkai_desktop.domain.deadline import ByDate
from gongkai_desktop.domain.recognised import RecognisedDocument, Role
from gongkai_desktop.importers.formats.xlsx import cell_text
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

HEADER = ["序号", "类别", "任务", "责任单位", "完成时限"]


def read(data: bytes, year: int | None = 2026) -> RecognisedDocument:
    return recognise(read_document("示例文件", data), year)


def test_that_vertical_merges_govern_all_their_rows() -> None:
    rows = [
        HEADER,
        ["1", "决策公开", "公开目录", "县司法局", "6月底前"],
        ["2", "", "公开草案", "", "全年"],
        ["3", "执行公开", "公开结果", "县审计局", "全年"],
    ]
    document = read(docx_with(rows, merges=[(1, 1, 2, 1), (1, 3, 2, 3)]))
    assert [task.path for task in document.tasks] == [("决策公开",), ("决策公开",), ("执行公开",)]
    assert [task.units_text for task in document.tasks] == ["县司法局", "县司法局", "县审计局"]
    assert all(not task.flags for task in document.tasks)


def test_that_a_heading_over_several_columns_counts_once() -> None:
    rows = [
        ["工作任务", "", "具体要求", "责任单位"],
        ["权责清单", "", "公开清单", "县委编办"],
        ["决策公开", "目录", "公开目录", "县司法局"],
    ]
    document = read(docx_with(rows, merges=[(0, 0, 0, 1), (1, 0, 1, 1)]))
    assert [task.path for task in document.tasks] == [("权责清单",), ("决策公开", "目录")]


def test_that_a_header_of_two_rows_gives_each_unit_column_its_role() -> None:
    rows = [
        ["序号", "工作任务", "责任分工", ""],
        ["", "", "牵头单位", "配合单位"],
        ["1", "公开预算", "县财政局", "县审计局、各乡镇"],
    ]
    document = read(docx_with(rows, merges=[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)]))
    (task,) = document.tasks
    assert [(unit.name, unit.role) for unit in task.units] == [
        ("县财政局", Role.LEAD),
        ("县审计局", Role.SUPPORT),
        ("各乡镇", Role.SUPPORT),
    ]


def test_that_a_bar_across_the_table_is_a_section_and_a_note_is_left_out() -> None:
    rows = [
        ["序号", "任务", "要求", "责任单位"],
        ["一、决策公开", "", "", ""],
        ["1", "预公开", "公开草案", "县司法局"],
        ["二、执行公开", "", "", ""],
        ["2", "督查", "公开整改", "县政府办"],
        ["注：未列单位参照执行", "", "", ""],
    ]
    document = read(docx_with(rows, merges=[(1, 0, 1, 3), (3, 0, 3, 3), (5, 0, 5, 3)]))
    assert [task.path for task in document.tasks] == [("一、决策公开", "预公开"), ("二、执行公开", "督查")]
    assert [entry.text for entry in document.left_out] == ["注：未列单位参照执行"]


def test_that_a_table_goes_on_after_a_page_break_with_its_header_printed_again() -> None:
    document = docx.Document()
    document.add_paragraph("示例县2026年任务分解表")
    add_table(document, [HEADER, ["1", "甲类", "公开甲", "县司法局", "全年"]])
    document.add_paragraph("")
    add_table(document, [HEADER, ["2", "乙类", "公开乙", "县审计局", "全年"]])
    add_table(document, [["3", "丙类", "公开丙", "县财政局", "全年"]])
    recognised = read(saved(document))
    assert [task.no for task in recognised.tasks] == ["1", "2", "3"]


def test_that_two_different_tables_are_both_read_and_a_table_of_something_else_is_left_out() -> None:
    document = docx.Document()
    add_table(document, [HEADER, ["1", "甲类", "公开甲", "县司法局", "全年"]])
    document.add_paragraph("附件2 宣传任务表")
    add_table(document, [["任务名称", "任务内容", "牵头单位"], ["宣传", "制作图解", "县委宣传部"]])
    add_table(document, [["姓名", "职务", "房间"], ["张三", "主任", "301"], ["李四", "科员", "302"]])
    recognised = read(saved(document))
    assert [task.requirement for task in recognised.tasks] == ["公开甲", "制作图解"]
    assert recognised.tasks[1].units[0].role is Role.LEAD
    assert any("姓名" in entry.text and entry.reason == "不是任务表" for entry in recognised.left_out)


def test_that_an_unknown_column_is_kept_with_the_task_and_told() -> None:
    rows = [["序号", "任务", "责任单位", "海报编码", "备注"], ["1", "公开甲", "县司法局", "HB-01", "重点"]]
    document = read(docx_with(rows))
    assert dict(document.tasks[0].extra) == {"海报编码": "HB-01", "备注": "重点"}
    assert any("海报编码" in problem.text for problem in document.problems)


def test_that_automatic_numbers_of_word_are_read() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for column, title in enumerate(["序号", "任务内容", "责任单位"]):
        table.cell(0, column).text = title
    for row, text in enumerate(["公开甲", "公开乙"], 1):
        table.cell(row, 1).text, table.cell(row, 2).text = text, "县司法局"
        paragraph = table.cell(row, 0).paragraphs[0]
        paragraph.style = document.styles["List Number"]
    assert [task.no for task in read(saved(document)).tasks] == ["1", "2"]


def test_that_deleted_text_of_tracked_changes_is_not_read() -> None:
    document = docx.Document()
    add_table(document, [["任务内容", "责任单位"], ["公开甲", "县司法局"]])
    paragraph = document.tables[0].cell(1, 0).paragraphs[0]
    deleted = OxmlElement("w:del")
    run, text = OxmlElement("w:r"), OxmlElement("w:delText")
    text.text = "旧内容"
    run.append(text)
    deleted.append(run)
    paragraph._p.append(deleted)
    assert deleted.tag == qn("w:del")
    assert read(saved(document)).tasks[0].requirement == "公开甲"


def test_that_a_blank_cell_of_units_that_is_not_merged_is_filled_and_flagged() -> None:
    rows = [HEADER, ["1", "甲类", "公开甲", "县司法局", "全年"], ["2", "乙类", "公开乙", "", "全年"]]
    task = read(docx_with(rows)).tasks[1]
    assert [unit.name for unit in task.units] == ["县司法局"]
    assert [flag.field for flag in task.flags] == ["units"]


def test_that_missing_serial_numbers_are_reported() -> None:
    rows = [HEADER, *([str(no), "类", f"公开第{no}类信息", "县司法局", "全年"] for no in (1, 2, 5))]
    assert any("3、4" in problem.text for problem in read(docx_with(rows)).problems)


def test_that_numbers_and_dates_of_a_workbook_read_as_a_clerk_sees_them() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.append(["示例县2026年任务表"])
    sheet.append(HEADER)
    sheet.append([1, "甲类", "公开甲", "县司法局", dt.date(2026, 6, 1)])
    sheet.append([2.0, "乙类", "公开乙", "县审计局", dt.date(2026, 9, 15)])
    sheet["E3"].number_format = 'yyyy"年"m"月"'
    sheet["E4"].number_format = "yyyy-mm-dd"
    sheet.merge_cells("A1:E1")
    document = read(saved_workbook(workbook), None)
    assert [task.no for task in document.tasks] == ["1", "2"]
    assert [task.deadline_text for task in document.tasks] == ["2026年6月", "2026年9月15日"]
    assert document.tasks[0].deadlines == (ByDate(dt.date(2026, 6, 30)),)
    assert (document.title, document.year) == ("示例县2026年任务表", 2026)


@pytest.mark.parametrize(
    ("number", "text"), [(57, "2026年6月"), (58, "6月1日"), (31, "2026年6月1日"), (17, "2026年6月")]
)
def test_that_formats_named_by_number_only_are_known(number: int, text: str) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADER)
    workbook.active.append([1, "甲类", "公开甲", "县司法局", dt.date(2026, 6, 1)])
    workbook.active["E2"].number_format = "MARK"
    data = saved_workbook(workbook)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    styles = re.sub(rb"<numFmts.*?</numFmts>", b"", parts["xl/styles.xml"])
    parts["xl/styles.xml"] = styles.replace(b'numFmtId="165"', f'numFmtId="{number}"'.encode())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    assert read(buffer.getvalue()).tasks[0].deadline_text == text


def saved_workbook(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3.0, "", "3"),
        (2.5, "", "2.5"),
        (True, "", "是"),
        (None, "", ""),
        (dt.date(2026, 6, 1), "m月d日", "6月1日"),
        (" 文本 ", "", "文本"),
    ],
)
def test_that_values_are_shown_as_text(value: object, number_format: str, text: str) -> None:
    assert cell_text(value, number_format) == text


def test_that_every_visible_sheet_is_read_and_hidden_ones_are_told() -> None:
    workbook = openpyxl.Workbook()
    first = workbook.active
    first.title = "第一批"
    for sheet in (first, workbook.create_sheet("第二批"), workbook.create_sheet("草稿")):
        sheet.append(HEADER)
        sheet.append([1, "类", f"公开{sheet.title}", "县司法局", "全年"])
    workbook["草稿"].sheet_state = "hidden"
    document = read(saved_workbook(workbook))
    assert [task.requirement for task in document.tasks] == ["公开第一批", "公开第二批"]
    assert any("草稿" in problem.text for problem in document.problems)


def test_that_formulas_are_not_computed_and_text_that_looks_like_one_stays_text() -> None:
    document = read(xlsx_with({"任务": [HEADER, ["1", "类", "'=公开", "县司法局", "全年"]]}))
    assert document.tasks[0].requirement == "'=公开"


def test_that_every_field_says_where_it_came_from() -> None:
    document = read(docx_with([HEADER, ["1", "甲类", "公开甲", "县司法局", "全年"]]))
    origin = document.tasks[0].origin
    assert (origin.place, origin.row) == ("表1", 2)
    assert {name: (row, column) for name, row, column in origin.fields} == {
        "no": (2, 1), "path": (2, 2), "requirement": (2, 3), "units": (2, 4), "deadlines": (2, 5),
    }  # fmt: skip


def test_that_the_first_of_a_list_leads_where_the_document_says_so() -> None:
    rows = [["任务内容", "责任单位（排第一位的为牵头单位）"], ["公开甲", "县司法局、县审计局、各乡镇"]]
    (task,) = read(docx_with(rows)).tasks
    assert [unit.role for unit in task.units] == [Role.LEAD, Role.RESPONSIBLE, Role.RESPONSIBLE]


def test_that_facts_of_the_notice_before_the_table_are_read() -> None:
    before = [
        "示政办发〔2026〕5号",
        "示例县人民政府办公室关于印发2026年政务公开工作要点的通知",
        "各乡镇人民政府：",
        "一、深化重点领域公开",
        "（一）加强政策解读。按照“谁起草、谁解读”的原则开展解读。",
        "示例县人民政府办公室",
        "2026年3月2日",
    ]
    document = read(docx_with([HEADER, ["1", "甲类", "公开甲", "县司法局", "10月底前"]], before=before), None)
    assert document.number == "示政办发〔2026〕5号"
    assert document.issuer == "示例县人民政府办公室"
    assert document.document_date == dt.date(2026, 3, 2)
    assert (document.place, document.year) == ("示例县", 2026)
    (point,) = document.points
    assert (point.no, point.section, point.title) == ("（一）", "一、深化重点领域公开", "加强政策解读")


def test_that_sums_and_lines_to_sign_are_left_out() -> None:
    rows = [
        ["序号", "任务", "要求", "责任单位及责任人"],
        ["1", "预公开", "公开草案", "县司法局"],
        ["合计", "1项", "", ""],
        ["", "填表人：李四", "", "审核：王五"],
    ]
    document = read(docx_with(rows))
    assert [task.requirement for task in document.tasks] == ["公开草案"]
    assert [entry.text for entry in document.left_out] == ["合计 1项", "填表人：李四 审核：王五"]


def test_that_a_heading_alone_in_its_row_governs_the_rows_below_it() -> None:
    rows = [
        ["序号", "任务", "要求", "责任单位"],
        ["一、决策公开", "", "", ""],
        ["1", "预公开", "公开草案", "县司法局"],
    ]
    assert read(docx_with(rows)).tasks[0].path == ("一、决策公开", "预公开")


def test_that_a_sum_with_a_serial_number_is_no_task_and_words_like_a_note_are() -> None:
    rows = [
        ["序号", "任务", "要求", "责任单位"],
        ["1", "注册登记", "公开登记信息", "县市场监管局"],
        ["", "审核信息", "公开审核结果", "县财政局"],
        ["3", "合计", "2项", ""],
        ["注：以上长期有效", "", "", ""],
    ]
    document = read(docx_with(rows))
    assert [task.path[0] for task in document.tasks] == ["注册登记", "审核信息"]
    assert [entry.text for entry in document.left_out] == ["3 合计 2项", "注：以上长期有效"]
