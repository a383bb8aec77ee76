"""What a file is, decided by its content and never by its name."""

from __future__ import annotations

import io
import zipfile
from enum import Enum, auto

from gongkai_desktop.errors import FileUnreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HTML_MARKS = (b"<!doctype html", b"<html", b"<table")


class Kind(Enum):
    """The formats that can be read."""

    DOCX = auto()
    XLSX = auto()
    TEXT = auto()


# First bytes -> what to tell the clerk. These files are recognised, not guessed at, and refused.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "是 PDF 文件，目前还不能读取。", "请用 WPS 或 Word 打开后另存为 .docx，再导入。"),
    (b"{\\rtf", "是 RTF 文件，目前还不能读取。", "请用 WPS 或 Word 另存为 .docx，再导入。"),
    (b"\x89PNG", "是图片，里面没有可读的文字。", "请向发文单位索取 Word 或 Excel 文件。"),
    (b"\xff\xd8\xff", "是图片，里面没有可读的文字。", "请向发文单位索取 Word 或 Excel 文件。"),
    (b"Rar!", "是压缩包。", "请先解压，再导入里面的文件。"),
    (b"7z\xbc\xaf", "是压缩包。", "请先解压，再导入里面的文件。"),
)


def detect(name: str, data: bytes) -> Kind:
    """Which reader takes this file. Raises FileUnreadable with the reason and the way out."""
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise FileUnreadable(f"“{name}”是空文件。", "请检查文件是否下载或复制完整。")
    for magic, reason, hint in _REFUSED:
        if data.startswith(magic):
            raise FileUnreadable(f"“{name}”{reason}", hint)
    if data.startswith(_OLE):
        return _refuse_ole(name, data)
    if data.startswith(b"PK"):
        return _zip_kind(name, data)
    if any(mark in data[:4096].lower() for mark in _HTML_MARKS):
        raise FileUnreadable(
            f"“{name}”是网页文件，目前还不能读取。",
            "请在浏览器中选中表格，复制到 Word 或 WPS 文档里，保存为 .docx 后导入。",
        )
    return Kind.TEXT


def _refuse_ole(name: str, data: bytes) -> Kind:
    if _ENCRYPTED_STREAM in data:
        raise FileUnreadable(
            f"“{name}”有打开密码，无法读取。", "请在 WPS 或 Office 中取消密码，另存后再导入。"
        )
    raise FileUnreadable(
        f"“{name}”是旧格式文件（.doc、.xls 或 .wps），目前还不能读取。",
        "请用 WPS 或 Office 打开后另存为 .docx 或 .xlsx，再导入。",
    )


def _zip_kind(name: str, data: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, OSError):
        raise FileUnreadable(
            f"“{name}”不完整或已损坏，无法打开。", "请重新下载或复制一份，能用 WPS 或 Office 打开后再导入。"
        ) from None
    if "word/document.xml" in names:
        return Kind.DOCX
    if "xl/workbook.xml" in names:
        return Kind.XLSX
    raise FileUnreadable(
        f"“{name}”不是 Word 或 Excel 文件。", "如果是压缩包，请先解压；其他格式请另存为 .docx 或 .xlsx。"
    )
