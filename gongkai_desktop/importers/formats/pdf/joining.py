"""A table over several pages put together: what the page break cut, and what it printed again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.importers.formats.pdf.lines import is_full, join_lines
from gongkai_desktop.importers.formats.pdf.ruled import PageCell, PageTable, line_pitch

_SAME = 4.0
_MOST_HEADER_ROWS = 3
_ROOM = 2.5
"""Lines: with more room left below its text, no cell is cut off (widows are moved two lines at most)."""
_IMPOSSIBLE = -6.0
"""The vote of a pair that no cut row can show."""
_POINT = re.compile(r"^[(（]?(\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]")


@dataclass(slots=True)
class _Joined:
    """A cell of the whole table, with the parts of it that stand on each page."""

    row: int
    row_span: int
    left: float
    right: float
    parts: list[PageCell]
    text: str

    def fits(self, cell: PageCell) -> bool:
        """Whether a cell of the next page stands in the same columns."""
        return abs(self.left - cell.left) <= _SAME and abs(self.right - cell.right) <= _SAME


class LongTable:
    """The parts of a table, page by page, and the whole."""

    def __init__(self, page: int, table: PageTable) -> None:
        self._parts = [(page, table)]
        self._edges = _edges([], table.cells)

    def continues_in(self, table: PageTable) -> bool:
        """Whether a table at the head of the next page has this one's edges and most of its columns."""
        first = self._parts[0][1]
        if abs(first.left - table.left) > _SAME or abs(first.right - table.right) > _SAME:
            return False
        fewer, more = sorted((self._edges, _edges([], table.cells)), key=len)
        common = sum(any(abs(a - b) <= _SAME for b in more) for a in fewer)
        return 5 * common >= 4 * len(fewer)

    def add(self, page: int, table: PageTable) -> None:
        """Take the part of the table that stands on the next page."""
        self._parts.append((page, table))
        self._edges = _edges(self._edges, table.cells)

    def whole(self, place: str) -> Grid:
        """The parts as one table; its doubts are the rows where a page break may or may not cut."""
        first = self._parts[0][1]
        joining = _Joining(first, self._edges)
        for _, part in self._parts:
            joining.learn(part)
        for page, part in self._parts[1:]:
            joining.add_page(part, page)
        return replace(joining.grid(place), paged=len(self._parts) > 1, doubts=tuple(joining.doubts))


@dataclass(slots=True)
class _Joining:
    """A table being put together; the counters are of merged and of blank cells by their columns."""

    first: PageTable
    edges: list[float]
    merged: Counter[tuple[int, int]] = field(default_factory=Counter)
    blank: Counter[tuple[int, int]] = field(default_factory=Counter)
    cells: list[_Joined] = field(default_factory=list)
    open: list[_Joined] = field(default_factory=list)
    """Cells that may reach to the end of the rows so far."""
    rows: int = 0
    doubts: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._add(self.first.cells, 0, self.first.padding)
        self.rows = self.first.rows

    @property
    def padding(self) -> float:
        return self.first.padding

    def learn(self, table: PageTable) -> None:
        """Count the habits of the columns, away from the heads of pages."""
        for cell in table.cells:
            if table is self.first or cell.row > 1:
                columns = self._columns(cell)
                self.merged[columns] += cell.row_span > 1
                self.blank[columns] += not cell.lines

    def _columns(self, cell: PageCell | _Joined) -> tuple[int, int]:
        return _nearest(self.edges, cell.left), _nearest(self.edges, cell.right)

    def add_page(self, table: PageTable, page: int) -> None:
        """Join the part of the table that stands on the next page."""
        header = self._repeated_header(table)
        cells = [cell for cell in table.cells if cell.row >= header]
        if not cells:
            return
        pairs = self._pairs([cell for cell in cells if cell.row == header])
        cut, sure = self._is_cut(pairs)
        offset = self.rows - header - (1 if cut else 0)
        if not sure:
            self.doubts.append((offset + header, f"第{page}页第一行与上一页末行是否为同一行不能确定，请核对"))
        rest = [cell for cell in cells if cell.row > header]
        for upper, cell in pairs:
            if upper is not None and (cut or self._is_merged(upper, cell)):
                self._extend(upper, cell, cut=cut)
            else:
                rest.append(cell)
        self.open = [upper for upper, _ in pairs if upper is not None]
        self._add(rest, offset, table.padding)
        self.rows = offset + table.rows

    def _add(self, cells: Sequence[PageCell], offset: int, padding: float) -> None:
        for cell in cells:
            text = join_lines(cell.lines, cell.right - padding)
            row = cell.row + offset
            self.cells.append(_Joined(row, cell.row_span, cell.left, cell.right, [cell], text))
            self.open.append(self.cells[-1])

    def _extend(self, upper: _Joined, cell: PageCell, *, cut: bool) -> None:
        upper.row_span += cell.row_span - (1 if cut else 0)
        if cell.lines:
            lines = [*upper.parts[-1].lines[-1:], *cell.lines]
            joined = join_lines(lines, cell.right - self.padding)
            if len(lines) > len(cell.lines):
                upper.text = upper.text[: len(upper.text) - len(lines[0].text)] + joined
            else:
                upper.text += f"\n{joined}" if upper.text else joined
        upper.parts.append(cell)

    def _repeated_header(self, table: PageTable) -> int:
        """How many rows at the head of a page repeat the table's first ones."""
        mine, other = _row_texts(self.first), _row_texts(table)
        best = 0
        for start in range(min(_MOST_HEADER_ROWS, len(mine))):
            same = 0
            while (
                same < min(_MOST_HEADER_ROWS, len(other), len(mine) - start)
                and other[same] == mine[start + same]
                and sum(map(bool, other[same])) >= 1
            ):
                same += 1
            if same and any(sum(map(bool, row)) >= 2 for row in other[:same]):
                best = max(best, same)
        return best

    def _pairs(self, top: Sequence[PageCell]) -> list[tuple[_Joined | None, PageCell]]:
        """Each cell at the head of the page with the one above the break, None where columns differ."""
        last = [cell for cell in self.open if cell.row + cell.row_span == self.rows]
        return [(next((upper for upper in last if upper.fits(cell)), None), cell) for cell in top]

    def _is_cut(self, pairs: Sequence[tuple[_Joined | None, PageCell]]) -> tuple[bool, bool]:
        """Whether the break cuts a row in two, and whether that is sure."""
        if any(upper is None for upper, _ in pairs):
            return False, True
        score = sum(self._vote(upper, cell) for upper, cell in pairs if upper is not None)
        return score > 0, abs(score) >= 1

    def _vote(self, upper: _Joined, cell: PageCell) -> float:
        """How much a pair of cells speaks for one row cut in two (> 0) or for two rows (< 0)."""
        if not cell.lines:
            merged, blank = self._habits(upper, cell)
            return 0.0 if merged or blank or not upper.text else 2.0
        above = upper.parts[-1]
        if not above.lines:
            return _IMPOSSIBLE
        last, after = above.lines[-1], cell.lines[0]
        right = above.right - self.padding
        if (above.bottom - last.base) / line_pitch(above.lines) >= _ROOM:
            return _IMPOSSIBLE
        if last.ends:
            points = _points_go_on([line.text for line in above.lines], after.text)
            return points or (-0.5 if is_full(last, after, right) else -1.0)
        if is_full(last, after, right):
            return 2.0
        # Short lines throughout are a list, which may go on anywhere.
        broken = any(is_full(one, other, right) for one, other in pairwise(above.lines))
        return 0.0 if len(above.lines) > 1 and not broken else _IMPOSSIBLE

    def _is_merged(self, upper: _Joined, cell: PageCell) -> bool:
        """Whether a cell above a new row's goes on in it: a merge that the break cut."""
        merged, blank = self._habits(upper, cell)
        if cell.lines and upper.text:
            # A merge that begins in the last row is told from a heading by its several lines.
            long = merged and len(upper.parts[-1].lines) > 1
            return (upper.row_span > 1 or long) and self._vote(upper, cell) >= 2
        return upper.row_span > 1 or cell.row_span > 1 or (merged and not blank)

    def _habits(self, upper: _Joined, cell: PageCell) -> tuple[bool, bool]:
        """Whether other cells of the column are merged downwards, and whether some are blank."""
        columns = self._columns(cell)
        above = upper.parts[-1]
        counted = len(upper.parts) == 1 or above.row > 1
        merged = upper.row_span > 1 or cell.row_span > 1 or self.merged[columns] > 0
        return merged, self.blank[columns] > (1 if counted and not above.lines else 0)

    def grid(self, place: str) -> Grid:
        """The whole table with its columns numbered."""
        cells = []
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.left)):
            left, right = self._columns(cell)
            cells.append(Cell(cell.text, cell.row, left, cell.row_span, max(right - left, 1)))
        return Grid(place, tuple(cells), self.rows, len(self.edges) - 1)


def _points_go_on(above: Sequence[str], below: str) -> float:
    """A list of numbered points in the upper cell that the lower one goes on with, or begins anew."""
    match = _POINT.match(below)
    if not match:
        return 0.0
    numbered = any(_POINT.match(line) for line in above)
    return 2.0 if numbered and match.group(1) not in ("1", "一") else -2.0


def _row_texts(table: PageTable) -> list[tuple[str, ...]]:
    rows: list[list[str]] = [[] for _ in range(min(table.rows, 2 * _MOST_HEADER_ROWS))]
    for cell in sorted(table.cells, key=lambda cell: cell.left):
        if cell.row < len(rows):
            rows[cell.row].append("".join(line.text for line in cell.lines))
    return [tuple(row) for row in rows]


def _edges(known: Sequence[float], cells: Sequence[PageCell]) -> list[float]:
    """The edges of columns, those nearly equal taken as one."""
    out: list[float] = []
    for edge in sorted({*known, *(cell.left for cell in cells), *(cell.right for cell in cells)}):
        if not out or edge - out[-1] > _SAME:
            out.append(edge)
    return out


def _nearest(edges: Sequence[float], place: float) -> int:
    at = bisect_left(edges, place)
    if at == len(edges) or (at and place - edges[at - 1] <= edges[at] - place):
        return at - 1
    return at
