"""Files with the wrong name, cut off or damaged: read by their content or refused, never anything else."""

import contextlib
import io
import random
import zipfile
from collections.abc import Callable

import pytest
from odf_files import cell, odf, row, table, zipped
from office_files import docx_with, xlsx_with

from gongkai_desktop.errors import FileUnreadable, UserError
from gongkai_desktop.importers.detect import Kind, detect
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

HEADER = ["序号", "任务", "责任单位"]
ROW = ["1", "公开目录", "县司法局"]
PAGE = "<table><tr><td>序号<td>任务<td>责任单位</tr><tr><td>1<td>公开目录<td>县司法局</tr></table>"


def xlsm() -> bytes:
    """A workbook with macros: its type in [Content_Types].xml and a project that is never looked at."""
    with zipfile.ZipFile(io.BytesIO(xlsx_with({"任务": [HEADER, ROW]}))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    types = bytes(parts["[Content_Types].xml"])  # type: ignore[arg-type]
    parts["[Content_Types].xml"] = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return zipped({**parts, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"})


def mht() -> bytes:
    head = 'From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    return f"{head}--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}\r\n--b--\r\n".encode()


FILES: dict[Kind, Callable[[], bytes]] = {
    Kind.DOCX: lambda: docx_with([HEADER, ROW]),
    Kind.XLSX: xlsm,
    Kind.ODS: lambda: odf("spreadsheet", table(row(*HEADER), row(*map(cell, ROW)))),
    Kind.ODT: lambda: odf("text", table(row(*HEADER), row(*map(cell, ROW)))),
    Kind.HTML: lambda: f"<html><body>{PAGE}</body></html>".encode("gb18030"),
    Kind.MHT: mht,
    Kind.MARKDOWN: lambda: f"|{'|'.join(HEADER)}|\n|-|-|-|\n|{'|'.join(ROW)}|\n".encode(),
    Kind.CSV: lambda: f"{','.join(HEADER)}\r\n{','.join(ROW)}\r\n".encode("utf-8-sig"),
    Kind.TEXT: lambda: f"{chr(9).join(HEADER)}\n{chr(9).join(ROW)}\n".encode(),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", ["任务表.pdf", "任务表.xls", "任务表"])
def test_that_the_name_of_a_file_decides_nothing(kind: Kind, name: str) -> None:
    data = FILES[kind]()
    assert detect(name, data) is kind
    (task,) = recognise(read_document(name, data), 2026).tasks
    assert (task.no, task.requirement, task.units_text) == ("1", "公开目录", "县司法局")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"OFD.xml": "<a/>"}), "OFD"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "演示文稿"),
        (zipped({"xl/workbook.bin": "a"}), "xlsb"),
        (
            zipped({"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.graphics"}),
            "不是 Word",
        ),
        (b"GIF89a...", "图片"),
        (b"\x1f\x8b\x08rest", "压缩包"),
        (b"{\\rtf1 text}", "RTF"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML"),
        (b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>', "XML"),
    ],
)
@pytest.mark.parametrize("name", ["任务表.html", "任务表.csv"])
def test_that_files_of_other_kinds_are_refused_whatever_their_name(
    data: bytes, reason: str, name: str
) -> None:
    with pytest.raises(FileUnreadable, match=reason) as refusal:
        read_document(name, data)
    assert name in refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize("kind", [Kind.ODS, Kind.ODT, Kind.XLSX])
@pytest.mark.parametrize("part", [0.2, 0.5, 0.8, 0.99])
def test_that_a_truncated_archive_is_refused(kind: Kind, part: float) -> None:
    data = FILES[kind]()
    with pytest.raises(FileUnreadable, match="损坏"):
        read_document("任务表", data[: int(len(data) * part)])


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some changed, taken out or doubled; in an archive, those of one part."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        wanted = [name for name in parts if name.endswith(("content.xml", "document.xml", "sheet1.xml"))]
        name = chance.choice(wanted)
        parts[name] = _damaged(bytes(parts[name]), chance)  # type: ignore[arg-type]
        return zipped(parts)
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at, length = chance.randrange(len(out)), chance.choice((1, 2, 30))
        change = chance.randrange(4)
        if change == 0:
            out[at] ^= 1 << chance.randrange(8)
        elif change == 1:
            out[at:at] = out[at : at + length]
        elif change == 2 and len(out) > 2 * length:
            del out[at : at + length]
        else:
            out[at : at + 1] = chance.choice((b"9999999", b"0", b"<", b'"', b"-1"))
    return bytes(out)


@pytest.mark.parametrize("kind", FILES)
def test_that_a_damaged_file_is_read_or_refused_and_nothing_else_happens(kind: Kind) -> None:
    data = FILES[kind]()
    for seed in range(60):
        damaged = _damaged(data, random.Random(f"{kind.name} {seed}"))
        with contextlib.suppress(UserError):
            recognise(read_document("任务表", damaged), 2026)


def test_that_the_only_column_of_tasks_is_never_taken_for_that_of_units() -> None:
    data = docx_with([["序号", "任务", "责仹单位"], ["公开目录", "县司法局", ""]])
    assert recognise(read_document("任务表", data), 2026).tasks[0].requirement == "县司法局"
