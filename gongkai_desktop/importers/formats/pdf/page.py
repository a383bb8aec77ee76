"""What is printed on a page of a PDF: characters and rules, in points from the page's upper left corner."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_THIN = 3.0
"""A filled shape thinner than this is a rule: office programs print borders so."""
_STRAIGHT = 0.8
_MAX_SEGMENTS = 10_000
"""A page with more is a drawing, and its lines rule no table."""
_MAX_DEPTH = 5
_LINE_TO, _MOVE_TO = 0, 2
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_Matrix = tuple[float, float, float, float, float, float]
_Point = tuple[float, float]


class Char(NamedTuple):
    """A printed character: its text, its box and the height of its base line."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    base: float

    @property
    def size(self) -> float:
        """About the height of its font."""
        return self.bottom - self.top


@dataclass(slots=True)
class Page:
    """A page as printed; rules are (place across the rule, its begin, its end)."""

    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    flat: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    pictures: int = 0
    unknown: int = 0
    """Characters of which the file does not say what they are."""


def read_page(source: pdfium.PdfPage) -> Page:
    """Characters and rules of a page, turned as it is shown."""
    left, bottom, right, top = source.get_bbox()
    turn = _Turn(source.get_rotation() // 90, left, bottom, right - left, top - bottom)
    page = Page(*turn.size)
    slanted = _read_shapes(source, turn, page)
    text = source.get_textpage()
    try:
        _read_chars(text, turn, page, slanted)
    finally:
        text.close()
    return page


@dataclass(frozen=True, slots=True)
class _Turn:
    """From a PDF's own coordinates to those of the page as shown, downwards."""

    quarters: int
    left: float
    bottom: float
    width: float
    height: float

    @property
    def size(self) -> tuple[float, float]:
        return (self.height, self.width) if self.quarters % 2 else (self.width, self.height)

    def point(self, x: float, y: float) -> _Point:
        x, y = x - self.left, y - self.bottom
        if self.quarters == 1:
            return y, x
        if self.quarters == 2:
            return self.width - x, y
        if self.quarters == 3:
            return self.height - y, self.width - x
        return x, self.height - y


def _read_chars(text: pdfium.PdfTextPage, turn: _Turn, page: Page, slanted: bool) -> None:
    handle = text.raw  # the wrapper's own lookup costs as much as the call
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code <= 0x20 and (code in (10, 13) or raw.FPDFText_IsGenerated(handle, index)):
            continue
        if not code or 0xE000 <= code <= 0xF8FF or raw.FPDFText_HasUnicodeMapError(handle, index) == 1:
            page.unknown += 1
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        if slanted and not _upright(text, index, turn.quarters):
            continue
        x0, y0 = turn.point(box.left, box.top)
        x1, y1 = turn.point(box.right, box.bottom)
        if turn.quarters:
            x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        base = turn.point(x.value, y.value)[1]
        # PDFium marks a hyphen at a line's end with U+0002.
        page.chars.append(Char("-" if code in (2, 0xFFFE) else chr(code), x0, x1, y0, y1, base))


def _upright(text: pdfium.PdfTextPage, index: int, quarters: int) -> bool:
    """Whether a character stands upright on the page as shown: stamps across the page do not."""
    angle: float = raw.FPDFText_GetCharAngle(text, index) * 2 / math.pi
    return abs((angle + quarters + 2) % 4 - 2) < 0.05


def _read_shapes(source: pdfium.PdfPage, turn: _Turn, page: Page) -> bool:
    """Collect the rules; return whether the page has text that is not upright."""
    slanted = False
    segments = 0
    for item, matrix in _objects(source):
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            page.pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            own = _matrix(item)
            slanted = slanted or abs(own[1]) > 0.01 or abs(own[2]) > 0.01 or matrix is not _IDENTITY
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            segments += max(raw.FPDFPath_CountSegments(item), 0)
            if segments > _MAX_SEGMENTS:
                page.flat, page.upright = [], []
                break
            _add_path(item, _product(_matrix(item), matrix), turn, page)
    return slanted or bool(turn.quarters)


def _objects(source: pdfium.PdfPage) -> Iterator[tuple[object, _Matrix]]:
    """All objects with the matrix of the forms they stand in."""
    for index in range(raw.FPDFPage_CountObjects(source)):
        yield from _inside(raw.FPDFPage_GetObject(source, index), _IDENTITY, 0)


def _inside(item: object, matrix: _Matrix, depth: int) -> Iterator[tuple[object, _Matrix]]:
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
        yield item, matrix
    elif depth < _MAX_DEPTH:
        below = _product(_matrix(item), matrix)
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _inside(raw.FPDFFormObj_GetObject(item, index), below, depth + 1)


def _matrix(item: object) -> _Matrix:
    out = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, out):
        return _IDENTITY
    return out.a, out.b, out.c, out.d, out.e, out.f


def _product(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _add_path(item: object, matrix: _Matrix, turn: _Turn, page: Page) -> None:
    """A path's straight lines if it is drawn, its thin shapes if it is filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return
    for points in _outlines(item, matrix, turn):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if min(wide, high) < _THIN:
            _add_rule(page, (min(xs), min(ys)), (max(xs), max(ys)))
        elif stroke.value:
            for start, end in itertools.pairwise(points):
                if min(abs(start[0] - end[0]), abs(start[1] - end[1])) <= _STRAIGHT:
                    _add_rule(page, start, end)


def _outlines(item: object, matrix: _Matrix, turn: _Turn) -> Iterator[list[_Point]]:
    """The path's connected pieces as points; curves count by where they end."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point] = []
    for index in range(raw.FPDFPath_CountSegments(item)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if raw.FPDFPathSegment_GetType(segment) == _MOVE_TO:
            if len(points) > 1:
                yield points
            points = []
        points.append(turn.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _add_rule(page: Page, start: _Point, end: _Point) -> None:
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    if x1 - x0 >= y1 - y0:
        page.flat.append(((y0 + y1) / 2, x0, x1))
    else:
        page.upright.append(((x0 + x1) / 2, y0, y1))
