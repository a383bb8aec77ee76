"""The streams of a binary Word file: its text by the piece table, as paragraphs with properties."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.doc_sprm import Properties, is_deleted, read_properties
from gongkai_desktop.importers.formats.ole import OleFile, damaged

_WORD, _WORD_97 = 0xA5EC, 0x00C1
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_MAIN_LENGTH = 0x4C
_CHARACTERS, _PARAGRAPHS, _PIECES, LISTS, LIST_USES = 0xFA, 0x102, 0x1A2, 0x2E2, 0x2EA
"""Where the file information block has the place and size of these tables."""
_PAGE = 512
_PARAGRAPH_END = re.compile("[\r\x07\x0c]")
_ONE_SPRM = {0x18: 0x2416, 0x19: 0x2417}
"""Changes short enough to stand in the piece itself: their short and their full code."""


@dataclass(frozen=True, slots=True)
class DocParagraph:
    """A paragraph with its end mark (return, cell mark or page break) and its properties."""

    text: str
    end: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    place: int
    width: int
    text: str
    change: bytes


@dataclass(frozen=True, slots=True)
class _Runs:
    """Runs of bytes with their properties, in order of place."""

    starts: list[int]
    ends: list[int]
    sprms: list[bytes]

    def at(self, place: int) -> bytes:
        """The properties that hold for a byte. Raises IndexError where there are none."""
        if not self.holds(place):
            raise IndexError(place)
        return self.sprms[bisect_right(self.starts, place) - 1]

    def holds(self, place: int) -> bool:
        """Whether a byte lies in one of the runs."""
        index = bisect_right(self.starts, place) - 1
        return index >= 0 and place < self.ends[index]


class DocStreams:
    """The streams of a .doc or .wps that hold its text."""

    def __init__(self, name: str, data: bytes) -> None:
        """Open the file. Raises FileUnreadable: broken, with a password, or no Word document."""
        ole = OleFile(name, data)
        main = ole.first_of("WordDocument")
        if main is None or len(main) < LIST_USES + 8:
            raise FileUnreadable(
                f"“{name}”是旧格式文件，但不是 Word 或 WPS 文字文档。",
                "请用 WPS 打开后另存为 .docx，再导入。",
            )
        magic, version = struct.unpack_from("<HH", main)
        (flags,) = struct.unpack_from("<H", main, 10)
        if magic != _WORD or version < _WORD_97:
            raise FileUnreadable(
                f"“{name}”是很早版本的 Word 文件，无法读取。", "请用 WPS 或 Word 打开后另存为 .docx，再导入。"
            )
        if flags & _ENCRYPTED:
            raise FileUnreadable(
                f"“{name}”有打开密码，无法读取。", "请在 WPS 或 Word 中取消密码，另存后再导入。"
            )
        table = ole.first_of("1Table" if flags & _SECOND_TABLE else "0Table")
        if table is None:
            raise damaged(name)
        self._name, self.main, self._table = name, main, table
        self._elsewhere = ole.first_of("Data") or b""

    def table(self, where: int) -> bytes:
        """One table of the table stream; empty where the file has none."""
        place, size = struct.unpack_from("<II", self.main, where)
        if place + size > len(self._table):
            raise damaged(self._name)
        return self._table[place : place + size]

    def rest(self, where: int) -> bytes:
        """The table stream behind one of its tables."""
        place, size = struct.unpack_from("<II", self.main, where)
        return self._table[place + size :]

    def paragraphs(self) -> Iterator[DocParagraph]:
        """The main text's paragraphs in order, without text deleted by tracked changes."""
        papx = self._runs(_PARAGRAPHS, paragraphs=True)
        gone = self._deleted()
        known: dict[tuple[bytes, bytes], Properties] = {}
        parts: list[str] = []
        for piece in self._pieces():
            begin = 0
            for mark in _PARAGRAPH_END.finditer(piece.text):
                index = mark.start()
                parts.append(_without(piece, begin, index, gone))
                sprms = papx.at(piece.place + index * piece.width)
                key = sprms, piece.change
                if key not in known:  # most paragraphs of a table are alike
                    known[key] = read_properties(key, self._elsewhere)
                yield DocParagraph("".join(parts), mark.group(), known[key])
                parts, begin = [], index + 1
            parts.append(_without(piece, begin, len(piece.text), gone))
        if any(parts):
            yield DocParagraph("".join(parts), "\r", Properties())

    def _deleted(self) -> _Runs:
        """The runs of text deleted by tracked changes."""
        runs = self._runs(_CHARACTERS)
        known = {sprms: is_deleted(sprms) for sprms in set(runs.sprms)}
        kept = [index for index, sprms in enumerate(runs.sprms) if known[sprms]]
        starts, ends = [runs.starts[i] for i in kept], [runs.ends[i] for i in kept]
        return _Runs(starts, ends, [b""] * len(kept))

    def _pieces(self) -> list[_Piece]:
        """The text in order; as pieces lie apart from each other, it is at most as long as the stream."""
        changes, plc = self._split_pieces()
        count = (len(plc) - 4) // 12
        marks = struct.unpack_from(f"<{count + 1}I", plc)
        (length,) = struct.unpack_from("<I", self.main, _MAIN_LENGTH)
        if not marks or marks[0] != 0 or any(a > b for a, b in pairwise(marks)) or marks[-1] > len(self.main):
            raise damaged(self._name)
        out: list[_Piece] = []
        for index, (start, end) in enumerate(pairwise(marks)):
            _, place, change = struct.unpack_from("<HIH", plc, 4 * (count + 1) + 8 * index)
            end = min(end, length)
            if start >= end:
                break
            out.append(self._piece(start, end - start, place, _change(change, changes)))
        if not out:
            raise damaged(self._name)
        return out

    def _piece(self, start: int, length: int, place: int, change: bytes) -> _Piece:
        narrow = bool(place & 0x40000000)
        place = (place & 0x3FFFFFFF) // (2 if narrow else 1)
        width = 1 if narrow else 2
        raw = self.main[place : place + length * width]
        if len(raw) < length * width:
            raise damaged(self._name)
        if not narrow:
            # Each UTF-16 unit counts as one place, also the halves of rare characters.
            text = "".join(map(chr, struct.unpack(f"<{length}H", raw)))
        else:
            text = raw.decode("cp1252", "replace")
        return _Piece(start, place, width, text, change)

    def _split_pieces(self) -> tuple[list[bytes], bytes]:
        """The changes kept by a quick save, and the table of pieces."""
        clx = self.table(_PIECES)
        changes: list[bytes] = []
        at = 0
        while at < len(clx) and clx[at] == 1:
            (size,) = struct.unpack_from("<H", clx, at + 1)
            changes.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        if at + 5 > len(clx) or clx[at] != 2:
            raise damaged(self._name)
        (size,) = struct.unpack_from("<I", clx, at + 1)
        plc = clx[at + 5 : at + 5 + size]
        if len(plc) < size or size < 16:
            raise damaged(self._name)
        return changes, plc

    def _runs(self, where: int, *, paragraphs: bool = False) -> _Runs:
        """Properties by place, from the 512-byte pages a table points to."""
        plc = self.table(where)
        count = (len(plc) - 4) // 8
        found: dict[int, tuple[int, bytes]] = {}
        for (number,) in struct.iter_unpack("<I", plc[4 * (count + 1) : 4 * (2 * count + 1)]):
            page = self.main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
            runs = _page_runs(page, paragraphs=paragraphs) if len(page) == _PAGE else None
            if runs is None:
                raise damaged(self._name)
            found.update(runs)
        starts = sorted(found)
        return _Runs(starts, [found[start][0] for start in starts], [found[start][1] for start in starts])


def _change(code: int, changes: list[bytes]) -> bytes:
    if code & 1:
        index = code >> 1
        return changes[index] if index < len(changes) else b""
    full = _ONE_SPRM.get(code >> 1 & 0x7F)
    return b"" if full is None else struct.pack("<HB", full, code >> 8)


def _page_runs(page: bytes, *, paragraphs: bool) -> dict[int, tuple[int, bytes]] | None:
    """The runs of one page, None where they cannot lie in it."""
    count = page[-1]
    step = 13 if paragraphs else 1
    if 4 * (count + 1) + step * count > _PAGE - 1:
        return None
    marks = struct.unpack_from(f"<{count + 1}I", page)
    out: dict[int, tuple[int, bytes]] = {}
    for index, (start, end) in enumerate(pairwise(marks)):
        at = 2 * page[4 * (count + 1) + step * index]
        size = page[at] if at else 0
        if paragraphs and at and at + 1 < _PAGE:
            size, at = (2 * size - 1, at) if size else (2 * page[at + 1], at + 1)
            # The first two bytes name the style.
            out[start] = end, page[at + 3 : at + 1 + size]
        else:
            out[start] = end, page[at + 1 : at + 1 + size] if at else b""
    return out


def _without(piece: _Piece, begin: int, end: int, gone: _Runs) -> str:
    """A piece's text between two marks, deleted runs left out."""
    text = piece.text[begin:end]
    if not gone.starts:
        return text
    first = piece.place + begin * piece.width
    return "".join(char for i, char in enumerate(text) if not gone.holds(first + i * piece.width))
