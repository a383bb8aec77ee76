"""Paints an official paper as PDF: A4, fonts embedded, the same bytes for the same document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desktop.domain.papers import Form
from gongkai_desktop.exporters import measures as m
from gongkai_desktop.exporters.document import OfficialDocument
from gongkai_desktop.exporters.fonts import PAGE_NUMBER, FontBook, font_book
from gongkai_desktop.exporters.pdf_flow import (
    ASCENT,
    BLACK,
    BoxMark,
    Colour,
    LineMark,
    Mark,
    Page,
    RuleMark,
    paginate,
)
from gongkai_desktop.exporters.pdf_layout import lay_out, page_number, settled

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True, slots=True)
class Painted:
    """A finished paper; `missing` are the characters that no font has (〓 stands in their place)."""

    data: bytes
    pages: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """How a paper would come out, without painting it."""

    pages: int
    missing: tuple[str, ...]


def measure(document: OfficialDocument, fonts: Path | None = None) -> LaidOut:
    """Pages and missing characters of a paper. Raises CannotSave when the fonts are not there."""
    book = font_book(fonts)
    return LaidOut(len(_pages(document, book)), tuple(sorted(book.missing)))


def paint_pdf(document: OfficialDocument, on: date, fonts: Path | None = None) -> Painted:
    """The paper as PDF, dated `on`. Raises CannotSave when the fonts are not there."""
    book = font_book(fonts)
    pages = _pages(document, book)
    return Painted(_draw(document, pages, on), len(pages), tuple(sorted(book.missing)))


def _pages(document: OfficialDocument, book: FontBook) -> list[Page]:
    document = settled(document, book)
    pages = paginate(list(lay_out(document, book)))
    for number, page in enumerate(pages, 1):
        if page.numbered and (number > 1 or document.layout is not Form.LETTER):
            page.marks.append(page_number(number, book, PAGE_NUMBER))
    return pages


def _draw(document: OfficialDocument, pages: Sequence[Page], on: date) -> bytes:
    # Imported here: reportlab costs 100 ms of the program's start.
    from reportlab.pdfgen.canvas import Canvas

    first = next(
        mark for page in pages for mark in page.marks if isinstance(mark, LineMark) and mark.line.pieces
    )
    target = io.BytesIO()
    canvas = Canvas(
        target,
        pagesize=(m.PAGE_WIDTH, m.PAGE_HEIGHT),
        invariant=1,
        # Without it, a Helvetica that is not embedded is listed in the file.
        initialFontName=first.line.pieces[0].font,  # type: ignore[arg-type] # the stubs say float
    )
    canvas.setDateFormatter(lambda *_: f"D:{on:%Y%m%d}000000+08'00'")
    canvas.setTitle(document.title.replace("\n", ""))
    canvas.setAuthor(document.signature.name if document.signature else document.head)
    canvas.setCreator("政务公开台账")
    for page in pages:
        pen = _Pen(canvas)
        for mark in page.marks:
            pen.paint(mark)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


_BOX = {(True, False): "S", (False, True): "f", (True, True): "B", (False, False): "n"}
"""How a box ends in the language of PDF: its border drawn or not, filled or not."""


class _Pen:
    """Draws the marks of one page; what is set already is not set again."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._ink: Colour | None = None
        self._stroke: tuple[Colour, float] | None = None

    def paint(self, mark: Mark) -> None:
        """Draw one mark."""
        match mark:
            case LineMark():
                self._paint_line(mark)
            case RuleMark(x1=x1, y1=y1, x2=x2, y2=y2, width=width, colour=colour):
                self._set_stroke(colour, width)
                # Written out: a long table has thousands of boxes, and the canvas takes its time over each.
                top, bottom = m.PAGE_HEIGHT - y1, m.PAGE_HEIGHT - y2
                self._canvas.addLiteral(f"n {x1:.3f} {top:.3f} m {x2:.3f} {bottom:.3f} l S")
            case BoxMark(x=x, y=y, width=width, height=height, border=border, grey=grey):
                if border:
                    self._set_stroke(BLACK, border)
                if grey is not None:
                    self._set_ink((grey, grey, grey))
                bottom = m.PAGE_HEIGHT - y - height
                drawn = _BOX[border > 0, grey is not None]
                self._canvas.addLiteral(f"n {x:.3f} {bottom:.3f} {width:.3f} {height:.3f} re {drawn}")

    def _set_stroke(self, colour: Colour, width: float) -> None:
        if self._stroke != (colour, width):
            self._canvas.setStrokeColorRGB(*colour)
            self._canvas.setLineWidth(width)
            self._stroke = colour, width

    def _set_ink(self, colour: Colour) -> None:
        if self._ink != colour:
            self._canvas.setFillColorRGB(*colour)
            self._ink = colour

    def _paint_line(self, mark: LineMark) -> None:
        line = mark.line
        self._set_ink(mark.colour)
        text = self._canvas.beginText(mark.x, m.PAGE_HEIGHT - mark.y - ASCENT * line.size)
        text.setCharSpace(line.spacing)
        if mark.scale != 1:
            text.setHorizScale(mark.scale * 100)
        for piece in line.pieces:
            text.setFont(piece.font, line.size)
            text.textOut(piece.text)
        if mark.scale != 1:
            text.setHorizScale(100)
        self._canvas.drawText(text)
