"""Records of an Excel 97–2003 workbook (BIFF8), and the strings they keep."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple

CONTINUE = 0x003C
_WIDE, _EXTENDED, _RICH = 1, 4, 8


class Record(NamedTuple):
    """One record: its kind and its bytes."""

    kind: int
    data: bytes


def records(stream: bytes, at: int = 0) -> Iterator[Record]:
    """The records from a place on. Raises struct.error where one is cut off."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + size]
        if len(data) < size:
            raise struct.error
        yield Record(kind, data)
        at += 4 + size


def text_at(data: bytes, at: int, *, short: bool = False) -> str:
    """A string that lies whole in one record; `short` when its length is one byte."""
    size = 1 if short else 2
    length = int.from_bytes(data[at : at + size], "little")
    return _Chunks([data[at + size :]]).text(length)


def shared_strings(parts: Sequence[bytes]) -> list[str]:
    """The shared strings of a workbook; `parts` are the record and what continues it."""
    chunks = _Chunks(parts)
    _, count = struct.unpack("<II", chunks.take(8))
    # Each string takes three bytes at least, whatever the record claims.
    most = sum(map(len, parts)) // 3
    if count > most:
        raise struct.error
    return [chunks.text(struct.unpack("<H", chunks.take(2))[0]) for _ in range(count)]


class _Chunks:
    """Bytes that go on over several records. A string cut by a record's end says its width again."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts = parts
        self._part = self._at = 0

    def take(self, size: int) -> bytes:
        """The next bytes, whichever records they lie in."""
        out = b""
        while len(out) < size:
            piece = self._parts[self._part][self._at : self._at + size - len(out)]
            out += piece
            self._at += len(piece)
            if len(out) < size:
                self._next()
        return out

    def _next(self) -> None:
        self._part += 1
        self._at = 0

    def text(self, length: int) -> str:
        """A string of so many characters, with what formats it passed over."""
        flags = self.take(1)[0]
        runs = struct.unpack("<H", self.take(2))[0] if flags & _RICH else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & _EXTENDED else 0
        out: list[str] = []
        wide = flags & _WIDE
        while length:
            width = 2 if wide else 1
            here = min(length, (len(self._parts[self._part]) - self._at) // width)
            raw = self.take(here * width)
            out.append(raw.decode("utf-16-le" if wide else "latin-1", "replace"))
            length -= here
            if length:
                self._next()
                wide = self.take(1)[0] & _WIDE
        self._skip(4 * runs + extra)
        return "".join(out)

    def _skip(self, size: int) -> None:
        while size:
            here = min(size, len(self._parts[self._part]) - self._at)
            self._at += here
            size -= here
            if size:
                self._next()


def rk_number(code: int) -> float:
    """A number in Excel's short form: 30 bits of an integer or of a double, perhaps in hundredths."""
    if code & 2:
        value = float((code >> 2) - (1 << 30 if code & 0x80000000 else 0))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (code & 0xFFFFFFFC) << 32))
    return value / 100 if code & 1 else value
