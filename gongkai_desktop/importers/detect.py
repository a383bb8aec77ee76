"""What a file is, decided by its content and never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.delimited import sniff
from gongkai_desktop.importers.formats.encodings import decode, encoding_of
from gongkai_desktop.importers.formats.limits import check_file
from gongkai_desktop.importers.formats.package import list_parts, part_start


class Kind(Enum):
    """The formats that are told apart, by the names a clerk knows; registry.py says how each is read."""

    DOCX = "Word 文件"
    XLSX = "Excel 文件"
    ODT = "OpenDocument 文字文件"
    ODS = "OpenDocument 表格"
    DOC = "旧格式文件（.doc 或 .wps）"
    XLS = "旧格式文件（.xls 或 .et）"
    PDF = "PDF 文件"
    HTML = "网页文件"
    MHT = "保存的网页文件"
    MARKDOWN = "Markdown 文件"
    CSV = "CSV 表格"
    TEXT = "文本文件"


class Refusal(NamedTuple):
    """A file that is recognised and cannot be read: what it is, and the way out."""

    reason: str
    hint: str


_AS_DOCX = "请用 WPS 或 Word 打开后另存为 .docx，再导入。"
_AS_XLSX = "请用 WPS 或 Excel 打开后另存为 .xlsx，再导入。"
_PICTURE = Refusal("是图片，里面没有可读的文字。", "请向发文单位索取 Word 或 Excel 文件。")
_PACKED = Refusal("是压缩包。", "请先解压，再导入里面的文件。")
_LOCKED = Refusal("有打开密码，无法读取。", "请在 WPS 或 Office 中取消密码，另存后再导入。")
_OLD = Refusal("是不认识的旧格式文件，无法读取。", "请用 WPS 或 Office 打开后另存为 .docx 或 .xlsx，再导入。")
_SLIDES = Refusal("是演示文稿，里面没有任务表。", "请把任务表复制到 Word 或 Excel 文件中，保存后再导入。")
_NOT_OFFICE = Refusal(
    "不是 Word 或 Excel 文件。", "如果是压缩包，请先解压；其他格式请另存为 .docx 或 .xlsx。"
)
_OFD = Refusal("是 OFD 版式文件，不能直接读取。", "请用 WPS 或 OFD 阅读器打开，转换为 .docx 后再导入。")

Entry = Kind | Refusal

# One line a format in each table; the first line that fits wins.
_FIRST_BYTES: tuple[tuple[bytes, Entry], ...] = (
    (b"%PDF-", Kind.PDF),
    (b"{\\rtf", Refusal("是 RTF 文件，不能直接读取。", _AS_DOCX)),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"\xdb\xa5-\x00", Refusal("是很旧的 Word 文件，不能直接读取。", _AS_DOCX)),
)
# The names of an OLE file's directory entries.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, Entry], ...] = (
    ("EncryptedPackage", _LOCKED),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", _SLIDES),
)
_ZIP_PARTS: tuple[tuple[str, Entry], ...] = (
    ("word/document.xml", Kind.DOCX),
    ("xl/workbook.xml", Kind.XLSX),
    ("xl/workbook.bin", Refusal("是二进制工作簿（.xlsb），不能直接读取。", _AS_XLSX)),
    ("ppt/presentation.xml", _SLIDES),
    ("OFD.xml", _OFD),
)
# What the first entry, "mimetype", of an OpenDocument file says.
_OPEN_DOCUMENT: tuple[tuple[str, Entry], ...] = (
    ("application/vnd.oasis.opendocument.text", Kind.ODT),
    ("application/vnd.oasis.opendocument.spreadsheet", Kind.ODS),
    ("application/vnd.oasis.opendocument.presentation", _SLIDES),
)
_MANIFEST = "META-INF/manifest.xml"
# Patterns sought at the head of a text file, in small letters.
_HEAD = 64 * 1024
_XML = Refusal(
    "是 Office 的 XML 文件，不能直接读取。", "请用 WPS 或 Office 打开后另存为 .docx 或 .xlsx，再导入。"
)
_RULE = r"^ {0,9}\|? {0,9}:?-+:? {0,9}(?:\| {0,9}:?-+:? {0,9})+\|? {0,9}$"
_TEXT_MARKS: tuple[tuple[re.Pattern[str], Entry], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), entry)
    for pattern, entry in (
        (r"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:mime-version|content-type):", Kind.MHT),
        (r"<\?mso-application\s+progid=\"|<(?:\w+:)?workbook\s[^>]*:spreadsheet\"|<office:document\s", _XML),
        (r"<!doctype\s+html|<html[\s>]|<body[\s>]", Kind.HTML),
        (r"\A\s*<(?:.|\n)*<t(?:able|r)[\s>]", Kind.HTML),
        (_RULE, Kind.MARKDOWN),
        (r"^ {0,3}\+(?:[-=:]{3,}\+){2,} {0,9}$", Kind.MARKDOWN),
        (r"<table[\s>]", Kind.MARKDOWN),
    )
)


def detect(name: str, data: bytes) -> Kind:
    """Which reader takes this file. Raises FileUnreadable with the reason and the way out."""
    check_file(name, len(data))
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise FileUnreadable(f"“{name}”是空文件。", "请检查文件是否下载或复制完整。")
    entry = _entry(name, data)
    if isinstance(entry, Refusal):
        raise FileUnreadable(f"“{name}”{entry.reason}", entry.hint)
    return entry


def _entry(name: str, data: bytes) -> Entry:
    for magic, entry in _FIRST_BYTES:
        if data.startswith(magic):
            return entry
    if data.startswith(_OLE):
        return _ole_entry(name, data)
    if data.startswith(b"PK\x03\x04"):
        return _zip_entry(name, data)
    return _text_entry(name, data)


def _ole_entry(name: str, data: bytes) -> Entry:
    """By the streams at the root: a workbook may hold a Word object, with a Word file's streams."""
    # Only old files need its library, and the window starts without it.
    from gongkai_desktop.importers.formats.ole import OleFile

    try:
        names = OleFile(name, data).names()
    except FileUnreadable:
        # A damaged file is still told by its entries, so that its reader says what is wrong.
        return next((entry for stream, entry in _OLE_STREAMS if _has_stream(data, stream)), _OLD)
    return next((entry for stream, entry in _OLE_STREAMS if stream.lower() in names), _OLD)


def _has_stream(data: bytes, stream: str) -> bool:
    """Whether an OLE directory entry has this name: entries are 128 bytes long and begin with it."""
    wanted = (stream + "\x00").encode("utf-16-le")
    return any(at % 128 == 0 for at in _places(data, wanted))


def _places(data: bytes, wanted: bytes) -> Iterator[int]:
    at = data.find(wanted)
    while at >= 0:
        yield at
        at = data.find(wanted, at + 2)


def _zip_entry(name: str, data: bytes) -> Entry:
    with list_parts(name, data) as archive:
        parts = set(archive.namelist())
        for part, entry in _ZIP_PARTS:
            if part in parts:
                return entry
        if "mimetype" not in parts or "content.xml" not in parts:
            return _NOT_OFFICE
        manifest = part_start(archive, _MANIFEST, _HEAD) if _MANIFEST in parts else b""
        if b"encryption-data" in manifest:
            return _LOCKED
        mime = part_start(archive, "mimetype", 200).decode("ascii", errors="replace")
    return next((entry for begin, entry in _OPEN_DOCUMENT if mime.startswith(begin)), _NOT_OFFICE)


def _text_entry(name: str, data: bytes) -> Entry:
    head = data[:_HEAD].decode(encoding_of(data[:_HEAD]), errors="replace").lower().replace("\r\n", "\n")
    for mark, entry in _TEXT_MARKS:
        if mark.search(head):
            return entry
    return Kind.CSV if sniff(decode(name, data)) else Kind.TEXT
