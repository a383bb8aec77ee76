"""月历 and 年历 to hang on the wall: A4 landscape, lights as shapes so that they survive a black printer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai_desktop.exporters.fonts import BODY, HEI
from gongkai_desktop.exporters.print_pages import LANDSCAPE, MARGIN, MM, PrintPages

_WEEKDAYS = "一二三四五六日"
_REST = 0.93
_LEAST_LINES, _MOST_LINES = 4, 14


@dataclass(frozen=True, slots=True)
class DayBox:
    """A day of a month sheet: what stands in it, one line a task, and how many lines are meant in all."""

    day: date
    in_month: bool
    mark: str
    lines: tuple[str, ...] = ()

    @property
    def is_rest(self) -> bool:
        """Drawn on grey: a holiday or a weekend that is not worked."""
        return self.mark == "休" or (not self.mark and self.day.weekday() >= 5)


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month: whole weeks, Monday first."""

    title: str
    subtitle: str
    weeks: tuple[tuple[DayBox, ...], ...]
    legend: str


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of the year sheet: the shape of its worst light, empty where nothing falls due."""

    box: DayBox
    shape: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class YearMonth:
    """A month of the year sheet with its counts in words."""

    title: str
    counts: str
    weeks: tuple[tuple[YearDay, ...], ...]


@dataclass(frozen=True, slots=True)
class YearSheet:
    """Twelve months."""

    title: str
    subtitle: str
    months: tuple[YearMonth, ...]
    legend: str


def paint_month(sheet: MonthSheet, on: date) -> bytes:
    """The month as PDF."""
    pages = PrintPages(LANDSCAPE, sheet.title, on)
    top = pages.head(sheet.title, sheet.subtitle)
    width = pages.inner_width / 7
    head = 6 * MM
    for column, name in enumerate(_WEEKDAYS):
        pages.text(MARGIN + column * width, top, f"周{name}", 10, HEI, width=width, align="centre")
    edges = _week_edges(sheet.weeks, top + head, pages.foot)
    for row, week in enumerate(sheet.weeks):
        for column, box in enumerate(week):
            x, height = MARGIN + column * width, edges[row + 1] - edges[row]
            _paint_day(pages, box, x, edges[row], width, height)
    _grid(pages, edges, width)
    pages.number(sheet.legend)
    return pages.finish()


def _week_edges(weeks: Sequence[Sequence[DayBox]], top: float, bottom: float) -> list[float]:
    """Tops of the weeks and the end of the last: a week with much in it gets more of the page."""
    shares = [_LEAST_LINES + min(_MOST_LINES, max(len(box.lines) for box in week)) for week in weeks]
    edges = [top]
    for share in shares:
        edges.append(edges[-1] + (bottom - top) * share / sum(shares))
    return edges


def _paint_day(pages: PrintPages, box: DayBox, x: float, y: float, width: float, height: float) -> None:
    if box.is_rest or not box.in_month:
        pages.ground(x, y, width, height, _REST)
    inset = 1.5 * MM
    name = str(box.day.day) if box.in_month else f"{box.day.month}/{box.day.day}"
    grey = 0.0 if box.in_month else 0.5
    pages.text(x + inset, y + 1 * MM, name, 12 if box.in_month else 9, HEI, grey=grey)
    pages.text(x + inset, y + 1.2 * MM, box.mark, 9, width=width - 2 * inset, align="right", grey=0.2)
    line, size = 3.6 * MM, 8.2
    top = y + 6.3 * MM
    room = int((y + height - top - 0.6 * MM) / line)
    shown = box.lines if len(box.lines) <= room else box.lines[: max(0, room - 1)]
    for number, text in enumerate(shown):
        pages.text(x + inset, top + number * line, text, size, width=width - 2 * inset)
    if len(shown) < len(box.lines):
        rest = f"…另 {len(box.lines) - len(shown)} 项"
        pages.text(x + inset, top + len(shown) * line, rest, size, width=width - 2 * inset, grey=0.25)


def _grid(pages: PrintPages, edges: Sequence[float], width: float) -> None:
    for y in edges:
        pages.rule(MARGIN, y, MARGIN + 7 * width, y, 0.5, 0.3)
    for column in range(8):
        x = MARGIN + column * width
        pages.rule(x, edges[0], x, edges[-1], 0.5, 0.3)


def paint_year(sheet: YearSheet, on: date) -> bytes:
    """The year as PDF: three rows of four months."""
    pages = PrintPages(LANDSCAPE, sheet.title, on)
    top = pages.head(sheet.title, sheet.subtitle)
    gap = 5 * MM
    width = (pages.inner_width - 3 * gap) / 4
    height = (pages.foot - top - 2 * gap) / 3
    for number, month in enumerate(sheet.months):
        row, column = divmod(number, 4)
        _paint_small_month(
            pages, month, MARGIN + column * (width + gap), top + row * (height + gap), width, height
        )
    pages.number(sheet.legend)
    return pages.finish()


def _paint_small_month(
    pages: PrintPages, month: YearMonth, x: float, y: float, width: float, height: float
) -> None:
    pages.text(x, y, month.title, 11, HEI)
    pages.text(x, y + 0.6 * MM, month.counts, 8, width=width, align="right", grey=0.15)
    top = y + 6 * MM
    pages.rule(x, top - 0.8 * MM, x + width, top - 0.8 * MM, 0.5, 0.3)
    day, line = width / 7, (height - 6 * MM) / (len(month.weeks) + 1)
    for column, name in enumerate(_WEEKDAYS):
        pages.text(x + column * day, top, name, 7.5, width=day, align="centre", grey=0.35)
    for row, week in enumerate(month.weeks):
        for column, entry in enumerate(week):
            if entry.box.in_month:
                _paint_small_day(pages, entry, x + column * day, top + (row + 1) * line, day, line)


def _paint_small_day(
    pages: PrintPages, entry: YearDay, x: float, y: float, width: float, height: float
) -> None:
    if entry.box.is_rest:
        pages.ground(x, y, width, height, _REST)
    face = HEI if entry.strong else BODY
    mark = entry.box.mark if entry.box.mark == "班" else ""
    pages.text(x + 0.5 * MM, y + 0.5 * MM, f"{entry.box.day.day}{mark}", 8.2, face)
    pages.text(x, y + 0.5 * MM, entry.shape, 8.2, HEI, width=width - 0.3 * MM, align="right")
