"""Line breaking for Chinese official papers: 避头尾, whole words and numbers, lines filled to both edges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai_desktop.exporters.fonts import Face, FontBook, Piece

CANNOT_START = frozenset("，。、；：？！）〕】》〉」』”’…—·‰％%℃°．,.;:?!)]}〗～")
CANNOT_END = frozenset("（〔【《〈「『“‘([{〖￥$№")
HANGING = frozenset("，。、；：）〕】》〉」』”’")
"""Marks with an empty right half, which may stand outside the edge at the end of a line."""

_UNIT = re.compile(
    r"——|……|[!-~]*[0-9](?:月份|[年月日号项个条件%％‰℃])"  # a number keeps its measure word
    r"|[!-~À-ɏ]+|\s+|.",
    re.DOTALL,
)
_WORD_BREAK = re.compile(r".+?[/._\-?&=]+|.+")

MAX_SQUEEZE = 0.03
MAX_STRETCH = 0.095
"""Per gap, in em. Wider gaps would be read as spaces when the text is copied from the PDF."""


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one face."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Measure:
    """How text is set: size, width of the column, usual extra space between characters."""

    size: float
    width: float
    tracking: float = 0.0
    justify: bool = True
    hang: bool = True
    """Whether a mark may stand half outside the edge at the end of a line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to be drawn: pieces, type size, extra space after each character, indent, width."""

    pieces: tuple[Piece, ...]
    size: float
    spacing: float
    indent: float
    width: float

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Unit:
    """Characters that stay on one line."""

    text: str
    face: Face
    width: float


def clean(text: str) -> str:
    """Text without characters that draw nothing; tabs and other blanks become spaces."""
    kept = (" " if char in "\t\u00a0\r\n" else char for char in text)
    return "".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf"))


def _units(spans: Sequence[Span], book: FontBook, measure: Measure) -> list[_Unit]:
    units = []
    for span in spans:
        for text in _UNIT.findall(clean(span.text)):
            width = book.width(text, span.face, measure.size)
            # A web address longer than half a line would leave a hole before it.
            parts = [text] if width <= measure.width / 2 else _WORD_BREAK.findall(text)
            for part in parts:
                fits = book.width(part, span.face, measure.size) <= measure.width
                units += [
                    _Unit(piece, span.face, book.width(piece, span.face, measure.size))
                    for piece in ([part] if fits else part)
                ]
    return units


def _may_break(left: _Unit, right: _Unit) -> bool:
    return right.text[0] not in CANNOT_START and left.text[-1] not in CANNOT_END


def _extent(units: Sequence[_Unit], tracking: float) -> float:
    """Width with tracking between the characters."""
    return sum(unit.width for unit in units) + tracking * (sum(len(unit.text) for unit in units) - 1)


def _overhang(unit: _Unit, measure: Measure) -> float:
    return measure.size / 2 if measure.hang and unit.text in HANGING else 0.0


def _line_end(units: Sequence[_Unit], start: int, room: float, measure: Measure) -> int:
    """Index after the last unit of the line that begins at `start`."""
    end, width = start, -measure.tracking
    while end < len(units):
        width += units[end].width + measure.tracking * len(units[end].text)
        if width > room + 1e-6:
            break
        end += 1
    if end == len(units):
        return end
    # Take in a mark that cannot begin the next line, as long as the line need hardly be squeezed for it.
    taken = end
    while taken < len(units) and not _may_break(units[taken - 1], units[taken]) and taken > start:
        taken += 1
    if start < end < taken:
        line = units[start:taken]
        squeeze = MAX_SQUEEZE * measure.size * sum(len(unit.text) for unit in line)
        if _extent(line, measure.tracking) - _overhang(line[-1], measure) - squeeze <= room:
            return taken
    whole = end
    while end > start and not _may_break(units[end - 1], units[end]):
        end -= 1
    return end if end > start else max(whole, start + 1)


def _spacing(units: Sequence[_Unit], room: float, measure: Measure, last: bool) -> float:
    """Extra space per character: fills the line, or the usual one where that would tear it apart."""
    characters = sum(len(unit.text) for unit in units)
    natural = sum(unit.width for unit in units)
    fits = natural + measure.tracking * (characters - 1) <= room + 1e-6
    if characters < 2 or (fits and (last or not measure.justify)):
        return measure.tracking
    hang = 0.0 if fits else _overhang(units[-1], measure)
    spacing = (room + hang - natural) / (characters - 1)
    return measure.tracking if spacing - measure.tracking > MAX_STRETCH * measure.size else spacing


def _strip_spaces(units: Sequence[_Unit]) -> list[_Unit]:
    kept = list(units)
    while kept and kept[-1].text.isspace() and kept[-1].text != "　":
        kept.pop()
    return kept


def break_lines(spans: Sequence[Span], book: FontBook, measure: Measure, indent: float = 0.0) -> list[Line]:
    """The lines of one paragraph; only the first is indented."""
    units = _units(spans, book, measure)
    lines: list[Line] = []
    start = 0
    while start < len(units):
        first = indent if not lines else 0.0
        end = _line_end(units, start, measure.width - first, measure)
        line = _strip_spaces(units[start:end])
        spacing = _spacing(line, measure.width - first, measure, last=end == len(units))
        lines.append(replace(_set(line, book, measure, spacing), indent=first))
        start = end
        while start < len(units) and units[start].text.isspace():
            start += 1
    return lines or [Line((), measure.size, measure.tracking, indent, 0.0)]


def _set(units: Sequence[_Unit], book: FontBook, measure: Measure, spacing: float) -> Line:
    pieces: list[Piece] = []
    for unit in units:
        for piece in book.pieces(unit.text, unit.face):
            if pieces and pieces[-1].font == piece.font:
                pieces[-1] = Piece(piece.font, pieces[-1].text + piece.text)
            else:
                pieces.append(piece)
    return Line(tuple(pieces), measure.size, spacing, 0.0, _extent(units, spacing))


def one_line(text: str, face: Face, size: float, book: FontBook, tracking: float = 0.0) -> Line:
    """A line that is not broken, however long."""
    cleaned = clean(text)
    width = book.width(cleaned, face, size) + tracking * max(0, len(cleaned) - 1)
    return Line(book.pieces(cleaned, face), size, tracking, 0.0, width)


_GOOD_END = re.compile(r"(关于|[的和与及、》，。：）]|\s)$")
_BAD_START = frozenset("的了和与及、》，。：）") | CANNOT_START


def balanced_lines(text: str, face: Face, size: float, width: float, book: FontBook) -> list[Line]:
    """A title in as few lines as it needs, of like length and broken where the sense allows (7.3.1)."""
    if "\n" in text:
        return [one_line(part, face, size, book) for part in text.split("\n")]
    units = _units([Span(text, face)], book, Measure(size, width))
    total = sum(unit.width for unit in units)
    count = max(1, -int(-total // (width * 0.96)))
    while (lines := _divide(units, count, total / count, width, size)) is None:
        count += 1
    return [_set(_strip_spaces(line), book, Measure(size, width), 0.0) for line in lines]


def _divide(
    units: Sequence[_Unit], count: int, ideal: float, width: float, size: float
) -> list[Sequence[_Unit]] | None:
    """The cheapest division into `count` lines; None where it does not fit."""
    # best[n][end] = (cost, previous end) of the first `end` units in n lines
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        reached: dict[int, tuple[float, int]] = {}
        for start, (cost, _previous) in best[-1].items():
            extent = 0.0
            for end in range(start + 1, len(units) + 1):
                extent += units[end - 1].width
                if extent > width:
                    break
                step = cost + ((extent - ideal) / size) ** 2 + _break_cost(units, end)
                if end not in reached or step < reached[end][0]:
                    reached[end] = (step, start)
        best.append(reached)
    if len(units) not in best[count]:
        return None
    lines: list[Sequence[_Unit]] = []
    end = len(units)
    for number in range(count, 0, -1):
        start = best[number][end][1]
        lines.insert(0, units[start:end])
        end = start
    return lines


def _break_cost(units: Sequence[_Unit], end: int) -> float:
    """How bad it is to end a title line here: between words of one sense is bad, before 的 is worse."""
    if end == len(units):
        return 0.0
    if units[end].text[0] in _BAD_START or units[end - 1].text[-1] in CANNOT_END:
        return 100.0
    text = "".join(unit.text for unit in units[max(0, end - 2) : end])
    return 0.0 if _GOOD_END.search(text) else 9.0
