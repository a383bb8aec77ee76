"""Tables in a paper: column widths, merged cells, rows divided over pages, the header on each of them."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import Align, Table, TableCell
from gongkai_desktop.exporters.fonts import BODY, HEI, Face, FontBook
from gongkai_desktop.exporters.pdf_flow import BoxMark, LineMark, Mark, Strip
from gongkai_desktop.exporters.pdf_text import Line, Measure, Span, break_lines

HEADER_GREY = 0.93
JUSTIFIED_FROM = 10
"""In characters: filling the lines of a narrower column would tear them apart."""
WHOLE_UNTIL = m.TYPE_HEIGHT / 6
"""A table up to this height is not divided over pages."""
LEAST_LINES = 3
"""A row is divided over pages only where both parts get at least this many lines."""


@dataclass(frozen=True, slots=True, eq=False)
class _Cell:
    """A cell with its place and its broken lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Line, ...]
    align: Align


@dataclass(frozen=True, slots=True)
class _Band:
    """A row, or the part of a row from line `first` up to `last`, as it stands on one page."""

    row: int
    first: int
    last: int
    height: float


class TableFlow:
    """A table on its way to the pages; `take` hands out one part after the other."""

    def __init__(self, table: Table, book: FontBook, width: float) -> None:
        self._header = table.header_rows
        self._size = table.size
        self._pitch = table.size * m.TABLE_LINE
        total = sum(column.weight for column in table.columns)
        self._x = [0.0]
        for column in table.columns:
            self._x.append(self._x[-1] + width * column.weight / total)
        self._cells = _place(table, self._x, book)
        self._in_row = _by_row(self._cells, len(table.rows))
        self._lines = [
            max((len(cell.lines) for cell in cells if cell.row_span == 1), default=1)
            for cells in self._in_row
        ]
        self._divisible = [
            any(_written_lines(cell) >= 2 * LEAST_LINES for cell in row) for row in self._in_row
        ]
        self._heights = self._row_heights()
        self._said: dict[_Cell, int] = {}
        self._row = self._header
        self._line = 0

    def _needed(self, lines: int) -> float:
        return lines * self._pitch + 2 * m.TABLE_PADDING

    def _row_heights(self) -> list[float]:
        heights = [self._needed(lines) for lines in self._lines]
        for cell in (c for c in self._cells if c.row_span > 1):
            rows = range(cell.row, cell.row + cell.row_span)
            lack = self._needed(len(cell.lines)) - sum(heights[row] for row in rows)
            for row in rows:
                heights[row] += max(0.0, lack) / len(rows)
        return heights

    @property
    def _header_height(self) -> float:
        return sum(self._heights[: self._header])

    def done(self) -> bool:
        """Whether every row was taken."""
        return self._row >= len(self._heights)

    def start_height(self) -> float:
        """All of a small table; header and first row of a larger one, or the first lines of a long row."""
        whole = sum(self._heights)
        if whole <= WHOLE_UNTIL:
            return whole
        first = self._heights[self._header]
        least = min(first, self._needed(LEAST_LINES)) if self._divisible[self._header] else first
        return self._header_height + least

    def take(self, room: float, fresh: bool) -> Strip | None:
        """The rows that fit, below the header; None when none of them should begin here."""
        bands = [_Band(row, 0, self._lines[row], self._heights[row]) for row in range(self._header)]
        left = room - self._header_height
        while not self.done():
            band = self._next_band(left, fresh and len(bands) == self._header)
            if band is None:
                break
            bands.append(band)
            left -= band.height
            finished = band.last >= self._lines[band.row]
            self._row, self._line = (band.row + 1, 0) if finished else (band.row, band.last)
        if len(bands) == self._header and not self.done():
            return None
        return self._draw(bands)

    def _next_band(self, room: float, must: bool) -> _Band | None:
        """The next row or as many of its lines as fit and are worth it."""
        lines = self._lines[self._row]
        rest = lines - self._line
        height = self._heights[self._row] if self._line == 0 else self._needed(rest)
        if height <= room + 1e-6:
            return _Band(self._row, self._line, lines, height)
        fitting = min(rest - 1, int((room - 2 * m.TABLE_PADDING) / self._pitch))
        if rest - fitting < LEAST_LINES:
            fitting = rest - LEAST_LINES
        if fitting >= LEAST_LINES and (self._divisible[self._row] or must):
            return _Band(self._row, self._line, self._line + fitting, self._needed(fitting))
        return _Band(self._row, self._line, lines, height) if must else None

    def _draw(self, bands: list[_Band]) -> Strip:
        tops = [0.0]
        for band in bands:
            tops.append(tops[-1] + band.height)
        marks: list[Mark] = []
        if self._header:
            marks.append(BoxMark(0.0, 0.0, self._x[-1], tops[self._header], grey=HEADER_GREY))
        place = {band.row: number for number, band in enumerate(bands)}
        for cell in dict.fromkeys(cell for band in bands for cell in self._in_row[band.row]):
            here = [place[row] for row in range(cell.row, cell.row + cell.row_span) if row in place]
            top, bottom = tops[here[0]], tops[here[-1] + 1]
            left, right = self._x[cell.column], self._x[cell.column + cell.column_span]
            marks.append(BoxMark(left, top, right - left, bottom - top, border=m.TABLE_BORDER))
            marks += self._text(cell, self._lines_here(cell, bands, here), top, bottom)
        return Strip(tops[-1] + m.TABLE_GAP, tuple(marks))

    def _lines_here(self, cell: _Cell, bands: list[_Band], here: list[int]) -> tuple[Line, ...]:
        """The lines of the cell on this page; a merged cell is said again where it goes on."""
        first, last = bands[here[0]], bands[here[-1]]
        if cell.row_span == 1:
            return cell.lines[first.first : first.last]
        if cell.row < self._header:
            return cell.lines
        said = self._said.get(cell, 0)
        rest = cell.lines[said:] if said < len(cell.lines) else cell.lines
        height = sum(bands[number].height for number in here)
        fitting = max(1, int((height - 2 * m.TABLE_PADDING + 1e-6) / self._pitch))
        ends = last.row == cell.row + cell.row_span - 1 and last.last >= self._lines[last.row]
        lines = rest if ends and said < len(cell.lines) else rest[:fitting]
        self._said[cell] = said + len(lines)
        return lines

    def _text(self, cell: _Cell, lines: tuple[Line, ...], top: float, bottom: float) -> list[Mark]:
        left, right = self._x[cell.column], self._x[cell.column + cell.column_span]
        y = (top + bottom - len(lines) * self._pitch) / 2 + (self._pitch - self._size) / 2
        marks: list[Mark] = []
        for line in lines:
            slack = right - left - 2 * m.TABLE_PADDING - line.width
            share = {"left": 0.0, "centre": 0.5, "right": 1.0}[cell.align]
            marks.append(LineMark(left + m.TABLE_PADDING + slack * share, y, line))
            y += self._pitch
        return marks


def _place(table: Table, x: list[float], book: FontBook) -> list[_Cell]:
    """Every cell in its column, beside the cells that reach down from above."""
    taken: set[tuple[int, int]] = set()
    placed = []
    broken: _Broken = {}
    for number, row in enumerate(table.rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            placed.append(_lay_out(cell, number, column, table, x, book, broken))
            taken |= {
                (number + down, column + right)
                for down in range(cell.row_span)
                for right in range(cell.column_span)
            }
            column += cell.column_span
    return placed


def _written_lines(cell: _Cell) -> int:
    """The lines that say something: room to write by hand is not divided over pages."""
    return sum(1 for line in cell.lines if line.pieces)


def _by_row(cells: list[_Cell], count: int) -> list[list[_Cell]]:
    """For each row the cells that stand in it or reach down into it."""
    rows: list[list[_Cell]] = [[] for _ in range(count)]
    for cell in cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows[row].append(cell)
    return rows


_Broken = dict[tuple[str, Face, Measure], tuple[Line, ...]]
"""Texts already broken into lines: a column says much the same in every row."""


def _lay_out(
    cell: TableCell,
    row: int,
    column: int,
    table: Table,
    x: list[float],
    book: FontBook,
    broken: _Broken,
) -> _Cell:
    is_header = row < table.header_rows
    face = HEI if is_header or cell.bold else BODY
    align = cell.align or ("centre" if is_header else table.columns[column].align)
    width = x[column + cell.column_span] - x[column] - 2 * m.TABLE_PADDING
    wide = width >= JUSTIFIED_FROM * table.size
    # A mark hanging into the gap between columns would make readers of the PDF run the columns together.
    measure = Measure(table.size, width, justify=align == "left" and wide, hang=False)
    key = cell.text, face, measure
    if key not in broken:
        parts = cell.text.split("\n")
        broken[key] = tuple(line for part in parts for line in break_lines([Span(part, face)], book, measure))
    return _Cell(row, column, cell.row_span, cell.column_span, broken[key], align)
