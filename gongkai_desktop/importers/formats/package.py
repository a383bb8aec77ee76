"""What the readers of zipped office files share: the archive within its limits, its parts as XML.

Nothing is resolved or executed: entities, outside references and the network are off.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats import limits

_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = tuple(
    (_STRICT + f"{kind}/{part}".encode(), f"http://schemas.openxmlformats.org/{kind}/2006/{part}".encode())
    for kind, part in (
        ("wordprocessingml", "main"),
        ("spreadsheetml", "main"),
        ("drawingml", "main"),
        ("officeDocument", "relationships"),
        ("officeDocument", "math"),
    )
)
_ENTRY = b"PK\x01\x02"
_CHUNK = 2**20
_ROOM = 16 * 2**20
"""Bytes of unpacked parts that an archive keeps; pictures come behind the text."""
_BROKEN = (
    zipfile.BadZipFile,
    ValueError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)


class _Archive(zipfile.ZipFile):
    """A zip that unpacks a part once: what is read to prove the parts whole is kept for the readers."""

    _kept: Mapping[str, bytes] = {}

    def prove(self) -> None:
        """Unpack every part. Raises one of _BROKEN where a checksum or anything else is wrong."""
        kept: dict[str, bytes] = {}
        room = _ROOM
        for info in self.infolist():
            with self.open(info.filename) as file:
                # Never more than the size that was checked, whatever the part holds.
                if info.file_size <= room:
                    kept[info.filename] = file.read(info.file_size)
                    room -= info.file_size
                while file.read(_CHUNK):
                    pass
        self._kept = kept

    def read(self, name: str | zipfile.ZipInfo, pwd: bytes | None = None) -> bytes:
        """The bytes of a part."""
        kept = self._kept.get(name if isinstance(name, str) else name.filename)
        return super().read(name, pwd) if kept is None else kept


def list_parts(name: str, data: bytes) -> _Archive:
    """The archive within its limits, its parts not yet proved whole. Raises FileUnreadable."""
    limits.check_file(name, len(data))
    if data.count(_ENTRY) > limits.MAX_PARTS:
        raise _too_large(name)
    try:
        archive = _Archive(io.BytesIO(data))
    except _BROKEN:
        raise _damaged(name) from None
    entries = archive.infolist()
    # Other methods than these no office program writes, and some take any memory they like.
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise _damaged(name)
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED:
        raise _too_large(name)
    if any(
        entry.file_size > max(limits.FREE_RATIO, entry.compress_size * limits.MAX_RATIO) for entry in entries
    ):
        raise _too_large(name)
    return archive


def open_archive(name: str, data: bytes) -> zipfile.ZipFile:
    """The archive of an office file with every part whole. Raises FileUnreadable when it is broken."""
    archive = list_parts(name, data)
    try:
        archive.prove()
    except _BROKEN:
        raise _damaged(name) from None
    return archive


def part_start(archive: zipfile.ZipFile, part: str, size: int) -> bytes:
    """The first bytes of a part; nothing for one that cannot be unpacked (its reader will say so)."""
    try:
        with archive.open(part) as file:
            return file.read(size)
    except _BROKEN:
        return b""


def parse_part(name: str, archive: zipfile.ZipFile, part: str) -> etree._Element | None:
    """One XML part, None where the archive has none. Raises FileUnreadable."""
    try:
        info = archive.getinfo(part)
    except KeyError:
        return None
    if info.file_size > limits.MAX_PART:
        raise _too_large(name)
    try:
        data = archive.read(info)
    except _BROKEN:
        raise _damaged(name) from None
    return parse_xml(name, _transitional(data) if _STRICT in data[:4096] else data)


def _transitional(data: bytes) -> bytes:
    """The XML of a file saved as "Strict" with the names that everybody else uses."""
    for strict, usual in _NAMES:
        data = data.replace(strict, usual)
    return data


def parse_xml(name: str, data: bytes) -> etree._Element:
    """XML without comments; its depth stays within libxml2's own limit. Raises FileUnreadable."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise (limits.too_deep(name) if "depth" in str(error) else _damaged(name)) from None
    except ValueError:
        raise _damaged(name) from None
    if root.getroottree().docinfo.internalDTD is not None:
        # Office programs write no document type; entity bombs need one.
        raise FileUnreadable(
            f"“{name}”里有不安全的内容，没有读取。", "请用 WPS 或 Office 打开检查，另存后再导入。"
        )
    return root


def _too_large(name: str) -> FileUnreadable:
    return FileUnreadable(f"“{name}”的内容过大，无法读取。", "请删除无关的工作表或图片，另存后再导入。")


def _damaged(name: str) -> FileUnreadable:
    return FileUnreadable(
        f"“{name}”不完整或已损坏，无法打开。", "请重新下载或复制一份，能用 WPS 或 Office 打开后再导入。"
    )
