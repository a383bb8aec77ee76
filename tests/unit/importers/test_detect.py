"""Files are told apart by content; what cannot be read is refused with a reason and a way out."""

import io
import zipfile

import pytest
from office_files import docx_with, xlsx_with
from source_files import source

from gongkai_desktop.errors import FileUnreadable, NotATaskTable
from gongkai_desktop.importers.detect import Kind, detect
from gongkai_desktop.importers.recognition.recognise import recognise
from gongkai_desktop.importers.registry import read_document

HEADER = ["序号", "任务", "具体要求", "责任单位", "完成时限"]
ROW = ["1", "政策解读", "同步解读文件", "县财政局", "10月底前"]


def _zip_of(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "text")
    return buffer.getvalue()


_ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
)
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1200)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空文件"),
        (b"\r\n \r\n", "空文件"),
        (_ENCRYPTED, "有打开密码"),
        (_OLD_WORD, "旧格式"),
        (b"%PDF-1.7 rest", "损坏"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"Rar!\x1a\x07", "压缩包"),
        (b"<!DOCTYPE html><html><table>", "网页"),
        (_zip_of("readme.txt"), "不是 Word 或 Excel"),
        (b"PK\x03\x04 cut", "损坏"),
        (bytes(range(256)) * 8, "不是文本"),
    ],
)
def test_that_a_file_that_cannot_be_read_is_refused_with_its_name_a_reason_and_a_way_out(
    data: bytes, reason: str
) -> None:
    with pytest.raises(FileUnreadable) as refusal:
        read_document("台账.docx", data)
    assert "台账.docx" in refusal.value.message
    assert reason in refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize("part", [0.3, 0.6, 0.95])
@pytest.mark.parametrize(
    "make", [lambda: docx_with([HEADER, ROW]), lambda: xlsx_with({"任务": [HEADER, ROW]})]
)
def test_that_a_truncated_office_file_is_refused(make, part: float) -> None:  # type: ignore[no-untyped-def]
    data = make()
    with pytest.raises(FileUnreadable, match="损坏"):
        read_document("任务表", data[: int(len(data) * part)])


def test_that_the_name_does_not_decide_the_format() -> None:
    recognised = recognise(read_document("任务表.txt", docx_with([HEADER, ROW])), 2026)
    assert [task.requirement for task in recognised.tasks] == ["同步解读文件"]
    recognised = recognise(read_document("任务表.docx", xlsx_with({"任务": [HEADER, ROW]})), 2026)
    assert [task.requirement for task in recognised.tasks] == ["同步解读文件"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_that_text_is_read_in_the_encodings_of_office_pcs(encoding: str) -> None:
    text = "\t".join(HEADER) + "\n" + "\t".join(ROW) + "\n"
    recognised = recognise(read_document("任务表.txt", text.encode(encoding)), 2026)
    assert recognised.tasks[0].units_text == "县财政局"


@pytest.mark.parametrize(
    "data",
    [
        "一份没有表格的通知。\n请遵照执行。\n".encode(),
        docx_with([["甲", "乙"], ["丙", "丁"]]),
        xlsx_with({"数据": [["数量"], [3]]}),
    ],
)
def test_that_a_file_without_a_task_table_is_refused(data: bytes) -> None:
    with pytest.raises(NotATaskTable, match="没有找到任务表"):
        recognise(read_document("通知", data))


def test_that_a_table_with_a_header_and_no_rows_is_refused() -> None:
    with pytest.raises(NotATaskTable, match="没有任务"):
        recognise(read_document("空表.docx", docx_with([HEADER])))


def test_that_the_streams_of_an_object_inside_do_not_say_what_an_old_file_is() -> None:
    workbook = bytearray(source("tasks.xls"))
    free = next(
        at
        for at in range(0, len(workbook), 128)
        if workbook[at : at + 128].count(0) + workbook[at : at + 128].count(255) == 128
        and workbook[at + 68 : at + 80] == b"\xff" * 12
    )
    name = "WordDocument\x00".encode("utf-16-le")
    workbook[free : free + len(name)] = name
    assert detect("任务表.xls", bytes(workbook)) is Kind.XLS
