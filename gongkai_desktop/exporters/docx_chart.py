"""Charts of a paper as tables of Word: numbers can be changed, every printer shows the patterns."""

from __future__ import annotations

from typing import Any

from gongkai_desktop.exporters import docx_parts as w
from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.chart_shape import part_widths
from gongkai_desktop.exporters.document import Chart, Pattern
from gongkai_desktop.exporters.docx_parts import Run, Shape, element
from gongkai_desktop.exporters.fonts import BODY, FontBook

_UNITS = 90
"""The bars stand in so many narrow columns, of which a part takes as many as it needs."""
_LABEL, _SUM = 27, 8
_SIZE = m.SIZE_5
_BAR, _GAP = _SIZE * 1.6, 4.0
_FILLS = {
    Pattern.SOLID: ("clear", "auto", "000000"),
    Pattern.STRIPED: ("thinDiagStripe", "595959", "FFFFFF"),
    Pattern.PLAIN: ("clear", "auto", "FFFFFF"),
    Pattern.GREY: ("clear", "auto", "D0D0D0"),
    Pattern.LINED: ("thinHorzStripe", "BFBFBF", "FFFFFF"),
}


def chart_table(chart: Chart, book: FontBook) -> Any:
    """Legend and bars, one row each."""
    share = m.TYPE_WIDTH / (_LABEL + _UNITS + _SUM)
    grid = w.column_widths([_LABEL, *[1] * _UNITS, _SUM], m.TYPE_WIDTH)
    room = book.width("0", BODY, _SIZE)
    parts = part_widths(chart, _UNITS, lambda value: (len(str(value)) * room + 6.0) / share)
    rows = [_row(_legend(chart, grid))]
    for number, bar in enumerate(chart.bars):
        rows.append(_row([_cell(grid, 0, len(grid), "", keep=True)], _GAP))
        rows.append(_row(_bar(chart, number, _edges(parts[number]), grid, keep=bar is not chart.bars[-1])))
    return w.table_element(grid, rows, w.Border(0.0, 0.0), (1.0, 2.0))


def _bar(chart: Chart, number: int, spans: list[int], grid: list[int], *, keep: bool) -> list[Any]:
    bar = chart.bars[number]
    cells = [_cell(grid, 0, 1, bar.label, keep=keep)]
    column = 1
    for series, value, span in zip(chart.series, bar.values, spans, strict=True):
        if value:
            cells.append(_cell(grid, column, span, str(value), series.pattern, keep=keep))
        column += span
    return [*cells, _cell(grid, column, len(grid) - column, str(sum(bar.values)), keep=keep)]


def _edges(widths: list[float]) -> list[int]:
    """The parts in whole columns, each at least one where it has any width."""
    spans, reached, placed = [], 0.0, 0
    for width in widths:
        reached += width
        span = max(round(reached) - placed, 1) if width else 0
        spans.append(min(span, _UNITS - placed))
        placed += spans[-1]
    return spans


def _legend(chart: Chart, grid: list[int]) -> list[Any]:
    share = _UNITS // len(chart.series)
    cells = [_cell(grid, 0, 1, "", keep=True)]
    column = 1
    for series in chart.series:
        cells.append(_cell(grid, column, 4, "", series.pattern, keep=True))
        cells.append(_cell(grid, column + 4, share - 4, series.name, keep=True))
        column += share
    return [*cells, _cell(grid, column, len(grid) - column, "", keep=True)]


def _row(cells: list[Any], height: float = _BAR) -> Any:
    room = element("trHeight", val=w.twips(height), hRule="exact")
    return element("tr", element("trPr", element("cantSplit"), room), *cells)


def _cell(
    grid: list[int], column: int, span: int, text: str, pattern: Pattern | None = None, *, keep: bool
) -> Any:
    sides = ("top", "left", "bottom", "right")
    edges = (element(side, val="single", sz=4, space=0, color="000000") for side in sides)
    margins = (element(side, w=0, type="dxa") for side in ("left", "right"))
    look = element(
        "tcPr",
        element("tcW", w=sum(grid[column : column + span]), type="dxa"),
        element("gridSpan", val=span) if span > 1 else None,
        element("tcBorders", *edges) if pattern else None,
        _fill(pattern) if pattern else None,
        element("noWrap"),
        element("tcMar", *margins) if pattern else None,
        element("vAlign", val="center"),
    )
    # Text of no colour of its own is white on black in every word processor.
    shape = Shape(w.TABLE_STYLE, line=_SIZE * m.TABLE_LINE, align="center" if pattern else "left", keep=keep)
    return element("tc", look, w.paragraph([Run(text, size=_SIZE)], shape))


def _fill(pattern: Pattern) -> Any:
    kind, colour, ground = _FILLS[pattern]
    return element("shd", val=kind, color=colour, fill=ground)
