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
from gongkai_desktop.exporters.pdf_flow import ASCENT, BoxMark, LineMark, Mark, Page, RuleMark, paginate
from gongkai_desktop.exporters.pdf_layout import lay_out, page_number

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
        for mark in page.marks:
            _paint(canvas, mark)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _paint(canvas: Canvas, mark: Mark) -> None:
    match mark:
        case LineMark():
            _paint_line(canvas, mark)
        case RuleMark(x1=x1, y1=y1, x2=x2, y2=y2, width=width, colour=colour):
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(width)
            canvas.line(x1, m.PAGE_HEIGHT - y1, x2, m.PAGE_HEIGHT - y2)
        case BoxMark(x=x, y=y, width=width, height=height, border=border, grey=grey):
            canvas.setStrokeColorRGB(0, 0, 0)
            canvas.setLineWidth(border)
            if grey is not None:
                canvas.setFillGray(grey)
            bottom = m.PAGE_HEIGHT - y - height
            canvas.rect(x, bottom, width, height, stroke=int(border > 0), fill=int(grey is not None))


def _paint_line(canvas: Canvas, mark: LineMark) -> None:
    line = mark.line
    canvas.setFillColorRGB(*mark.colour)
    text = canvas.beginText(mark.x, m.PAGE_HEIGHT - mark.y - ASCENT * line.size)
    text.setCharSpace(line.spacing)
    text.setHorizScale(mark.scale * 100)
    for piece in line.pieces:
        text.setFont(piece.font, line.size)
        text.textOut(piece.text)
    canvas.drawText(text)
