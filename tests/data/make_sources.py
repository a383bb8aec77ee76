"""Makes the old binary files and PDFs the importer tests read (tests/data/sources) with LibreOffice.

Run by hand after a change: .venv/bin/python tests/data/make_sources.py
(needs the Debian packages libreoffice-calc-nogui and libreoffice-writer-nogui).
The tests build the same document and workbook anew and compare what is read of both.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import date
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook

SOURCES = Path(__file__).resolve().parent / "sources"
HEADER = ("序号", "类别", "工作任务", "责任单位", "完成时限")
TITLE = "示例县2026年政务公开工作任务分解表"
NOTE = "注：未列单位参照执行。"
RUNNING_HEAD = "示例县政务公开文件"
# Category, task, units, deadline; the cells of a category and of equal units below each other are merged.
_TASKS = (
    ("决策公开", "县司法局", "10月底前"),
    ("决策公开", "县司法局", "10月底前"),
    ("决策公开", "县财政局、县审计局", "全年"),
    ("政策解读", "县发展和改革局、县教育体育局、各乡镇（街道）", "6月底前"),
    ("平台建设", "县行政审批服务局", "12月底前"),
    ("平台建设", "县融媒体中心", "每季度末"),
)


def task_rows(count: int = 36) -> list[tuple[str, str, str, str, str]]:
    """Rows of a made-up task table, long enough for several pages."""
    rows = []
    for index in range(count):
        category, units, deadline = _TASKS[index % len(_TASKS)]
        steps = "；".join(f"第{number}步按要求公开相关信息并及时更新" for number in range(1, 2 + index % 5))
        group = index // len(_TASKS) + 1
        rows.append(
            (
                str(index + 1),
                f"{category}第{group}组",
                f"做好第{index + 1}项公开工作，{steps}。",
                units,
                deadline,
            )
        )
    return rows


def task_document() -> Document:
    """A Word document with a running head, page numbers, and a table over several pages."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.header.paragraphs[0].text = RUNNING_HEAD
    _add_page_number(section.footer.paragraphs[0])
    document.add_paragraph(TITLE)
    _add_struck(document.add_paragraph("各单位按时限办理"), "，另行通知")
    for step in ("逐项认领任务。", "按月报送进展。"):
        document.add_paragraph(step, style="List Number")
    rows = [HEADER, *task_rows()]
    table = document.add_table(rows=len(rows), cols=len(HEADER))
    table.style = "Table Grid"
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for column in (1, 3):
        for first, last in _runs([row[column] for row in rows]):
            table.cell(first, column).merge(table.cell(last, column))
            table.cell(first, column).text = rows[first][column]
    for column in (0, 2, 4):
        for cell, row in zip(table.columns[column].cells, rows, strict=True):
            cell.text = row[column]
    document.add_paragraph(NOTE)
    return document


def task_workbook() -> Workbook:
    """A workbook with merges, a date shown as a month, a number, a truth value, and a hidden sheet."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "任务分解表"
    sheet.append([TITLE])
    sheet.merge_cells("A1:E1")
    for row in [HEADER, *task_rows(12)]:
        sheet.append(list(row))
    sheet.merge_cells("B3:B5")
    for row in range(3, 15):
        sheet.cell(row, 1).value = row - 2
    sheet["E3"].value = date(2026, 6, 1)
    sheet["E3"].number_format = 'yyyy"年"m"月"'
    sheet["E4"].value = date(2026, 9, 30)
    sheet["E4"].number_format = 'm"月"d"日"'
    sheet["F3"].value = 0.25
    sheet["F4"].value = True
    sheet["F5"].value = '=D5&"牵头"'
    hidden = workbook.create_sheet("往年")
    hidden.append(["旧任务", "旧单位"])
    hidden.sheet_state = "hidden"
    return workbook


def _runs(texts: list[str]) -> list[tuple[int, int]]:
    """First and last places of equal texts below each other."""
    out: list[tuple[int, int]] = []
    for index, text in enumerate(texts):
        if out and texts[out[-1][0]] == text:
            out[-1] = out[-1][0], index
        else:
            out.append((index, index))
    return [(first, last) for first, last in out if last > first] + [run for run in out if run[0] == run[1]]


def _add_page_number(paragraph: docx.text.paragraph.Paragraph) -> None:
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text or None
        paragraph.add_run()._r.append(element)
    paragraph.add_run(" —")


def _add_struck(paragraph: docx.text.paragraph.Paragraph, text: str) -> None:
    """Add text that tracked changes strike out."""
    struck = OxmlElement("w:del")
    struck.set(qn("w:author"), "示例")
    struck.set(qn("w:date"), "2026-01-05T08:00:00Z")
    run = paragraph.add_run(text)._r
    paragraph._p.append(struck)
    struck.append(run)
    run.t_lst[0].tag = qn("w:delText")
    paragraph.add_run("。")


def main() -> None:
    """Write the files."""
    SOURCES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        document, workbook = Path(folder) / "tasks.docx", Path(folder) / "tasks.xlsx"
        task_document().save(str(document))
        task_workbook().save(workbook)
        for source, target in ((document, "pdf"), (document, "doc"), (workbook, "xls")):
            command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office"]
            command += ["--convert-to", target, "--outdir", str(SOURCES), str(source)]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
