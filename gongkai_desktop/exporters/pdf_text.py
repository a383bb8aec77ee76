"""Line breaking for Chinese official papers: 避头尾, whole words and numbers, lines filled to both edges."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import attrgetter

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

STRETCH_RATHER_THAN_RAGGED = 0.14
"""What a line may be stretched where no other break helps: a short line looks worse than a wide one."""
_TRIED_SHORTER = 4
"""In characters: how much shorter than full a line may be for the sake of the next ones."""


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
    units: list[_Unit] = []
    for span in spans:
        for text in _UNIT.findall(clean(span.text)):
            width = book.width(text, span.face, measure.size)
            if width <= measure.width / 2:
                units.append(_Unit(text, span.face, width))
            else:
                units += _long_units(text, span.face, book, measure)
    return units


def _long_units(text: str, face: Face, book: FontBook, measure: Measure) -> Iterator[_Unit]:
    """A web address longer than half a line would leave a hole before it, so it may break at its marks."""
    for part in _WORD_BREAK.findall(text):
        fits = book.width(part, face, measure.size) <= measure.width
        for piece in [part] if fits else part:
            yield _Unit(piece, face, book.width(piece, face, measure.size))


def _may_break(left: _Unit, right: _Unit) -> bool:
    return right.text[0] not in CANNOT_START and left.text[-1] not in CANNOT_END


def _extent(units: Sequence[_Unit], tracking: float) -> float:
    """Width with tracking between the characters."""
    width, characters = 0.0, -1
    for unit in units:
        width += unit.width
        characters += len(unit.text)
    return width + tracking * characters


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
    too_wide = spacing - measure.tracking > STRETCH_RATHER_THAN_RAGGED * measure.size
    return measure.tracking if too_wide else spacing


def _strip_spaces(units: Sequence[_Unit]) -> list[_Unit]:
    kept = list(units)
    while kept and kept[-1].text.isspace() and kept[-1].text != "　":
        kept.pop()
    return kept


def break_lines(spans: Sequence[Span], book: FontBook, measure: Measure, indent: float = 0.0) -> list[Line]:
    """The lines of one paragraph; only the first is indented."""
    units = _units(spans, book, measure)
    breaks = _greedy(units, measure, indent)
    if measure.justify and any(_ragged(units, *line, measure, indent) for line in breaks[:-1]):
        breaks = _best_fit(units, measure, indent) or breaks
    lines: list[Line] = []
    for start, end in breaks:
        first = 0.0 if lines else indent
        line = _strip_spaces(units[start:end])
        spacing = _spacing(line, measure.width - first, measure, last=end == len(units))
        lines.append(_set(line, book, measure, spacing, first))
    return lines or [Line((), measure.size, measure.tracking, indent, 0.0)]


Breaks = list[tuple[int, int]]
"""The first unit of each line and the one after its last."""


def _next_start(units: Sequence[_Unit], end: int) -> int:
    """Blanks between two lines belong to neither."""
    while end < len(units) and units[end].text.isspace():
        end += 1
    return end


def _greedy(units: Sequence[_Unit], measure: Measure, indent: float) -> Breaks:
    """Each line as full as it can be."""
    breaks: Breaks = []
    start = 0
    while start < len(units):
        end = _line_end(units, start, measure.width - (0.0 if breaks else indent), measure)
        breaks.append((start, end))
        start = _next_start(units, end)
    return breaks


def _ragged(units: Sequence[_Unit], start: int, end: int, measure: Measure, indent: float) -> bool:
    """Whether a line cannot be filled to the edge without being torn apart."""
    line = _strip_spaces(units[start:end])
    room = measure.width - (0.0 if start else indent)
    gaps = sum(len(unit.text) for unit in line) - 1
    return gaps > 0 and room - _extent(line, measure.tracking) > MAX_STRETCH * measure.size * gaps


def _best_fit(units: Sequence[_Unit], measure: Measure, indent: float) -> Breaks | None:
    """The breaks that fill every line with the least stretching: a date moved down whole leaves no hole."""
    costs: dict[int, tuple[float, int]] = {0: (0.0, -1)}
    for start in range(len(units)):
        if start not in costs:
            continue
        room = measure.width - (0.0 if start else indent)
        fullest = _line_end(units, start, room, measure)
        for end in range(fullest, max(start, fullest - _TRIED_SHORTER - 1), -1):
            if end < len(units) and not _may_break(units[end - 1], units[end]):
                continue
            cost = costs[start][0] + _cost(units, start, end, room, measure)
            next_start = _next_start(units, end)
            if next_start not in costs or cost < costs[next_start][0]:
                costs[next_start] = (cost, start)
    if len(units) not in costs:
        return None
    breaks: Breaks = []
    end = len(units)
    while end > 0:
        start = costs[end][1]
        breaks.insert(0, (start, end))
        end = start
    return breaks


def _cost(units: Sequence[_Unit], start: int, end: int, room: float, measure: Measure) -> float:
    """How much a line must be stretched; far more than that where it must stay ragged."""
    if end == len(units):
        return 0.0
    line = _strip_spaces(units[start:end])
    gaps = max(1, sum(len(unit.text) for unit in line) - 1)
    stretch = (room - _extent(line, measure.tracking)) / gaps / (MAX_STRETCH * measure.size)
    return stretch**2 + (100.0 * stretch if stretch > 1 else 0.0)


def _set(
    units: Sequence[_Unit], book: FontBook, measure: Measure, spacing: float, indent: float = 0.0
) -> Line:
    pieces: list[Piece] = []
    for face, run in groupby(units, attrgetter("face")):
        for piece in book.pieces("".join([unit.text for unit in run]), face):
            if pieces and pieces[-1].font == piece.font:
                pieces[-1] = Piece(piece.font, pieces[-1].text + piece.text)
            else:
                pieces.append(piece)
    return Line(tuple(pieces), measure.size, spacing, indent, _extent(units, spacing))


def one_line(text: str, face: Face, size: float, book: FontBook, tracking: float = 0.0) -> Line:
    """A line that is not broken, however long."""
    cleaned = clean(text)
    width = book.width(cleaned, face, size) + tracking * max(0, len(cleaned) - 1)
    return Line(book.pieces(cleaned, face), size, tracking, 0.0, width)


_GOOD_END = re.compile(r"(关于|[的和与及、》，。：）]|\s)$")
_BAD_START = frozenset("的了和与及、》，。：）") | CANNOT_START
_TITLE_WORDS = re.compile(
    "政务公开|政府信息|信息公开|人民政府|办公室|重点领域|重点任务|重点工作|督查通报|督办通知|提示函|进一步|标准化|规范化|"
    "责任单位|责任清单|任务清单|办理情况|落实情况|工作|事项|任务|情况|通知|通报|约谈|督办|督查|办理|落实|逾期|到期|近期|"
    "限期|抓紧|再次|做好|关于|基层|分工|要点|清单|台账|报告|记录|责任|单位|上半年|下半年|季度|年度|月份|有关|公开|重点"
)
_SHAPES: dict[int, tuple[tuple[float, ...], ...]] = {
    2: ((1.06, 0.94), (0.94, 1.06)),
    3: ((1.08, 1.0, 0.92), (0.92, 1.0, 1.08), (0.92, 1.16, 0.92)),
}
"""梯形 and 菱形 (7.3.1): how long the lines of a title are beside each other."""


def balanced_lines(text: str, face: Face, size: float, width: float, book: FontBook) -> list[Line]:
    """A title in as few lines as it needs, in the shape of 7.3.1 and broken where the sense allows."""
    if "\n" in text:
        return [one_line(part, face, size, book) for part in text.split("\n")]
    units = _units([Span(text, face)], book, Measure(size, width))
    total = sum(unit.width for unit in units)
    inside = {at for word in _TITLE_WORDS.finditer(text) for at in range(word.start() + 1, word.end())}
    count = max(1, -int(-total // (width * 0.96)))
    while True:
        shapes = _SHAPES.get(count, ((1.0,) * count,))
        tries = [_divide(units, [share * total / count for share in s], width, size, inside) for s in shapes]
        if found := [one for one in tries if one is not None]:
            break
        count += 1
    _, lines = min(found, key=lambda one: one[0])
    return [_set(_strip_spaces(line), book, Measure(size, width), 0.0) for line in lines]


def _divide(
    units: Sequence[_Unit], ideals: Sequence[float], width: float, size: float, inside: Collection[int]
) -> tuple[float, list[Sequence[_Unit]]] | None:
    """The cheapest division into lines of about these lengths and its cost; None where it does not fit."""
    places = list(accumulate(len(unit.text) for unit in units))
    # best[n][end] = (cost, previous end) of the first `end` units in n lines
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for ideal in ideals:
        reached: dict[int, tuple[float, int]] = {}
        for start, (cost, _previous) in best[-1].items():
            extent = 0.0
            for end in range(start + 1, len(units) + 1):
                extent += units[end - 1].width
                if extent > width:
                    break
                torn = 30.0 if places[end - 1] in inside else 0.0
                step = cost + ((extent - ideal) / size) ** 2 + _break_cost(units, end) + torn
                if end not in reached or step < reached[end][0]:
                    reached[end] = (step, start)
        best.append(reached)
    if len(units) not in best[-1]:
        return None
    lines: list[Sequence[_Unit]] = []
    end = len(units)
    for reached in reversed(best[1:]):
        start = reached[end][1]
        lines.insert(0, units[start:end])
        end = start
    return best[-1][len(units)][0], lines


def _break_cost(units: Sequence[_Unit], end: int) -> float:
    """How bad it is to end a title line here: between words of one sense is bad, before 的 is worse."""
    if end == len(units):
        return 0.0
    if units[end].text[0] in _BAD_START or units[end - 1].text[-1] in CANNOT_END:
        return 100.0
    text = "".join(unit.text for unit in units[max(0, end - 2) : end])
    return 0.0 if _GOOD_END.search(text) else 9.0
