"""The real tables written anew in forms the samples lack: .mht, a full web page, .csv, .md, the clipboard."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import openpyxl
import pytest

from gongkai_desktop.domain.grid import RawDocument
from gongkai_desktop.domain.recognised import document_to_json
from gongkai_desktop.importers.formats.clipboard import read_clipboard
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the real documents are not beside this checkout"),
]


def page(stem: Path) -> str:
    return stem.with_suffix(".html").read_text("utf-8")


def rows(stem: Path) -> list[list[str]]:
    """The cells of the workbook as Excel writes them to a .csv: merged cells but the first are blank."""
    sheet = openpyxl.load_workbook(stem.with_suffix(".xlsx")).worksheets[0]
    return [
        ["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)
    ]


def mht(stem: Path) -> RawDocument:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by a browser>"
    message.attach(MIMEText(page(stem), "html", "gb18030"))
    return read_document(stem.name, message.as_bytes())


def full_page(stem: Path) -> RawDocument:
    """A page of a web site laid out in tables, with menus and lists of links around the document."""
    links = "".join(f"<li><a href='/{n}'>2019年政务公开工作要点任务分解表</a></li>" for n in range(20))
    text = page(stem).replace("charset=utf-8", "charset=gb2312")
    text = text.replace(
        "<body", f"<body><nav>首页 > 政务公开</nav><table><tr><td><ul>{links}</ul></td><td><div", 1
    )
    text = text.replace("</body>", f"</div></td></tr></table><footer><p>版权所有</p>{links}</footer></body>")
    return read_document(stem.name, text.encode("gb18030"))


def comma(stem: Path) -> RawDocument:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows(stem))
    return read_document(stem.name, out.getvalue().encode("gb18030"))


def markdown(stem: Path) -> RawDocument:
    title, *lines = ["|" + "|".join(cell.replace("\n", "<br>") for cell in row) + "|" for row in rows(stem)]
    rule = "|---" * len(rows(stem)[0]) + "|"
    text = "\n".join(["# " + title.strip("|"), "", lines[0], rule, *lines[1:], ""])
    return read_document(stem.name, text.encode())


def pasted_page(stem: Path) -> RawDocument:
    return read_clipboard(page(stem), None)


def pasted_text(stem: Path) -> RawDocument:
    """As Excel does: only cells with a line break stand between quotation marks."""

    def field(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if "\n" in text else text

    return read_clipboard("", "\r\n".join("\t".join(map(field, row)) for row in rows(stem)) + "\r\n")


@pytest.mark.parametrize("write", [mht, full_page, comma, markdown, pasted_page, pasted_text])
def test_that_a_real_table_is_recognised_in_every_form(
    write: Callable[[Path], RawDocument], tmp_path: Path
) -> None:
    truth = SHARED / "samples" / "truth"
    for file in truth.glob("*.json"):
        document = recognise(write(SHARED / "samples" / file.stem))
        (tmp_path / file.name).write_text(json.dumps(document_to_json(document), ensure_ascii=False), "utf-8")
    scorer = SHARED / "score" / "score_import.py"
    command = [sys.executable, str(scorer), "--dir", str(truth), str(tmp_path), "--json"]
    summary = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)["summary"]
    assert summary["tasks"] == summary["found"] == 210
    assert summary["invented"] == summary["silent_total"] == 0
    assert min(summary["accuracy"].values()) == 1.0
    assert summary["years_right"] == 5
