"""Properties in binary Word files: what a list of sprms says of a paragraph and of a table row."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_IN_TABLE, _ROW_END, _DEPTH = 0x2416, 0x2417, 0x6649
_LEVEL, _LIST = 0x260A, 0x460B
_INNER_CELL, _INNER_ROW_END = 0x244B, 0x244C
_DEFINE_TABLE, _MERGE, _VERTICAL_MERGE = 0xD608, 0x5624, 0xD62B
_CHANGE_TABS = 0xC615
_DELETED = 0x0800
# These hold the place of further sprms in the Data stream (rows with many columns).
_ELSEWHERE = (0x6645, 0x6646, 0x646B)
_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)
"""Bytes of an operand by the upper three bits of its sprm; -1: the operand begins with its length."""


@dataclass(frozen=True, slots=True)
class CellShape:
    """One cell of a row: its edges (in twips), and how it is merged."""

    left: int
    right: int
    joins_left: bool = False
    joins_above: bool = False
    opens_below: bool = False


@dataclass(slots=True)
class Properties:
    """What matters of a paragraph; a row's last paragraph has the row's cells."""

    in_table: bool = False
    row_end: bool = False
    depth: int = 0
    list_id: int = 0
    level: int = 0
    edges: tuple[int, ...] = ()
    flags: list[int] = field(default_factory=list)

    def cells(self) -> list[CellShape]:
        """The row's cells by their edges, merges resolved to what they join."""
        out: list[CellShape] = []
        first = 0
        for index, flag in enumerate(self.flags):
            across, down = flag & 3, flag >> 5 & 3
            if not across:
                first = 0
            # A run of merged cells begins with another mark than the cells that follow in it.
            joins = bool(across and first and across != first)
            first = first if joins else across
            out.append(CellShape(self.edges[index], self.edges[index + 1], joins, down == 1, down in (2, 3)))
        return out


def read_properties(lists: Sequence[bytes], elsewhere: bytes) -> Properties:
    """The properties of a paragraph from its sprm lists; the last word counts."""
    out = Properties()
    for sprms in lists:
        for code, operand in _sprms(sprms):
            if code in _ELSEWHERE:
                for inner, value in _sprms(_further(elsewhere, operand)):
                    _apply(out, inner, value)
            else:
                _apply(out, code, operand)
    out.depth = max(out.depth, int(out.in_table))
    return out


def is_deleted(sprms: bytes) -> bool:
    """Whether character properties say that the text is struck out by tracked changes."""
    return any(code == _DELETED and operand[:1] == b"\x01" for code, operand in _sprms(sprms))


def _further(data: bytes, operand: bytes) -> bytes:
    (at,) = struct.unpack("<I", operand)
    if at + 2 > len(data):
        return b""
    (size,) = struct.unpack_from("<H", data, at)
    return data[at + 2 : at + 2 + size]


def _sprms(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(data):
        (code,) = struct.unpack_from("<H", data, at)
        at += 2
        size = _SIZES[code >> 13]
        if code == _DEFINE_TABLE:
            size = int.from_bytes(data[at : at + 2], "little") - 1
            at += 2
        elif code == _CHANGE_TABS and data[at] == 255:
            deleted = data[at + 1] if at + 1 < len(data) else 0
            added_at = at + 2 + 4 * deleted
            size = 3 + 4 * deleted + 3 * (data[added_at] if added_at < len(data) else 0)
        elif size < 0:
            size = data[at]
            at += 1
        if size < 0:
            return
        yield code, data[at : at + size]
        at += size


def _apply(out: Properties, code: int, operand: bytes) -> None:
    value = int.from_bytes(operand, "little")
    if code == _IN_TABLE:
        out.in_table = bool(value)
    elif code in (_ROW_END, _INNER_ROW_END):
        out.row_end = bool(value)
    elif code == _DEPTH:
        out.depth = value if value < 64 else 0
    elif code == _LIST:
        out.list_id = value
    elif code == _LEVEL:
        out.level = value
    elif code == _DEFINE_TABLE:
        _define_table(out, operand)
    elif code == _MERGE and len(operand) == 2:
        first, last = operand
        for index in range(first, min(last, len(out.flags))):
            out.flags[index] = out.flags[index] & ~3 | (1 if index == first else 2)
    elif code == _VERTICAL_MERGE and len(operand) == 2 and operand[0] < len(out.flags):
        out.flags[operand[0]] = out.flags[operand[0]] & ~0x60 | (operand[1] & 3) << 5


def _define_table(out: Properties, operand: bytes) -> None:
    """Edges of the cells, and a 20-byte description a cell whose first word has the merge flags."""
    count = operand[0] if operand else 0
    end = 1 + 2 * (count + 1)
    if not count or len(operand) < end:
        return
    edges = struct.unpack_from(f"<{count + 1}h", operand, 1)
    if any(left > right for left, right in pairwise(edges)):
        return
    out.edges = edges
    # Writers may leave out descriptions at the end: such cells are not merged.
    out.flags = [int.from_bytes(operand[end + 20 * i :][:2], "little") for i in range(count)]
