"""From strips of marks to pages: what stands where, still without any PDF.

All lengths are points; y runs down from the top of the page, in a strip from the top of the strip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.pdf_text import Line

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)

ASCENT = 0.88
"""Top of the em box of a Chinese face above its baseline, in em."""


@dataclass(frozen=True, slots=True)
class LineMark:
    """A line of text; `y` is the top of its em box, `scale` the horizontal one."""

    x: float
    y: float
    line: Line
    colour: Colour = BLACK
    scale: float = 1.0

    def moved(self, dx: float, dy: float) -> LineMark:
        """The same mark elsewhere."""
        return LineMark(self.x + dx, self.y + dy, self.line, self.colour, self.scale)


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    colour: Colour = BLACK

    def moved(self, dx: float, dy: float) -> RuleMark:
        """The same mark elsewhere."""
        return RuleMark(self.x1 + dx, self.y1 + dy, self.x2 + dx, self.y2 + dy, self.width, self.colour)


@dataclass(frozen=True, slots=True)
class BoxMark:
    """A rectangle: a border of a width, or a grey ground behind the text."""

    x: float
    y: float
    width: float
    height: float
    border: float = 0.0
    grey: float | None = None

    def moved(self, dx: float, dy: float) -> BoxMark:
        """The same mark elsewhere."""
        return BoxMark(self.x + dx, self.y + dy, self.width, self.height, self.border, self.grey)


Mark = LineMark | RuleMark | BoxMark


@dataclass(frozen=True, slots=True)
class Strip:
    """A horizontal strip of the flow: its height, what is in it, whether it holds on to the next one."""

    height: float
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    """On the same page as the next strip."""
    gap: bool = False
    """White space that is left out at the top of a page."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class AtFoot:
    """A strip that stands at the foot of the type area (版记), of an even page where asked for."""

    strip: Strip
    even: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a page, and whether it gets a page number."""

    marks: list[Mark] = field(default_factory=list)
    numbered: bool = True


class Fragments(Protocol):
    """Something that divides itself over pages (a table)."""

    def start_height(self) -> float:
        """The least room worth beginning in."""
        ...

    def take(self, room: float, fresh: bool) -> Strip | None:
        """The next part that fits into `room`; None (never on a fresh page) when it needs a new page."""
        ...

    def done(self) -> bool:
        """Whether everything was taken."""
        ...


Item = Strip | NewPage | AtFoot | Fragments

_BOTTOM = m.TOP_MARGIN + m.TYPE_HEIGHT
_LEADING = m.LINE - m.SIZE_3
"""The space below a line of the grid, which the last line of a page does not need."""


class Pages:
    """Places strips one below the other and begins pages as needed."""

    def __init__(self) -> None:
        self.pages: list[Page] = [Page()]
        self._y = m.TOP_MARGIN

    @property
    def room(self) -> float:
        """Height left on this page."""
        return _BOTTOM + _LEADING - self._y

    @property
    def fresh(self) -> bool:
        """Whether nothing stands on this page yet."""
        return self._y == m.TOP_MARGIN

    def new_page(self) -> None:
        """Go to the top of a new page."""
        self.pages.append(Page())
        self._y = m.TOP_MARGIN

    def _put(self, strip: Strip, y: float) -> None:
        self.pages[-1].marks.extend(mark.moved(m.LEFT_MARGIN, y) for mark in strip.marks)

    def add(self, strip: Strip) -> None:
        """Place a strip; it is known to fit, or nothing else could be done."""
        if strip.gap and self.fresh:
            return
        self._put(strip, self._y)
        self._y += strip.height

    def add_together(self, strips: Sequence[Strip], follows: float = 0.0) -> None:
        """Place strips on one page, with room for what follows them."""
        needed = sum(strip.height for strip in strips) + follows
        if needed > self.room + 1e-6 and not self.fresh and needed <= m.TYPE_HEIGHT + _LEADING:
            self.new_page()
        for strip in strips:
            if strip.height > self.room + 1e-6 and not self.fresh:
                self.new_page()
            self.add(strip)

    def add_fragments(self, parts: Fragments) -> None:
        """Place a table, part by part."""
        while not parts.done():
            strip = parts.take(self.room, self.fresh)
            if strip is None:
                self.new_page()
            else:
                self.add(strip)

    def add_at_foot(self, foot: AtFoot) -> None:
        """Place a strip at the foot of the type area.

        A blank page before it and its own page then get no number (GB/T 9704-2012 7.5).
        """
        if foot.strip.height > self.room - m.LINE:
            self.new_page()
        if foot.even and len(self.pages) % 2:
            blank = self.fresh
            self.new_page()
            if blank:
                self.pages[-2:] = [Page(numbered=False), Page(numbered=False)]
        self._put(foot.strip, _BOTTOM - foot.strip.height)
        self._y = _BOTTOM + _LEADING


def paginate(items: Sequence[Item]) -> list[Page]:
    """The pages of a paper."""
    pages = Pages()
    held: list[Strip] = []
    for item in items:
        if isinstance(item, Strip):
            held.append(item)
            if not item.keep:
                pages.add_together(held)
                held = []
        elif isinstance(item, NewPage):
            pages.add_together(held)
            held = []
            pages.new_page()
        elif isinstance(item, AtFoot):
            pages.add_together(held)
            held = []
            pages.add_at_foot(item)
        else:
            pages.add_together(held, follows=item.start_height())
            held = []
            pages.add_fragments(item)
    pages.add_together(held)
    return pages.pages
