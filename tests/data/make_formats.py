"""Makes one small task table in every format that can be imported (resources/sample/formats).

The installed program imports them all when it checks itself. Run by hand after a change:
.venv/bin/python tests/data/make_formats.py
(needs the Debian packages libreoffice-calc-nogui and libreoffice-writer-nogui).
"""

from __future__ import annotations

import csv
import html
import io
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from make_sample import same_bytes_every_time
from openpyxl import Workbook

FORMATS = Path(__file__).resolve().parents[2] / "resources" / "sample" / "formats"
HEADER = ("序号", "工作任务", "具体要求", "责任单位", "完成时限")
TASKS = (
    ("1", "财政信息公开", "公开县级预算、决算和“三公”经费，并作说明。", "县财政局", "6月底前"),
    ("2", "行政执法公示", "公示行政执法主体、权限、程序和结果。", "县司法局", "10月底前"),
    ("3", "政策解读", "对涉企政策用图解、视频等形式解读。", "县发展和改革局、县融媒体中心", "全年"),
)
ROWS = (HEADER, *TASKS)


def title(name: str) -> str:
    """Each file has its own: equal titles would be versions of one document."""
    return f"示例县2026年政务公开任务分解表（{name}）"


def write_docx(path: Path, name: str) -> None:
    """A Word document."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = "仿宋"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = (
        WD_ORIENT.LANDSCAPE,
        page.page_height,
        page.page_width,
    )
    document.add_paragraph(title(name))
    table = document.add_table(rows=0, cols=len(HEADER), style="Table Grid")
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))
    same_bytes_every_time(path)


def write_xlsx(path: Path, name: str) -> None:
    """A workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = "任务分解表"
    sheet.append([title(name)])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADER))
    for row in ROWS:
        sheet.append(list(row))
    book.save(path)
    same_bytes_every_time(path)


def write_csv(path: Path, name: str) -> None:
    """A .csv in the encoding of a Chinese office program."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([(title(name), "", "", "", ""), *ROWS])
    path.write_bytes(out.getvalue().encode("gb18030"))


def page(name: str, charset: str) -> str:
    """A web page with the table."""
    lines = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in ROWS
    )
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{title(name)}</title></head>\n'
        f'<body><h1>{title(name)}</h1>\n<table border="1">\n{lines}\n</table>\n</body></html>\n'
    )


def write_html(path: Path, name: str) -> None:
    """A web page."""
    path.write_text(page(name, "utf-8"), "utf-8", newline="\n")


def write_mht(path: Path, name: str) -> None:
    """A web page as a browser saves it in one file."""
    message = MIMEMultipart("related", "----MultipartBoundary", type="text/html")
    message["From"] = "<Saved by a browser>"
    message.attach(MIMEText(page(name, "gb18030"), "html", "gb18030"))
    path.write_bytes(message.as_bytes())


def write_md(path: Path, name: str) -> None:
    """A table in Markdown."""
    head, *others = ("| " + " | ".join(row) + " |" for row in ROWS)
    rule = "|---" * len(HEADER) + "|"
    path.write_text("\n".join([f"# {title(name)}", "", head, rule, *others, ""]), "utf-8", newline="\n")


def write_txt(path: Path, name: str) -> None:
    """Text with tabs, as it is pasted from a page."""
    lines = "\n".join("\t".join(row) for row in ROWS)
    path.write_text(f"{title(name)}\n\n{lines}\n", "utf-8", newline="\n")


Writer = Callable[[Path, str], None]
DIRECT: Mapping[str, Writer] = {
    "docx": write_docx,
    "xlsx": write_xlsx,
    "csv": write_csv,
    "html": write_html,
    "mht": write_mht,
    "md": write_md,
    "txt": write_txt,
}
# extension -> (who writes the file it is converted from, the format to convert to)
CONVERTED: Mapping[str, tuple[Writer, str]] = {
    "doc": (write_docx, "doc"),
    "wps": (write_docx, "doc"),
    "pdf": (write_docx, "pdf"),
    "odt": (write_docx, "odt"),
    "xls": (write_xlsx, "xls"),
    "et": (write_xlsx, "xls"),
    "ods": (write_xlsx, "ods"),
}


def convert(extension: str, folder: Path) -> None:
    """Write a file through LibreOffice."""
    write, target = CONVERTED[extension]
    source = folder / f"{extension}.{'docx' if write is write_docx else 'xlsx'}"
    write(source, extension)
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office"]
    command += ["--convert-to", target, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    (folder / "out" / f"{extension}.{target}").replace(FORMATS / f"分解表.{extension}")


def main() -> None:
    """Write the files."""
    FORMATS.mkdir(exist_ok=True)
    for extension, write in DIRECT.items():
        write(FORMATS / f"分解表.{extension}", extension)
    with tempfile.TemporaryDirectory() as folder:
        for extension in CONVERTED:
            convert(extension, Path(folder))


if __name__ == "__main__":
    main()
