"""Where one row of a table without row lines ends and the next begins: told by its serial numbers.

A number stands in the first line of its row, or at half its height. Both ways are tried: where only one
accounts for every line of every column, it is the table's; where both do and differ, the rows are doubted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai_desktop.importers.formats.pdf.lines import Line

_Columns = Sequence[Sequence[Line]]
_Row = list[list[Line]]
"""The lines of a row by column."""
_NEAR = 0.3
"""How far lines of one row may stand from each other's height, in heights of a character."""
_UNSURE = "表内没有行线，这一页的行有几种分法，请核对"
_CUT = "表内没有行线，这一行可能被分页切开，请核对"
_LIFT = 0.35
"""From a base line to the middle of its characters, by which they are put into cells."""


@dataclass(frozen=True, slots=True)
class RowCuts:
    """The heights at which rows are cut, and the rows that may be cut wrongly, with the reason."""

    places: tuple[float, ...]
    doubts: Mapping[int, str] = field(default_factory=dict)
    goes_on: bool = False
    """Whether the first row is the rest of one that the page break cut."""


@dataclass(frozen=True, slots=True)
class Break:
    """Whether the page breaks at the head and at the foot of the part may cut a row."""

    above: bool
    below: bool


def cut_rows(columns: _Columns, key: Sequence[Line], breaks: Break) -> RowCuts | None:
    """The cuts of the rows on one page, None where they can't be told.

    `key` are the lines that stand once in every row: its number, or the whole of a row of one line.
    """
    if not key:
        rows = _single_lines(columns)
        return RowCuts(_between(rows)) if rows else None
    found = [way for way in (_from_top(columns, key, breaks), _from_middle(columns, key, breaks)) if way]
    ways = {_between(rows): (rows, doubts) for rows, doubts in found if _in_order(rows)}
    if not ways:
        return None
    places = max(ways, key=lambda places: _sense(ways[places][0]))
    rows, doubts = ways[places]
    if len(ways) > 1:
        doubts = dict.fromkeys(range(len(rows)), _UNSURE)
    return RowCuts(places, doubts, len(rows) > len(key))


def _single_lines(columns: _Columns) -> list[_Row] | None:
    """Rows of one line each: at every height, every column has one."""
    counts = {len(lines) for lines in columns}
    if len(counts) != 1 or counts == {0}:
        return None
    rows = [[[line] for line in row] for row in zip(*columns, strict=True)]
    flat = all(abs(a.base - b.base) <= _NEAR * a.size for row in rows for (a,), (b,) in pairwise(row))
    return rows if flat else None


_Way = tuple[list[_Row], dict[int, str]]


def _from_top(columns: _Columns, key: Sequence[Line], breaks: Break) -> _Way | None:
    """Rows that begin at the height of their number."""
    # The first is for the rest of a row that the page break cut.
    rows: list[_Row] = [[[] for _ in columns] for _ in range(len(key) + 1)]
    for index, lines in enumerate(columns):
        for line in lines:
            begun = sum(number.base <= line.base + _NEAR * line.size for number in key)
            rows[begun][index].append(line)
    if any(rows[0]) and not breaks.above:
        return None
    for number, row in zip(key, rows[1:], strict=True):
        if any(lines and abs(lines[0].base - number.base) > _NEAR * number.size for lines in row):
            return None
    return (rows if any(rows[0]) else rows[1:]), {}


def _from_middle(columns: _Columns, key: Sequence[Line], breaks: Break) -> _Way | None:
    """Rows with their number at half their height; other cells stand so, too, or at the row's top."""
    centred = {index: dealt for index, lines in enumerate(columns) if (dealt := _centred(lines, key, breaks))}
    tall = [dealt for index, dealt in centred.items() if len(columns[index]) > len(key)]
    if not tall:
        return None
    count = max(map(len, tall))
    if any(len(dealt) != count for dealt in tall):
        return None
    extents = [_extent([dealt[n] for dealt in tall if dealt[n]] or [[key[n - count]]]) for n in range(count)]
    rows: list[_Row] = [[[] for _ in columns] for _ in range(count)]
    for index, lines in enumerate(columns):
        for line in lines:
            near = _NEAR * line.size
            at = [n for n, (top, bottom) in enumerate(extents) if top - near <= line.base <= bottom + near]
            if len(at) != 1:
                return None
            rows[at[0]][index].append(line)
    lead = count - len(key)
    whole = len(key) - 1 if breaks.below else len(key)
    for number, (top, _), row in list(zip(key, extents[lead:], rows[lead:], strict=True))[:whole]:
        if not all(_stands(lines, number, top) for lines in row if lines):
            return None
    last = rows[-1]
    uneven = any(lines and abs(_middle(lines) - key[-1].base) > _NEAR * key[-1].size for lines in last)
    doubts = {0: _CUT} if lead else {}
    return rows, doubts | ({count - 1: _CUT} if breaks.below and uneven else {})


def _stands(lines: Sequence[Line], number: Line, top: float) -> bool:
    """Whether a cell stands at half the height of its row, or at its top."""
    near = _NEAR * number.size
    return abs(_middle(lines) - number.base) <= near or abs(lines[0].base - top) <= near


def _centred(lines: Sequence[Line], key: Sequence[Line], breaks: Break) -> list[list[Line]] | None:
    """The lines of a column dealt to rows around their numbers, None where they do not stand so.

    Where a page break may cut, there may be lines above the first row, and the last may be uneven.
    """
    for lead in range(len(lines) if breaks.above else 1):
        rest = list(lines[lead:])
        dealt: list[list[Line]] = [list(lines[:lead])] if lead else []
        for number in key:
            near = _NEAR * number.size
            count = next(
                (n for n in range(1, len(rest) + 1) if abs(_middle(rest[:n]) - number.base) <= near), 0
            )
            if number is key[-1] and breaks.below and count < len(rest):
                count = len(rest)
            dealt.append(rest[:count])
            rest = rest[count:]
        if not rest and all(dealt):
            return dealt
    return None


def _middle(lines: Sequence[Line]) -> float:
    return (lines[0].base + lines[-1].base) / 2


def _extent(cells: Sequence[Sequence[Line]]) -> tuple[float, float]:
    return min(lines[0].base for lines in cells), max(lines[-1].base for lines in cells)


def _in_order(rows: Sequence[_Row]) -> bool:
    """Whether every row ends above the next."""
    return all(_row_extent(above)[1] < _row_extent(below)[0] for above, below in pairwise(rows))


def _row_extent(row: _Row) -> tuple[float, float]:
    return _extent([lines for lines in row if lines])


def _between(rows: Sequence[_Row]) -> tuple[float, ...]:
    """The heights of the cuts: between the last line of a row and the first of the next."""
    out: list[float] = []
    for above, below in pairwise(rows):
        size = next(lines[0].size for lines in below if lines)
        out.append((_row_extent(above)[1] + _row_extent(below)[0]) / 2 - _LIFT * size)
    return tuple(out)


def _sense(rows: Sequence[_Row]) -> int:
    """How many cells end a sentence."""
    return sum(lines[-1].ends for row in rows for lines in row if lines)
