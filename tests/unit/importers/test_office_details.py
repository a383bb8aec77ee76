"""What Word and Excel files hold beside plain cells: changes, hidden text and rows, formulas, Strict."""

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table

from gongkai_desktop.domain.grid import Paragraph
from gongkai_desktop.domain.recognised import RecognisedDocument
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

ROWS = [
    ["序号", "任务", "责任单位", "完成时限"],
    ["1", "公开预算。", "县财政局", "6月底前"],
    ["2", "公开决算。", "县审计局", "9月底前"],
]
STRICT = (
    "wordprocessingml/2006/main",
    "spreadsheetml/2006/main",
    "officeDocument/2006/relationships",
)


def word(change: Callable[[docx.document.Document, Table], object] = lambda document, table: None) -> bytes:
    document = docx.Document()
    table = document.add_table(0, 4)
    for texts in ROWS:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    change(document, table)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(change: Callable[[openpyxl.worksheet.worksheet.Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "任务"
    for texts in ROWS:
        book.active.append(texts)
    change(book.active)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def strict(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            for name in STRICT:
                usual = f"http://schemas.openxmlformats.org/{name}".encode()
                content = content.replace(
                    usual, b"http://purl.oclc.org/ooxml/" + name.replace("/2006", "").encode()
                )
            new.writestr(entry.filename, content)
    return buffer.getvalue()


def read(name: str, data: bytes) -> RecognisedDocument:
    return recognise(read_document(name, data), 2026)


def problems(document: RecognisedDocument) -> str:
    return "；".join(problem.text for problem in document.problems)


@pytest.mark.parametrize(
    ("name", "data"), [("表.docx", word()), ("表.xlsx", workbook(lambda sheet: None))], ids=["docx", "xlsx"]
)
def test_that_files_saved_as_strict_are_read_alike(name: str, data: bytes) -> None:
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(strict(data))).read(
        "word/document.xml" if name.endswith("docx") else "xl/workbook.xml"
    )
    assert read(name, strict(data)).tasks == read(name, data).tasks


def test_that_a_row_deleted_in_tracked_changes_is_no_task() -> None:
    def delete(_: object, table: Table) -> None:
        table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    assert [task.no for task in read("表.docx", word(delete)).tasks] == ["2"]


def test_that_text_put_in_counts_and_text_taken_out_does_not() -> None:
    def change(_: object, table: Table) -> None:
        paragraph = table.cell(1, 2).paragraphs[0]
        old, new = paragraph.runs[0]._r, paragraph.add_run("县统计局")._r
        for run, mark in ((old, "w:del"), (new, "w:ins")):
            wrapped = OxmlElement(mark)
            run.addprevious(wrapped)
            wrapped.append(run)
        old.find(qn("w:t")).tag = qn("w:delText")

    assert [unit.name for unit in read("表.docx", word(change)).tasks[0].units] == ["县统计局"]


def test_that_hidden_text_is_left_out_and_told() -> None:
    def hide(_: object, table: Table) -> None:
        table.cell(1, 1).paragraphs[0].add_run("不打印的字").font.hidden = True

    document = read("表.docx", word(hide))
    assert document.tasks[0].requirement == "公开预算。"
    assert "隐藏文字" in problems(document)


def test_that_the_text_of_a_text_box_is_read_once() -> None:
    box = (
        f"<w:r {nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{0}</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>{0}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    ).format("<w:txbxContent><w:p><w:r><w:t>示例县2026年任务分解表</w:t></w:r></w:p></w:txbxContent>")

    def add(document: docx.document.Document, table: Table) -> None:
        paragraph = document.add_paragraph("附件")
        paragraph._p.append(parse_xml(box))
        table._tbl.addprevious(paragraph._p)

    blocks = read_document("表.docx", word(add)).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == [
        "附件",
        "示例县2026年任务分解表",
    ]


def test_that_rows_and_cells_in_content_controls_are_read() -> None:
    def wrap(_: object, table: Table) -> None:
        for inner in (table.rows[1]._tr.tc_lst[2], table.rows[2]._tr):
            control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
            inner.addprevious(control)
            control.append(content)
            content.append(inner)

    assert read("表.docx", word(wrap)).tasks == read("表.docx", word()).tasks


def test_that_a_row_that_begins_further_right_keeps_its_columns_and_is_flagged() -> None:
    def cut(_: object, table: Table) -> None:
        row = table.rows[2]._tr
        row.remove(row.tc_lst[0])
        before = OxmlElement("w:gridBefore")
        before.set(qn("w:val"), "1")
        row.get_or_add_trPr().append(before)

    task = read("表.docx", word(cut)).tasks[1]
    assert (task.no, task.requirement, task.units[0].name) == (None, "公开决算。", "县审计局")
    assert "no" in {flag.field for flag in task.flags}


def test_that_hidden_rows_and_columns_are_read_and_told() -> None:
    def hide(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["D"].hidden = True

    document = read("表.xlsx", workbook(hide))
    assert len(document.tasks) == 2
    assert "工作表“任务”有隐藏的行" in problems(document)
    assert "工作表“任务”有隐藏的列" in problems(document)


def test_that_formulas_without_a_stored_value_are_told() -> None:
    def calculate(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["A2"] = "=ROW()-1"

    assert "公式没有保存结果" in problems(read("表.xlsx", workbook(calculate)))
    assert "公式" not in problems(read("表.xlsx", workbook(lambda sheet: None)))
