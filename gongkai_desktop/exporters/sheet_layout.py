"""How a sheet falls on paper: heights that show the whole text, pages, merged cells said again on each page.

No spreadsheet program is asked: heights and pages are estimated on the safe side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import ceil

from gongkai_desktop.exporters.sheet import Look, Sheet, SheetCell

SIZE = 10.0
TITLE_SIZE = 18.0
LINE = 1.45
"""Line pitch in em: that of the widest of the usual Chinese fonts, so that no office cuts text off."""
ROW_PADDING = 5.0
TALLEST = 409.0
"""Excel's limit for the height of a row."""
FIGURE = 7 * 0.75
"""The unit of column widths in points: about half a Chinese character."""
CELL = 5 * 0.75
"""What a column takes beside its text."""

PAPER = {"A4": (842.0, 595.0), "A3": (1191.0, 842.0)}
"""Landscape, in points."""
MARGINS = {"left": 36.0, "right": 36.0, "top": 43.2, "bottom": 50.4, "header": 21.6, "footer": 25.2}
SAFETY = 0.93
"""A page is planned a little shorter than it is: a row too many would begin an almost empty page."""
EARLIEST = 0.6
"""A page may end this early where a task or a heading ends."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its 0-based place."""

    row: int
    column: int
    cell: SheetCell

    @property
    def end(self) -> int:
        """The row after its last one."""
        return self.row + self.cell.row_span


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """Where the cells stand, how high the rows are, and at which rows (0-based) new pages begin."""

    cells: tuple[Placed, ...]
    heights: tuple[float, ...]
    page_starts: tuple[int, ...]


def lay_out_sheet(sheet: Sheet) -> SheetLayout:
    """Plan the pages of a sheet and divide merged cells where they end."""
    cells = _places(sheet)
    starts = _page_starts(sheet, cells, _row_heights(sheet, cells))
    divided = [part for placed in cells for part in _divided(placed, starts)]
    return SheetLayout(tuple(divided), tuple(_row_heights(sheet, divided)), tuple(starts))


def size_of(look: Look) -> float:
    """The type size of a look."""
    return TITLE_SIZE if look is Look.TITLE else SIZE


def _places(sheet: Sheet) -> list[Placed]:
    """Every cell beside the cells that reach down from above."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, cells in enumerate(sheet.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            placed.append(Placed(row, column, cell))
            taken |= {
                (row + down, column + right)
                for down in range(1, cell.row_span)
                for right in range(cell.column_span)
            }
            column += cell.column_span
    return placed


def _text_width(text: str, size: float) -> float:
    """Width of a line: Chinese characters are square, others about half as wide."""
    return sum(1.0 if char > "ʯ" else 0.56 for char in text) * size


def text_height(cell: SheetCell, width: float) -> float:
    """The height a cell needs when its text wraps in a width (in figures)."""
    size = size_of(cell.look)
    text = "2022-10-31" if isinstance(cell.value, date) else str(cell.value or "")
    lines = 0
    for part in text.splitlines() or [""]:
        wide = _text_width(part, size)
        # A mark that may not begin a line takes a character along, so lines are not quite full.
        lines += 1 if wide <= width * FIGURE else ceil(wide * 1.05 / (width * FIGURE))
    return lines * LINE * size + ROW_PADDING


def _row_heights(sheet: Sheet, cells: Iterable[Placed]) -> list[float]:
    """Heights of the rows in points; a merged cell that needs more is given it by all of its rows."""
    heights = [LINE * SIZE + ROW_PADDING] * len(sheet.rows)
    merged = []
    for placed in cells:
        cell = placed.cell
        width = sum(sheet.widths[placed.column : placed.column + cell.column_span])
        needed = text_height(cell, width)
        if cell.row_span > 1:
            merged.append((placed, needed))
        else:
            heights[placed.row] = max(heights[placed.row], needed)
    # Narrow ones first: what they add counts for the wide ones around them.
    for placed, needed in sorted(merged, key=lambda item: item[0].cell.row_span):
        lack = needed - sum(heights[placed.row : placed.end])
        if lack > 0:
            for row in range(placed.row, placed.end):
                heights[row] += lack / placed.cell.row_span
    return [min(TALLEST, round(height, 1)) for height in heights]


def _page_height(sheet: Sheet) -> float:
    """How many points of rows a printed page holds once the sheet is fitted to its width."""
    width, height = PAPER[sheet.paper]
    wanted = sum(figures * FIGURE + CELL for figures in sheet.widths)
    scale = min(1.0, (width - MARGINS["left"] - MARGINS["right"]) / wanted)
    return (height - MARGINS["top"] - MARGINS["bottom"]) / scale * SAFETY


def _page_starts(sheet: Sheet, cells: Iterable[Placed], heights: Sequence[float]) -> list[int]:
    """The rows at which new pages begin: where the fewest merged cells are cut, as late as possible."""
    cut = [0] * (len(heights) + 1)
    for placed in cells:
        for row in range(placed.row + 1, placed.end):
            cut[row] += 1
    header = heights[sheet.header_row]
    page = _page_height(sheet)
    starts: list[int] = []
    start, room = sheet.header_row + 1, page - sum(heights[: sheet.header_row + 1])
    while True:
        ends: list[tuple[int, float]] = []
        used = 0.0
        for row in range(start, len(heights)):
            used += heights[row]
            if used > room and ends:
                break
            ends.append((row + 1, used))
        else:
            return starts
        start = min(
            (row for row, filled in ends if filled >= room * EARLIEST or row == ends[-1][0]),
            key=lambda row: (cut[row], -row),
        )
        starts.append(start)
        room = page - header


def _divided(placed: Placed, starts: Sequence[int]) -> list[Placed]:
    """A cell, or its part on each page, where it is said again."""
    if placed.cell.row_span == 1:
        return [placed]
    edges = [placed.row, *(start for start in starts if placed.row < start < placed.end), placed.end]
    return [
        Placed(first, placed.column, replace(placed.cell, row_span=after - first))
        for first, after in pairwise(edges)
    ]
