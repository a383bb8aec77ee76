"""Compound files (OLE), the container of .doc, .xls, .wps and .et: named streams, read within bounds.

olefile follows what a file declares. A broken or malicious one can declare anything, so sizes and sector
chains are checked before a stream is read.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

import olefile

from gongkai_desktop.errors import FileUnreadable

_END_OF_CHAIN = 0xFFFFFFFE
_SECTOR_SHIFTS = (9, 12)
_HEADER_SIZE = 512
# What olefile lets through from a damaged directory or table.
_BROKEN = (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError, struct.error)


class OleFile:
    """The streams of a compound file."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open a compound file. Raises FileUnreadable when its structure is broken."""
        self._name = name
        self._size = len(data)
        if not _plausible_header(data):
            raise damaged(name)
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
        except _BROKEN:
            raise damaged(name) from None

    def names(self) -> frozenset[str]:
        """The names at the root, in small letters; an object inside has its own below them."""
        try:
            return frozenset(entry.name.lower() for entry in self._ole.root.kids)
        except _BROKEN:
            raise damaged(self._name) from None

    def first_of(self, *names: str) -> bytes | None:
        """The first of these streams that is there, whole; None for none. Raises FileUnreadable."""
        try:
            streams = {entry.name.lower(): entry for entry in self._ole.root.kids}
            found = next((streams[name.lower()] for name in names if name.lower() in streams), None)
            return None if found is None else self._whole(found)
        except _BROKEN:
            raise damaged(self._name) from None

    def _whole(self, entry: olefile.OleDirectoryEntry) -> bytes:
        size = int(entry.size)
        in_mini = size < self._ole.mini_stream_cutoff_size
        if in_mini and self._ole.minifat is None:
            self._check(self._ole.root.isectStart, self._ole.root.size, self._ole.fat, self._ole.sector_size)
            self._ole.loadminifat()
        table = self._ole.minifat if in_mini else self._ole.fat
        self._check(entry.isectStart, size, table, 64 if in_mini else self._ole.sector_size)
        data = bytes(self._ole.openstream(entry.name).read())
        if len(data) < size:
            raise damaged(self._name)
        return data

    def _check(self, start: int, size: int, table: Sequence[int], sector: int) -> None:
        """A chain must be as long as its stream, and must not come back to a sector it has passed."""
        wanted = -(-size // sector)
        if size > self._size or wanted > len(table):
            raise damaged(self._name)
        passed: set[int] = set()
        at = start
        for _ in range(wanted):
            if at in passed or not 0 <= at < len(table):
                raise damaged(self._name)
            passed.add(at)
            at = table[at] & 0xFFFFFFFF
        if size and at != _END_OF_CHAIN and at in passed:
            raise damaged(self._name)


def _plausible_header(data: bytes) -> bool:
    """Whether the tables the header declares can lie inside the file at all."""
    if len(data) < _HEADER_SIZE:
        return False
    shift = int.from_bytes(data[30:32], "little")
    if shift not in _SECTOR_SHIFTS:
        return False
    tables: list[int] = [struct.unpack_from("<I", data, at)[0] for at in (44, 64, 72)]
    sectors = -(-(len(data) - _HEADER_SIZE) // (1 << shift))
    return max(tables) <= sectors


def damaged(name: str) -> FileUnreadable:
    """The refusal of a file whose structure is broken."""
    return FileUnreadable(
        f"“{name}”不完整或已损坏，无法打开。", "请重新下载或复制一份，能用 WPS 或 Office 打开后再导入。"
    )
