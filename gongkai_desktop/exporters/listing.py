"""A list to print (倒排表, 议程, 今日): sections of rows under one header, as many pages as it needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai_desktop.exporters.fonts import BODY, HEI
from gongkai_desktop.exporters.print_pages import (
    MARGIN,
    MM,
    PORTRAIT,
    Align,
    PageSize,
    PrintPages,
)

_SIZE = 9.5
_LINE = 4.3 * MM
_PADDING = 1.3 * MM


@dataclass(frozen=True, slots=True)
class ListingColumn:
    """A column: its title, its share of the width, how its cells stand."""

    title: str
    weight: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class ListingRow:
    """A row; a strong one is set in 黑体."""

    cells: tuple[str, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ListingSection:
    """Rows under a heading; `note` stands below them, alone where there are none."""

    heading: str
    rows: tuple[ListingRow, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list to print."""

    title: str
    subtitle: str
    columns: tuple[ListingColumn, ...]
    sections: tuple[ListingSection, ...]
    foot: str = ""
    size: PageSize = PORTRAIT
    most_lines: int = 12
    """Longer cells are shortened; 1 where everything is to stay on one page."""


def paint_listing(listing: Listing, on: date) -> bytes:
    """The list as PDF."""
    total = _Painter(listing, on, 0)
    total.paint()
    # Painted twice, as the first page already says how many there are.
    painter = _Painter(listing, on, total.pages.page)
    painter.paint()
    return painter.pages.finish()


class _Painter:
    def __init__(self, listing: Listing, on: date, total: int) -> None:
        self.pages = PrintPages(listing.size, listing.title, on)
        self._listing = listing
        self._total = total
        weights = [column.weight for column in listing.columns]
        share = self.pages.inner_width / sum(weights)
        self._widths = [weight * share for weight in weights]
        self._y = 0.0

    def paint(self) -> None:
        """All sections, page after page."""
        self._begin_page()
        for section in self._listing.sections:
            self._section(section)
        if self._listing.foot:
            self._small_print(self._listing.foot)
        self._end_page()

    def _begin_page(self) -> None:
        self._y = self.pages.head(self._listing.title, self._listing.subtitle)
        height = _LINE + 2 * _PADDING
        self.pages.ground(MARGIN, self._y, self.pages.inner_width, height, 0.9)
        x = MARGIN
        for column, width in zip(self._listing.columns, self._widths, strict=True):
            inner = width - 2 * _PADDING
            self.pages.text(
                x + _PADDING, self._y + _PADDING, column.title, _SIZE, HEI, width=inner, align=column.align
            )
            x += width
        self._y += height
        self._rule(0.6)

    def _end_page(self) -> None:
        of_all = f"　共 {self._total} 页" if self._total > 1 else ""
        self.pages.number(f"第 {self.pages.page} 页{of_all}" if self._total != 1 else "")

    def _room_for(self, height: float) -> bool:
        """Begin a new page where there is no room; whether one was begun."""
        if self._y + height <= self.pages.foot:
            return False
        self._end_page()
        self.pages.new_page()
        self._begin_page()
        return True

    def _section(self, section: ListingSection) -> None:
        if section.heading:
            # A heading alone at the foot of a page would be cut off from what it heads.
            self._room_for(3 * (_LINE + 2 * _PADDING))
            self._heading(section.heading)
        for row in section.rows:
            self._row(row, section.heading)
        if section.note:
            self._small_print(section.note)

    def _heading(self, text: str) -> None:
        self._y += _PADDING
        self.pages.text(MARGIN, self._y + _PADDING, text, _SIZE + 1, HEI, width=self.pages.inner_width)
        self._y += _LINE + 2 * _PADDING
        self._rule(0.4)

    def _row(self, row: ListingRow, heading: str) -> None:
        face = HEI if row.strong else BODY
        cells = [
            self.pages.wrapped(text, _SIZE, width - 2 * _PADDING, face, most=self._listing.most_lines)
            for text, width in zip(row.cells, self._widths, strict=True)
        ]
        height = max(map(len, cells)) * _LINE + 2 * _PADDING
        if self._room_for(height) and heading:
            self._heading(f"{heading}（续）")
        x = MARGIN
        for column, lines, width in zip(self._listing.columns, cells, self._widths, strict=True):
            for number, line in enumerate(lines):
                y = self._y + _PADDING + number * _LINE
                self.pages.text(
                    x + _PADDING, y, line, _SIZE, face, width=width - 2 * _PADDING, align=column.align
                )
            x += width
        self._y += height
        self._rule(0.25, 0.6)

    def _small_print(self, text: str) -> None:
        for line in self.pages.wrapped(text, _SIZE, self.pages.inner_width):
            self._room_for(_LINE + _PADDING)
            self.pages.text(MARGIN, self._y + _PADDING, line, _SIZE, grey=0.25)
            self._y += _LINE
        self._y += _PADDING

    def _rule(self, width: float, grey: float = 0.0) -> None:
        self.pages.rule(MARGIN, self._y, MARGIN + self.pages.inner_width, self._y, width, grey)
