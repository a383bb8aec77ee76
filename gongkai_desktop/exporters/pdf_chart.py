"""Charts of a paper as vectors: bars told apart by pattern and number, also on a black-and-white printer."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.chart_shape import part_widths
from gongkai_desktop.exporters.document import Chart, Pattern
from gongkai_desktop.exporters.fonts import BODY, HEI, FontBook
from gongkai_desktop.exporters.pdf_flow import BLACK, BoxMark, Colour, LineMark, Mark, RuleMark, Strip
from gongkai_desktop.exporters.pdf_text import Line, one_line

_SIZE = m.SIZE_5
_BAR = 14.0
_ROW = 20.0
_LABEL = m.TYPE_WIDTH * 0.27
_SUM = 34.0
_PADDING = 3.0
_EDGE = 0.6
_STRIPE_GAP, _LINE_GAP = 4.0, 2.6
_STRIPE: Colour = (0.35, 0.35, 0.35)
_WHITE: Colour = (1.0, 1.0, 1.0)


def chart_strips(chart: Chart, book: FontBook) -> Iterator[Strip]:
    """Title, legend and bars, on one page as far as they fit."""
    yield Strip(m.TABLE_GAP, gap=True, keep=True)
    title = one_line(chart.title, HEI, m.TABLE_TITLE_SIZE, book)
    x = (m.TYPE_WIDTH - title.width) / 2
    yield Strip(m.TABLE_TITLE_SIZE * m.TABLE_LINE, (LineMark(x, 0.0, title),), keep=True)
    yield _legend(chart, book)
    widths = part_widths(chart, m.TYPE_WIDTH - _LABEL - _SUM, lambda value: _least(value, book))
    for number, bar in enumerate(chart.bars):
        marks = _bar(chart, number, widths[number], book)
        yield Strip(_ROW, tuple(marks), keep=bar is not chart.bars[-1])
    yield Strip(m.TABLE_GAP, gap=True)


def _least(value: int, book: FontBook) -> float:
    return book.width(str(value), BODY, _SIZE) + 2 * _PADDING


def _legend(chart: Chart, book: FontBook) -> Strip:
    names = [one_line(series.name, BODY, _SIZE, book) for series in chart.series]
    box, gap = 18.0, 12.0
    x = (m.TYPE_WIDTH - sum(box + _PADDING + name.width + gap for name in names) + gap) / 2
    marks: list[Mark] = []
    for series, name in zip(chart.series, names, strict=True):
        marks += filled(x, 1.0, box, _SIZE - 1.0, series.pattern)
        marks.append(LineMark(x + box + _PADDING, 0.0, name))
        x += box + _PADDING + name.width + gap
    return Strip(_ROW, tuple(marks), keep=True)


def _bar(chart: Chart, number: int, widths: list[float], book: FontBook) -> Iterator[Mark]:
    bar = chart.bars[number]
    middle = (_ROW - _SIZE) / 2
    yield LineMark(0.0, middle, _fitted(bar.label, book))
    x, top = _LABEL, (_ROW - _BAR) / 2
    for series, value, width in zip(chart.series, bar.values, widths, strict=True):
        if value:
            yield from filled(x, top, width, _BAR, series.pattern)
            yield from _number(value, x, width, series.pattern, book)
        x += width
    yield LineMark(x + 2 * _PADDING, middle, one_line(str(sum(bar.values)), HEI, _SIZE, book))


def _fitted(label: str, book: FontBook) -> Line:
    """The label, shortened where it is too long."""
    shown = label
    while book.width(shown, BODY, _SIZE) > _LABEL - 2 * _PADDING:
        label = label[:-1]
        shown = f"{label}…"
    return one_line(shown, BODY, _SIZE, book)


def _number(value: int, x: float, width: float, pattern: Pattern, book: FontBook) -> Iterator[Mark]:
    line = one_line(str(value), BODY, _SIZE, book)
    left, top = x + (width - line.width) / 2, (_ROW - _SIZE) / 2
    if pattern in (Pattern.STRIPED, Pattern.LINED):
        # Lines running through a figure make it another one.
        inset = (_ROW - _BAR) / 2 + _EDGE
        yield BoxMark(left - 1.5, inset, line.width + 3.0, _BAR - 2 * _EDGE, grey=1.0)
    yield LineMark(left, top, line, _WHITE if pattern is Pattern.SOLID else BLACK)


def filled(x: float, y: float, width: float, height: float, pattern: Pattern) -> Iterator[Mark]:
    """A rectangle filled with a pattern, and its edge."""
    grey = {Pattern.SOLID: 0.0, Pattern.GREY: 0.82}.get(pattern, 1.0)
    yield BoxMark(x, y, width, height, border=_EDGE, grey=grey)
    if pattern is Pattern.STRIPED:
        along = _STRIPE_GAP
        while along < width + height:
            x1, y1 = x + max(0.0, along - height), y + min(along, height)
            x2, y2 = x + min(along, width), y + max(0.0, along - width)
            yield RuleMark(x1, y1, x2, y2, 0.7, _STRIPE)
            along += _STRIPE_GAP
    elif pattern is Pattern.LINED:
        down = _LINE_GAP
        while down < height:
            yield RuleMark(x, y + down, x + width, y + down, 0.4, _STRIPE)
            down += _LINE_GAP
