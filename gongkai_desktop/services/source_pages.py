"""The pages of a PDF as pictures, and where on them the cells stand that tasks were read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai_desktop.domain.grid import Grid, Paragraph, RawDocument
from gongkai_desktop.domain.recognised import Origin
from gongkai_desktop.importers.detect import Kind, detect
from gongkai_desktop.importers.formats.pdfium_lock import PDFIUM

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_ANCHORS = (24, 12, 6)
"""So many characters tell a cell from all others; fewer where a page's end cuts it early."""
_FINE = 100_000


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as pixels of 4 bytes: blue, green, red, nothing."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a page (0-based), as shares of its width and height from the top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


Areas = Mapping[Origin, Mapping[tuple[int, int], tuple[Area, ...]]]
"""For every task's origin, the areas of its cells by (row, column) as the origin counts them."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """A printed character and its box in the page's own measure."""

    page: int
    box: tuple[float, float, float, float]


def is_pdf(name: str, data: bytes) -> bool:
    """Whether a file's pages can be shown as pictures."""
    return detect(name, data) is Kind.PDF


def page_sizes(data: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points."""
    with _document(data) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def page_picture(data: bytes, page: int, width: int) -> PagePicture:
    """A page (0-based) drawn so many pixels wide."""
    with _document(data) as document:
        source = document[page]
        bitmap = source.render(scale=width / source.get_width(), rev_byteorder=False, prefer_bgrx=True)
        return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def areas(raw: RawDocument, data: bytes, origins: Sequence[Origin]) -> Areas:
    """Where the cells of the tasks stand on the pages; what cannot be found is not there."""
    with _document(data) as document:
        text, letters = _letters(document)
        texts = _cell_texts(raw)
        found: dict[Origin, Mapping[tuple[int, int], tuple[Area, ...]]] = {}
        reached = 0
        for origin in origins:
            runs, reached = _runs(origin, texts, text, letters, reached)
            found[origin] = {
                place: tuple(_areas_of(document, [letters[at] for at in run])) for place, run in runs.items()
            }
        return found


@contextmanager
def _document(data: bytes) -> Iterator[PdfDocument]:
    # Loaded with the first PDF that is looked at.
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()


def _letters(document: PdfDocument) -> tuple[str, list[_Letter]]:
    """All characters but white space, in the order of the file."""
    characters: list[str] = []
    letters: list[_Letter] = []
    for number in range(len(document)):
        page = document[number].get_textpage()
        whole = page.get_text_range()
        # PDFium counts by UTF-16 units; a page where that differs could not be pointed at.
        if len(whole) == page.count_chars():
            for place, character in enumerate(whole):
                if not character.isspace():
                    characters.append(character)
                    letters.append(_Letter(number, page.get_charbox(place)))
    return "".join(characters), letters


def _cell_texts(raw: RawDocument) -> Mapping[tuple[str, int, int], str]:
    """The squeezed texts of all cells and paragraphs by place, 1-based row and column."""
    texts = {}
    lines = 0
    for block in raw.blocks:
        if isinstance(block, Paragraph):
            lines += 1
            texts["正文", lines, 1] = "".join(block.text.split())
            continue
        for cell in block.cells if isinstance(block, Grid) else ():
            squeezed = "".join(cell.text.split())
            for row in range(cell.row, cell.row + cell.row_span):
                texts[block.place, row + 1, cell.column + 1] = squeezed
    return texts


def _runs(
    origin: Origin,
    texts: Mapping[tuple[str, int, int], str],
    text: str,
    letters: Sequence[_Letter],
    reached: int,
) -> tuple[dict[tuple[int, int], range], int]:
    """The characters of each cell: the longest text first, the others where they stand nearest to it."""
    cells = {(row, column): texts.get((origin.place, row, column), "") for _, row, column in origin.fields}
    wanted = sorted((cell for cell in cells.items() if cell[1]), key=lambda cell: -len(cell[1]))
    runs: dict[tuple[int, int], range] = {}
    for place, content in wanted:
        starts = next(filter(None, (_occurrences(text, content[:size]) for size in _ANCHORS)), [])
        if not starts:
            continue
        if not runs:
            start = reached = next((at for at in starts if at >= reached), starts[0])
        else:
            start = _nearest(letters, reached, starts)
        runs[place] = range(start, start + _common(text, start, content))
    return runs, reached


def _occurrences(text: str, wanted: str) -> list[int]:
    found = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _common(text: str, start: int, content: str) -> int:
    """How many characters go on as the cell does; a page's foot may stand between its parts."""
    part = text[start : start + len(content)]
    return next((i for i, (a, b) in enumerate(zip(part, content, strict=False)) if a != b), len(part))


def _nearest(letters: Sequence[_Letter], anchor: int, starts: Sequence[int]) -> int:
    """The place nearest to the row of the anchor: in pages, then in height."""

    def distance(at: int) -> tuple[int, float]:
        here, there = letters[anchor], letters[at]
        return abs(here.page - there.page), abs(here.box[3] - there.box[3])

    return min(starts, key=distance)


def _areas_of(document: PdfDocument, letters: Sequence[_Letter]) -> Iterator[Area]:
    for number in dict.fromkeys(letter.page for letter in letters):
        boxes = [letter.box for letter in letters if letter.page == number]
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        page = document[number]
        (x0, y0), (x1, y1) = _on_page(page, left, top), _on_page(page, right, bottom)
        yield Area(number, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _on_page(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point as shares of the page as it is seen, turned and cropped."""
    from ctypes import byref, c_int

    import pypdfium2.raw as pdfium

    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page.raw, 0, 0, _FINE, _FINE, 0, x, y, byref(across), byref(down))
    return across.value / _FINE, down.value / _FINE
