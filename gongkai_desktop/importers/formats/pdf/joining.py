"""A table over several pages put together: what the page break cut, and what it printed again."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.importers.formats.pdf.breaks import Habits, pair_vote, row_room
from gongkai_desktop.importers.formats.pdf.lines import join_lines, without_marks
from gongkai_desktop.importers.formats.pdf.ruled import PageCell, PageTable

_SAME = 4.0
_MOST_HEADER_ROWS = 3
_BLANK = "第{}页第一行有空白格看作与上一页合并，不能确定，请核对"
_SURE = 1.5
"""How far the signs of a cut row must outweigh those of two rows."""


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
        for index, (_, part) in enumerate(self._parts):
            joining.habits.learn(part, first.padding, first=index == 0, last=part is self._parts[-1][1])
        for page, part in self._parts[1:]:
            joining.add_page(part, page)
        return replace(joining.grid(place), doubts=tuple(joining.doubts))


@dataclass(slots=True)
class _Joining:
    """A table being put together."""

    first: PageTable
    edges: list[float]
    habits: Habits = field(init=False)
    cells: list[_Joined] = field(default_factory=list)
    open: list[_Joined] = field(default_factory=list)
    """Cells that may reach to the end of the rows so far."""
    rows: int = 0
    doubts: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.habits = Habits(self._columns)
        self._add(self.first.cells, 0, self.first.padding)
        self.rows = self.first.rows
        self.doubts += self.first.doubts.items()

    @property
    def padding(self) -> float:
        return self.first.padding

    def _columns(self, cell: PageCell | _Joined) -> tuple[int, int]:
        return _nearest(self.edges, cell.left), _nearest(self.edges, cell.right)

    def add_page(self, table: PageTable, page: int) -> None:
        """Join the part of the table that stands on the next page."""
        header = self._repeated_header(table)
        cells = [cell for cell in table.cells if cell.row >= header]
        if not cells:
            return
        pairs = self._pairs([cell for cell in cells if cell.row == header])
        cut, sure = self._is_cut(pairs) if table.goes_on is None else (table.goes_on, True)
        offset = self.rows - header - (1 if cut else 0)
        if not sure:
            self._doubt(offset + header, page, cut=cut)
        rest = [cell for cell in cells if cell.row > header]
        fresh = [] if cut else self._fresh(pairs)
        for upper, cell in pairs:
            if upper is not None and (cut or self._is_merged(upper, cell, fresh)):
                if not cell.lines and upper.text and any(other.left < cell.left for other in fresh):
                    # Left of it something begins anew: it may as well be a blank cell of its own.
                    self.doubts.append((offset + header, _BLANK.format(page)))
                self._extend(upper, cell, cut=cut)
            else:
                rest.append(cell)
        self.open = [upper for upper, _ in pairs if upper is not None]
        self._add(rest, offset, table.padding)
        self.rows = offset + table.rows
        self.doubts += [(offset + row, why) for row, why in table.doubts.items() if row >= header]

    def _doubt(self, row: int, page: int, *, cut: bool) -> None:
        """Note the row, or both rows, of which the break may have made one or two."""
        taken = "同一行" if cut else "两行"
        reason = f"第{page}页第一行与上一页末行看作{taken}，不能确定，请核对"
        self.doubts += [(at, reason) for at in ((row,) if cut else (row - 1, row))]

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
        both = [(upper, cell) for upper, cell in pairs if upper is not None]
        score = row_room(self.habits, [upper.parts[-1] for upper, _ in both])
        score += sum(self._vote(upper, cell) for upper, cell in both)
        if len(both) < len(pairs):
            return False, not both or score < _SURE
        return score > 0, abs(score) >= _SURE

    def _vote(self, upper: _Joined, cell: PageCell) -> float:
        merged = _spans(upper, cell)
        return pair_vote(self.habits, upper.parts[-1], cell, self.padding, merged=merged)

    def _fresh(self, pairs: Sequence[tuple[_Joined | None, PageCell]]) -> list[PageCell]:
        """Cells that begin anew at the head of a page, in columns of merged cells."""
        return [
            cell
            for upper, cell in pairs
            if cell.lines
            and (_spans(upper, cell) or self.habits.merges(self._columns(cell)))
            and (upper is None or not upper.text or self._vote(upper, cell) < _SURE)
        ]

    def _is_merged(self, upper: _Joined, cell: PageCell, fresh: Sequence[PageCell]) -> bool:
        """Whether a cell above a new row's goes on in it: a merge that the break cut.

        A cell that may be blank is so where a merge left of it begins anew, or one that may be blank, too.
        """
        columns = self._columns(cell)
        merged = _spans(upper, cell) or self.habits.merges(columns)
        blank = self.habits.may_be_blank(columns)
        if cell.lines and upper.text:
            # A merge that begins in the last row is told from a heading by its several lines.
            long = merged and len(upper.parts[-1].lines) > 1
            return (upper.row_span > 1 or long) and self._vote(upper, cell) >= 2
        if cell.lines:  # what is printed in the middle of a merged cell
            return upper.row_span > 1 and cell.row_span > 1 and not blank
        anew = any(
            other.left < cell.left or self.habits.may_be_blank(self._columns(other)) for other in fresh
        )
        return merged and not (blank and anew)

    def grid(self, place: str) -> Grid:
        """The whole table with its columns numbered."""
        cells = []
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.left)):
            left, right = self._columns(cell)
            text, broken = without_marks(cell.text)
            cells.append(Cell(text, cell.row, left, cell.row_span, max(right - left, 1), broken))
        return Grid(place, tuple(cells), self.rows, len(self.edges) - 1)


def _spans(upper: _Joined | None, cell: PageCell) -> bool:
    """Whether one of two cells that meet at the break is merged downwards on its own page."""
    return cell.row_span > 1 or (upper is not None and upper.row_span > 1)


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
