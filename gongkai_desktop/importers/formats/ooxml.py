"""What the Office Open XML readers share: parts of the archive as XML, nothing resolved or executed."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from gongkai_desktop.errors import FileUnreadable

_MAX_PART = 200 * 1024 * 1024


def open_archive(name: str, data: bytes) -> zipfile.ZipFile:
    """The archive of a .docx or .xlsx. Raises FileUnreadable when it is broken."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        if archive.testzip() is not None:
            raise _damaged(name)
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError, RuntimeError, zlib.error):
        raise _damaged(name) from None
    return archive


def parse_part(name: str, archive: zipfile.ZipFile, part: str) -> etree._Element | None:
    """One XML part, None where the archive has none. Entities and network access are off."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    if info.file_size > _MAX_PART:
        raise FileUnreadable(f"“{name}”的内容过大，无法读取。", "请删除无关的工作表或图片，另存后再导入。")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(archive.read(info), parser)
    except etree.XMLSyntaxError:
        raise _damaged(name) from None


def _damaged(name: str) -> FileUnreadable:
    return FileUnreadable(
        f"“{name}”不完整或已损坏，无法打开。", "请重新下载或复制一份，能用 WPS 或 Office 打开后再导入。"
    )
