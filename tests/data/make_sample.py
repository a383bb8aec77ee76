"""Makes the shipped sample (resources/sample) and its truth (tests/data/expected) from tests/data/sample.

Run by hand after a change of the plain data: .venv/bin/python tests/data/make_sample.py
"""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

DATA = Path(__file__).resolve().parent
SAMPLE = DATA.parents[1] / "resources" / "sample"
EXPECTED = DATA / "expected"

Plain = dict[str, Any]

ROLES = {"L": "lead", "S": "support", "": "responsible"}
NUMBERED = re.compile(r"(?=[(（]\d[)）])")


def load(stem: str) -> Plain:
    """The plain data of one document of the sample."""
    return tomllib.loads((DATA / "sample" / f"{stem}.toml").read_text("utf-8"))


def deadline_truth(short: str) -> Plain:
    """`by 2026-06-30`, `recurring year 03-31`, `within 7 working 批复` … in the truth's form."""
    kind, *rest = short.split(" ")
    match kind:
        case "by":
            out = {"kind": kind, "date": rest[0]}
            return out | ({"start": rest[2]} if len(rest) > 1 else {})
        case "yearlong":
            return {"kind": kind, "year": int(rest[0])}
        case "recurring":
            return {"kind": kind, "every": rest[0], "by": rest[1] if len(rest) > 1 else None}
        case "within":
            return {"kind": kind, "days": int(rest[0]), "unit": rest[1], "after": rest[2]}
        case "at_least":
            return {"kind": kind, "days": int(rest[0]), "unit": rest[1]}
    return {"kind": kind}


def unit_truth(short: str) -> Plain:
    """`各乡镇*/S` is a collective in support."""
    name, _, role = short.partition("/")
    return {"name": name.removesuffix("*"), "role": ROLES[role], "collective": name.endswith("*")}


def task_truth(task: Plain) -> Plain:
    """One task in the form of the recognise command; `ambiguous` names what must be asked of the clerk."""
    return {
        "no": task["no"],
        "path": task["path"],
        "requirement": task["text"],
        "items": task.get("items", [task["text"]]),
        "units_text": task["units_text"],
        "units": [unit_truth(short) for short in task["units"].split()],
        "open_ended": task.get("open_ended", False),
        "deadline_text": task["deadline_text"],
        "deadlines": [deadline_truth(short) for short in task["deadlines"]],
        "inline_deadlines": [
            {"text": text, "item": item, "deadline": deadline_truth(short)}
            for text, item, short in task.get("inline", [])
        ],
        "ambiguous": task.get("flags", []),
    }


def truth(document: Plain) -> Plain:
    """What the recogniser should make of one document."""
    head = ("title", "issuer", "number", "document_date", "place", "year", "columns")
    return (
        {"source": document["file"]}
        | {name: document.get(name) for name in head}
        | {"tasks": [task_truth(task) for task in document["task"]]}
    )


WIDTHS = (1.2, 2.2, 2.6, 11.0, 5.0, 2.7)
HEADER = ("序号", "重点任务", None, "工作要求", "责任单位", "完成时限")
BREAK_BEFORE = "15"
"""The table's head and the running category are printed again before this task, on a new page."""


def write_docx(document: Plain, path: Path) -> None:
    """True merges: full-width sections, categories merged downwards, a head over two columns."""
    word = Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "仿宋", Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    page = word.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21.0)
    page.left_margin = page.right_margin = Cm(2.4)

    _line(word, f"{document['issuer']}文件", WD_ALIGN_PARAGRAPH.CENTER, 22)
    _line(word, document["number"], WD_ALIGN_PARAGRAPH.CENTER, 14)
    _line(word, document["title"], WD_ALIGN_PARAGRAPH.CENTER, 18)
    _fill_table(word, document["task"])
    _line(word, "注：时限为“全年”“长期坚持”的任务，责任单位每季度末自查一次，自查情况留存备查。")
    _line(word, document["issuer"], WD_ALIGN_PARAGRAPH.RIGHT)
    _line(word, "2026年3月2日", WD_ALIGN_PARAGRAPH.RIGHT)

    word.core_properties.author = document["issuer"]
    word.core_properties.created = word.core_properties.modified = datetime(2026, 3, 2)  # noqa: DTZ001
    word.save(str(path))
    same_bytes_every_time(path)


def _line(word: Any, text: str, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT, size: int = 12) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = align
    paragraph.add_run(text).font.size = Pt(size)


def _fill_table(word: Any, tasks: list[Plain]) -> None:
    """Rows first, merges last: python-docx keeps the text of the merged cells together."""
    table = word.add_table(rows=0, cols=len(WIDTHS), style="Table Grid")
    table.autofit = False
    merges: list[tuple[int, int, int, int]] = []
    _header_row(table, merges)
    section = category = None
    category_row = 0
    for task in tasks:
        if task["no"] == BREAK_BEFORE:
            row = _header_row(table, merges)
            table.cell(row, 0).paragraphs[0].paragraph_format.page_break_before = True
            category = None
        if task["path"][0] != section:
            section, category = task["path"][0], None
            row = _add_row(table, (section, *[""] * 5))
            merges.append((row, 0, row, 5))
        shown = task["path"][1] if task["path"][1] != category else ""
        row = _add_row(
            table,
            (task["no"], shown, task["path"][2], task["text"], task["units_text"], task["deadline_text"]),
        )
        if shown:
            category, category_row = shown, row
        else:
            merges = [merge for merge in merges if merge[:2] != (category_row, 1)]
            merges.append((category_row, 1, row, 1))
    for top, left, bottom, right in merges:
        table.cell(top, left).merge(table.cell(bottom, right))


def _header_row(table: Table, merges: list[tuple[int, int, int, int]]) -> int:
    row = _add_row(table, HEADER)
    merges.append((row, 1, row, 2))
    return row


def _add_row(table: Table, texts: tuple[str | None, ...]) -> int:
    cells = table.add_row().cells
    for cell, text, width in zip(cells, texts, WIDTHS, strict=True):
        cell.width = Cm(width)
        _write_cell(cell, text or "")
    return len(table.rows) - 1


def _write_cell(cell: _Cell, text: str) -> None:
    """Numbered parts stand in paragraphs of their own, as clerks type them."""
    first, *others = [part for part in NUMBERED.split(text) if part] or [""]
    cell.paragraphs[0].text = first
    for part in others:
        cell.add_paragraph(part)


REMARKS = {"3": "含建档立卡、低保家庭学生", "9": "以住建局公布的计划为准", "17": "与稳增长清单衔接"}
GUIDE = (
    "填报说明",
    "一、本清单由牵头单位会同配合单位落实，责任到人。",
    "二、公开情况按月报送县政务公开办公室，附公开网址。",
    "三、涉及国家秘密、商业秘密和个人隐私的内容不予公开。",
)


def write_xlsx(document: Plain, path: Path) -> None:
    """Title rows, merged fields and leads, numbers and a date typed as such, a sheet of notes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "责任清单"
    columns = document["columns"]
    sheet.append([document["title"]])
    sheet.append([f"编制单位：{document['issuer']}　　编制时间：2026年3月"])
    sheet.append(columns)
    for task in document["task"]:
        lead, support = (part.strip() for part in task["units_text"].split("|"))
        due = task["deadline_text"]
        typed = date.fromisoformat(due) if re.fullmatch(r"\d{4}-\d\d-\d\d", due) else due
        remark = REMARKS.get(task["no"])
        sheet.append([int(task["no"]), *task["path"], task["text"], lead, support or None, typed, remark])
    last = sheet.max_row
    sheet.append(["填表说明：完成时限为“每月”“按季度”的，于期末公布；其余以当月末日为准。"])
    for row in (1, 2, last + 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))
    for column in (
        5,
        2,
    ):  # leads before fields: a merged cell forgets its value, and leads are merged within a field
        _merge_equal(sheet, column, last)
    _dress(sheet, last)
    guide = book.create_sheet("填报说明")
    for line in GUIDE:
        guide.append([line])
    guide.column_dimensions["A"].width = 60
    book.properties.creator = document["issuer"]
    book.properties.created = book.properties.modified = datetime(2026, 3, 10)  # noqa: DTZ001
    book.save(path)
    same_bytes_every_time(path)


def _merge_equal(sheet: Worksheet, column: int, last: int) -> None:
    """Equal neighbours below each other become one merged cell, within a field."""
    key = lambda row: (sheet.cell(row, 2).value, sheet.cell(row, column).value)  # noqa: E731
    runs = [[*rows] for _, rows in groupby(range(4, last + 1), key=key)]
    for rows in runs:
        if len(rows) > 1:
            sheet.merge_cells(start_row=rows[0], end_row=rows[-1], start_column=column, end_column=column)


def _dress(sheet: Worksheet, last: int) -> None:
    thin = Side(style="thin")
    for row in sheet.iter_rows(min_row=3, max_row=last):
        for cell in row:
            cell.border = Border(thin, thin, thin, thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if isinstance(cell.value, datetime | date):
                cell.number_format = 'yyyy"年"m"月"d"日"'
    sheet["A1"].font, sheet["A1"].alignment = Font(size=18, bold=True), Alignment(horizontal="center")
    for letter, width in zip("ABCDEFGH", (6, 12, 14, 46, 20, 24, 16, 20), strict=True):
        sheet.column_dimensions[letter].width = width


def same_bytes_every_time(path: Path) -> None:
    """Writes the packed file again without the hour of its making, so that a new run changes nothing."""
    with zipfile.ZipFile(path) as old:
        parts = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            if name == "docProps/core.xml":  # openpyxl writes the hour of saving here, whatever it is told
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-03-10T00:00:00Z", data)
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)


ABOVE = """当前位置：首页 > 政务公开 > 通知公告
{title}
发布时间：2026-04-08 来源：{publisher} 浏览次数：128 【字体：大 中 小】
"""
BELOW = """
注：本台账由县政务公开办公室负责解释。
扫一扫在手机打开当前页
打印本页 关闭窗口
"""


def write_txt(document: Plain, path: Path) -> None:
    """Tabs between cells, HTML left over in most of them, blank cells where the page had merged ones."""
    lines = ["\t".join(document["columns"])]
    for _, tasks in groupby(document["task"], key=lambda task: task["no"]):
        for place, task in enumerate(tasks):
            head = (task["no"], task["path"][0]) if place == 0 else ("", "")
            cells = (*head, task["text"], task["units_text"], task["deadline_text"])
            lines.append("\t".join(_web_cell(cell) for cell in cells))
    text = ABOVE.format(**document) + "\n" + "\n".join(lines) + "\n" + BELOW
    path.write_text(text, "utf-8", newline="\n")


def _web_cell(text: str) -> str:
    parts = [part for part in NUMBERED.split(text) if part]
    return "\n".join(f"<p>{part}</p>" for part in parts).replace("、各乡镇", "、&nbsp;各乡镇")


WRITERS = {"1_points": write_docx, "2_fields": write_xlsx, "3_actions": write_txt}


def main() -> None:
    """Writes the three documents and what they say."""
    SAMPLE.mkdir(parents=True, exist_ok=True)
    EXPECTED.mkdir(parents=True, exist_ok=True)
    for stem, write in WRITERS.items():
        document = load(stem)
        write(document, SAMPLE / document["file"])
        said = json.dumps(truth(document), ensure_ascii=False, indent=1)
        (EXPECTED / f"sample_{stem}.json").write_text(said + "\n", "utf-8")


if __name__ == "__main__":
    main()
