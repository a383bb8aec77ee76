"""Pages for the wall and the desk (calendars, lists): plain drawing in points, y down from the top edge."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from gongkai_desktop.exporters.fonts import BODY, TITLE, Face, FontBook, font_book
from gongkai_desktop.exporters.pdf_text import CANNOT_START

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

MM = 72 / 25.4
MARGIN = 12 * MM
_ASCENT = 0.88
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class PageSize:
    """A sheet of paper in points."""

    width: float
    height: float


PORTRAIT = PageSize(210 * MM, 297 * MM)
LANDSCAPE = PageSize(297 * MM, 210 * MM)


class PrintPages:
    """Draws pages one after the other; `finish` gives the file."""

    def __init__(self, size: PageSize, title: str, on: date) -> None:
        """Raises CannotSave when the fonts are not there."""
        # Imported here: reportlab costs 100 ms of the program's start.
        from reportlab.pdfgen.canvas import Canvas

        self.size = size
        self._book: FontBook = font_book()
        self._target = io.BytesIO()
        first = self._book.pieces("页", BODY)[0].font
        # Without a font of ours, a Helvetica that is not embedded would be listed in the file.
        self._canvas: Canvas = Canvas(
            self._target,
            pagesize=(size.width, size.height),
            invariant=1,
            initialFontName=first,  # type: ignore[arg-type] # the stubs say float
        )
        self._canvas.setDateFormatter(lambda *_: f"D:{on:%Y%m%d}000000+08'00'")
        self._canvas.setTitle(title)
        self._canvas.setCreator("政务公开台账")
        self.page = 1

    @property
    def inner_width(self) -> float:
        """The width between the margins."""
        return self.size.width - 2 * MARGIN

    @property
    def foot(self) -> float:
        """Where the room for content ends; the page number stands below."""
        return self.size.height - MARGIN - 5 * MM

    def width(self, text: str, size: float, face: Face = BODY) -> float:
        """How wide a text is."""
        return self._book.width(text, face, size)

    def fitted(self, text: str, size: float, width: float, face: Face = BODY) -> str:
        """The text, or as much of it as fits with … behind."""
        if self.width(text, size, face) <= width:
            return text
        while text and self.width(text + "…", size, face) > width:
            text = text[:-1]
        return text + "…"

    def wrapped(
        self, text: str, size: float, width: float, face: Face = BODY, *, most: int = 99
    ) -> list[str]:
        """The text in lines of a width; the last of `most` lines ends in … when something is left."""
        lines: list[str] = []
        for part in text.split("\n"):
            line, filled = "", 0.0
            for char in part:
                own = self.width(char, size, face)
                if line and filled + own > width:
                    # A mark that may not begin a line takes the character before it along.
                    taken = line[-1] if char in CANNOT_START and len(line) > 1 else ""
                    lines.append(line.removesuffix(taken) if taken else line)
                    line, filled = taken, self.width(taken, size, face)
                line += char
                filled += own
            lines.append(line)
        if len(lines) <= most:
            return lines
        return [*lines[: most - 1], self.fitted(lines[most - 1] + "…", size, width, face)]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        face: Face = BODY,
        *,
        width: float | None = None,
        align: Align = "left",
        grey: float = 0.0,
    ) -> None:
        """One line whose top is at `y`, shortened to `width` and aligned in it."""
        if width is not None:
            text = self.fitted(text, size, width, face)
            spare = width - self.width(text, size, face)
            x += {"left": 0.0, "centre": spare / 2, "right": spare}[align]
        self._canvas.setFillGray(grey)
        self._canvas.setStrokeGray(grey)
        # Shapes of lights that no font of papers has are drawn; between them text as usual.
        for part in re.split(f"([{''.join(_DRAWN)}])", text):
            if part in _DRAWN:
                _DRAWN[part](self._canvas, x, self.size.height - y - 0.5 * size, size)
            elif part:
                self._run(x, y, part, size, face)
            x += self.width(part, size, face)

    def _run(self, x: float, y: float, text: str, size: float, face: Face) -> None:
        line = self._canvas.beginText(x, self.size.height - y - _ASCENT * size)
        for piece in self._book.pieces(text, face):
            line.setFont(piece.font, size)
            line.textOut(piece.text)
        self._canvas.drawText(line)

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float = 0.5, grey: float = 0.0) -> None:
        """A straight line."""
        self._canvas.setStrokeGray(grey)
        self._canvas.setLineWidth(width)
        self._canvas.line(x1, self.size.height - y1, x2, self.size.height - y2)

    def ground(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """A grey ground, to be drawn before what stands on it."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, self.size.height - y - height, width, height, stroke=0, fill=1)

    def head(self, title: str, right: str = "") -> float:
        """The title of a page with small print below it; gives where the content begins."""
        self.text(MARGIN, MARGIN, title, 18, TITLE, width=self.inner_width, align="centre")
        self.text(MARGIN, MARGIN + 9 * MM, right, 9.5, width=self.inner_width, align="right")
        return MARGIN + 15 * MM

    def number(self, text: str) -> None:
        """The line at the foot of the page."""
        y = self.size.height - MARGIN - 3 * MM
        self.text(MARGIN, y, text, 9, width=self.inner_width, align="centre", grey=0.25)

    def new_page(self) -> None:
        """Go on with the next page."""
        self._canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        """The file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._target.getvalue()


def _half_disc(canvas: Canvas, x: float, middle: float, size: float) -> None:
    """◐ in a square of the type size, whose left edge is `x`."""
    radius, centre = 0.36 * size, x + 0.5 * size
    canvas.setLineWidth(0.07 * size)
    canvas.circle(centre, middle, radius, stroke=1, fill=0)
    path = canvas.beginPath()
    path.arc(centre - radius, middle - radius, centre + radius, middle + radius, 90, 180)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _tick(canvas: Canvas, x: float, middle: float, size: float) -> None:
    """✓ in a square of the type size."""
    canvas.setLineWidth(0.1 * size)
    path = canvas.beginPath()
    path.moveTo(x + 0.18 * size, middle)
    path.lineTo(x + 0.4 * size, middle - 0.26 * size)
    path.lineTo(x + 0.82 * size, middle + 0.32 * size)
    canvas.drawPath(path, stroke=1, fill=0)


_DRAWN: Mapping[str, Callable[[Canvas, float, float, float], None]] = {"◐": _half_disc, "✓": _tick}
