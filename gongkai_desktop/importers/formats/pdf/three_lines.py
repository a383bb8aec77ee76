"""Tables ruled above and below their header and at their end only (三线表), over any number of pages.

The columns are the strips that no character of the whole table stands in. The rows are told by their serial
numbers, or are single lines; where several ways to cut the rows fit, the rows are doubted, and where none
fits the table is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from gongkai_desktop.importers.column_titles import Holds, read_title
from gongkai_desktop.importers.formats.pdf.furniture import is_page_number
from gongkai_desktop.importers.formats.pdf.lines import Line, make_lines
from gongkai_desktop.importers.formats.pdf.open_rows import Rule
from gongkai_desktop.importers.formats.pdf.page import Char, Page
from gongkai_desktop.importers.formats.pdf.row_cuts import Break, RowCuts, cut_rows

_SAME = 4.0
_STRIP = 0.5
"""The width of a strip between columns, in heights of a character."""
_FEWEST_COLUMNS, _MOST_RULES = 3, 60
_INDENT = 2.5
_FOOT = 30.0
"""So near to a page's last line a rule may only stand for the end of the page."""
_SHORTEST = 0.3
"""Of the page's width: a shorter rule is no table's."""


@dataclass(slots=True)
class OpenTable:
    """The part of a table on one page: its rules, those it lacks, and the rows that are doubted."""

    flat: list[Rule]
    upright: list[Rule]
    doubts: dict[int, str] = field(default_factory=dict)
    goes_on: bool = False
    """Whether its first row is the rest of the last one on the page before."""


@dataclass(slots=True)
class _Part:
    """Where a table stands on one page; `header` is where its titles end, 0 where it prints none."""

    page: int
    top: float
    header: float
    bottom: float
    chars: list[Char]

    def body(self) -> list[Char]:
        return [char for char in self.chars if char.base > (self.header or self.top)]


@dataclass(slots=True)
class _Table:
    left: float
    right: float
    titles: str
    parts: list[_Part] = field(default_factory=list)
    closed: bool = False
    ruled: bool = False
    """Whether it has rules between some of its rows: then others may lack theirs."""
    loose: bool = False
    """Whether its last rows stand below its last rule."""

    def spans(self, rule: Rule) -> bool:
        return abs(rule[1] - self.left) <= _SAME and abs(rule[2] - self.right) <= _SAME

    def ends(self, rule: Rule) -> bool:
        """Whether a rule may end the table: merged cells leave a gap in it."""
        inside = rule[1] >= self.left - _SAME and rule[2] <= self.right + _SAME
        return inside and 2 * (rule[2] - rule[1]) >= self.right - self.left


def find_open_tables(
    pages: Sequence[Page], lone: Sequence[Sequence[Rule]]
) -> tuple[dict[int, list[OpenTable]], int]:
    """The tables by page, and the first page (1-based) with one that can't be read, 0 if there is none.

    `lone` are the rules of each page that no upright one meets.
    """
    found: dict[int, list[OpenTable]] = {}
    for table in _tables(pages, lone):
        parts = _laid_out(table) if table.closed and not table.ruled else None
        if parts is None:
            # One header that is not understood makes the pages around it doubtful.
            return {}, table.parts[0].page + 1
        for part, laid in zip(table.parts, parts, strict=True):
            found.setdefault(part.page, []).append(laid)
    return found, 0


def _tables(pages: Sequence[Page], lone: Sequence[Sequence[Rule]]) -> list[_Table]:
    """Every header between two rules, with what stands below it up to the rule that ends the table."""
    out: list[_Table] = []
    for number, (page, rules) in enumerate(zip(pages, lone, strict=True)):
        long = [rule for rule in sorted(rules) if rule[2] - rule[1] >= _SHORTEST * page.width]
        if len(long) > _MOST_RULES:
            continue
        table = out[-1] if out and out[-1].parts[-1].page == number - 1 else None
        if table is not None and table.closed and not _reopens(table, pages[number - 1], page, long):
            table = None
        top = 0.0
        if table is not None and not _heads(table, page, long):
            long = _go_on(table, number, page, long)
            top = table.parts[-1].bottom
        while (start := _header(page, long, top)) is not None:
            index, chars = start
            rule, below = long[index], long[index + 1]
            titles = _plain(chars)
            if table is None or table.closed or table.titles != titles or not table.spans(rule):
                table = _Table(rule[1], rule[2], titles)
                out.append(table)
            rest = [r for r in long[index + 2 :] if table.ends(r)]
            bottom = rest[0][0] if rest else _end_of(page)
            table.closed = bool(rest)
            inside = _inside(page, table, rule[0], bottom)
            table.parts.append(_Part(number, rule[0], below[0], bottom, inside))
            _take_below(table, page, rest[1:])
            top = table.parts[-1].bottom
            long = long[index + 2 :]
            if not rest:
                break
    return out


def _take_below(table: _Table, page: Page, rules: Sequence[Rule]) -> None:
    """Take what goes on below the rule that seemed to end the table: it may end the last whole row only."""
    part = table.parts[-1]
    lines = [line for line in make_lines(page.chars) if line.base > part.bottom]
    edges = _strips(part.chars, table.left, table.right)
    inner = [line for line in lines if rules and line.base < rules[0][0]]
    if inner and not any(_crosses(line, edges) for line in inner):
        table.ruled = True
    elif lines and not _crosses(lines[0], edges) and _fits(lines[0], part, edges):
        part.bottom = _end_of_columns(page, part.bottom, edges)
        part.chars = _inside(page, table, part.top, part.bottom)
        table.loose = True


def _end_of_columns(page: Page, top: float, edges: Sequence[float]) -> float:
    """Above the first line below a height that reaches over columns, or at the page's end."""
    below = (line for line in make_lines(page.chars) if line.base > top and _crosses(line, edges))
    first = next(below, None)
    return first.base - first.size if first else _end_of(page)


def _reopens(table: _Table, before: Page, page: Page, rules: Sequence[Rule]) -> bool:
    """Whether a table that a rule ended at the foot of the page before goes on at the head of this one.

    Where a row or a merged cell is cut, office programs rule the page's end, and may leave out the real one.
    """
    last = table.parts[-1]
    if last.bottom < _end_of(before) - _FOOT:
        return False
    lines = [line for line in make_lines(page.chars) if not is_page_number(line, page.height)]
    edges = _strips(last.chars, table.left, table.right)
    above = [line for line in lines if rules and line.base < rules[0][0]]
    if above and table.spans(rules[0]):
        return not any(_crosses(line, edges) for line in above)
    return bool(lines) and not _crosses(lines[0], edges) and _fits(lines[0], last, edges)


def _fits(line: Line, last: _Part, edges: Sequence[float]) -> bool:
    """Whether the pieces of a line begin where those of the columns above do, or with the next number."""
    columns = [make_lines(group) for group in _columns(last.chars, edges)]
    figures = [line.text for line in columns[0] if line.text.isdecimal()]
    for run in _runs(line):
        place = next((i for i, edge in enumerate(edges[1:]) if run[0].left < edge), 0)
        text = "".join(char.text for char in run)
        if place == 0 and figures:
            return text.isdecimal() and int(text) == int(figures[-1]) + 1
        if not any(abs(run[0].left - other.left) <= _INDENT for other in columns[place]):
            return False
    return True


def _runs(line: Line) -> Iterator[list[Char]]:
    """The pieces of a line between wide gaps."""
    run: list[Char] = []
    for char in line.chars:
        if run and char.left - run[-1].right >= _STRIP * char.size:
            yield run
            run = []
        run.append(char)
    yield run


def _crosses(line: Line, edges: Sequence[float]) -> bool:
    """Whether a piece of a line reaches over the edge of a column."""
    return any(run[0].left < edge < run[-1].right for run in _runs(line) for edge in edges[1:-1])


def _plain(chars: Sequence[Char]) -> str:
    return "".join(sorted(char.text for char in chars if char.text.strip()))


def _heads(table: _Table, page: Page, rules: Sequence[Rule]) -> bool:
    """Whether the page begins with the table's header again."""
    start = _header(page, rules, 0.0)
    return start is not None and start[0] == 0 and _plain(start[1]) == table.titles


def _go_on(table: _Table, number: int, page: Page, rules: list[Rule]) -> list[Rule]:
    """Take what stands at the head of a page into a table that no rule has ended; return the rules below."""
    ends = [rule for rule in rules if table.ends(rule)]
    bottom = ends[0][0] if ends else _end_of(page)
    if table.closed and not ends:
        # Its real end is not ruled.
        edges = _strips(table.parts[-1].chars, table.left, table.right)
        bottom = _end_of_columns(page, 0.0, edges)
        table.loose = True
    table.closed = table.closed or bool(ends)
    chars = _inside(page, table, 0.0, bottom)
    top = min((char.top for char in chars), default=0.0) - 2
    table.parts.append(_Part(number, top, 0.0, bottom, chars))
    return [rule for rule in rules if rule[0] > bottom + 1]


def _header(page: Page, rules: Sequence[Rule], top: float) -> tuple[int, list[Char]] | None:
    """The first two rules, one below the other, that have nothing but column titles between them."""
    for index in range(len(rules) - 1):
        (y, left, right), (below, left2, right2) = rules[index], rules[index + 1]
        if y < top or abs(left - left2) > _SAME or abs(right - right2) > _SAME:
            continue
        chars = [c for c in page.chars if y < c.base < below and left - 1 <= c.left and c.right <= right + 1]
        lines = make_lines(chars)
        while len(lines) > 1 and _is_single(lines[0]):
            lines.pop(0)
        chars = [char for line in lines for char in line.chars]
        titles = [_title(group) for group in _columns(chars, _strips(chars, left, right))]
        known = [title for text in titles if (title := read_title(text))]
        held = {title.holds for title in known}
        enough = len(titles) >= _FEWEST_COLUMNS and 5 * len(known) >= 3 * len(titles)
        if enough and Holds.TEXT in held and len(held) >= 2:
            return index, chars
    return None


def _title(chars: Sequence[Char]) -> str:
    return "".join(line.text for line in make_lines(chars)).replace(" ", "")


def _inside(page: Page, table: _Table, top: float, bottom: float) -> list[Char]:
    return [
        char
        for char in page.chars
        if top < char.base < bottom
        and char.text.strip()
        and table.left - 1 <= char.left
        and char.right <= table.right + 1
    ]


def _end_of(page: Page) -> float:
    """Below the last line of a page that is no page number."""
    lines = [line for line in make_lines(page.chars) if not is_page_number(line, page.height)]
    return max((line.base for line in lines), default=page.height) + 4


def _strips(chars: Sequence[Char], left: float, right: float) -> list[float]:
    """The edges of columns: the middles of the strips that no character stands in."""
    inside = sorted((char for char in chars if char.text.strip()), key=lambda char: char.left)
    if not inside:
        return [left, right]
    edges, reach = [left], inside[0].right
    for char in inside:
        if char.left - reach >= _STRIP * char.size:
            edges.append((reach + char.left) / 2)
        reach = max(reach, char.right)
    return [*edges, right]


def _columns(chars: Sequence[Char], edges: Sequence[float]) -> list[list[Char]]:
    out: list[list[Char]] = [[] for _ in edges[1:]]
    for char in chars:
        middle = (char.left + char.right) / 2
        place = next((i for i, edge in enumerate(edges[1:]) if middle < edge), len(out) - 1)
        out[place].append(char)
    return out


def _laid_out(table: _Table) -> list[OpenTable] | None:
    """The table's parts with all their rules, None where columns or rows can't be told."""
    first = table.parts[0]
    bars = [_bars(part, first) for part in table.parts]
    lying = {char for part in bars for line in part for char in line.chars}
    heads = [_head_lines(part) for part in table.parts]
    lying.update(char for part in heads for line in part for char in line.chars)
    chars = [char for part in table.parts for char in part.chars if char not in lying]
    edges = _strips(chars, table.left, table.right)
    header = [char for char in first.chars if char.base < first.header and char not in lying]
    titles = [_title(group) for group in _columns(header, edges)]
    holds = [title.holds if (title := read_title(text)) else None for text in titles]
    known = sum(held is not None for held in holds)
    if len(titles) < _FEWEST_COLUMNS or not all(titles) or 5 * known < 3 * len(holds):
        return None
    number = holds.index(Holds.NUMBER) if Holds.NUMBER in holds else None
    out: list[OpenTable] = []
    count = 0
    for place, (part, lines) in enumerate(zip(table.parts, bars, strict=True)):
        columns = [make_lines(group) for group in _columns([c for c in part.body() if c not in lying], edges)]
        numbers = columns[number] if number is not None else []
        figures = [int(line.text) if line.text.isdecimal() else -1 for line in numbers]
        if figures != list(range(count + 1, count + 1 + len(figures))) or (
            number is not None and not figures
        ):
            return None
        count += len(figures)
        breaks = Break(place > 0, place + 1 < len(table.parts))
        whole = [[*columns[0], *lines], *columns[1:]] if lines else columns
        cut = cut_rows(
            [sorted(column, key=attrgetter("base")) for column in whole],
            sorted([*numbers, *lines], key=attrgetter("base")) if numbers else [],
            breaks,
        )
        if cut is None:
            return None
        out.append(_ruled(table, part, edges, cut, [*heads[place], *lines]))
        if doubt := _blank(columns, holds, cut):
            rows = len(out[-1].flat) - 1
            out[-1].doubts = dict.fromkeys(range(rows - len(cut.places) - 1, rows), doubt) | out[-1].doubts
    if table.loose:
        out[-1].doubts = dict.fromkeys(range(len(out[-1].flat) - 1), _LOOSE) | out[-1].doubts
    return out


def _head_lines(part: _Part) -> list[Line]:
    """The lines of a title inside the table, above the titles of its columns."""
    lines = [line for line in make_lines(part.chars) if line.base < part.header]
    out: list[Line] = []
    while len(lines) > 1 and _is_single(lines[0]):
        out.append(lines.pop(0))
    return out


_LOOSE = "表的最后几行下面没有横线，表到哪里为止不能确定，请核对"
_NOTE = re.compile(r"(?:备?注|说明|制表|填表|审核|合计|小计|总计)")


def _bars(part: _Part, first: _Part) -> list[Line]:
    """Lines across the columns: they begin at the left and reach below the second title."""
    lines = [line for line in make_lines(first.chars) if line.base < first.header]
    titles = max(lines, key=lambda line: len(line.chars)).chars
    gap = next((pair for pair in pairwise(titles) if pair[1].left - pair[0].right > pair[0].size), None)
    if gap is None:
        return []
    one, other = gap[0].right, gap[1].left
    return [
        line
        for line in make_lines(part.body())
        if line.left < one
        and ((_is_single(line) and line.right > other + line.size) or _NOTE.match(line.text))
    ]


def _is_single(line: Line) -> bool:
    """Whether a line is one run of characters, without a gap as between columns."""
    return all(b.left - a.right < _STRIP * a.size for a, b in pairwise(line.chars))


def _blank(columns: Sequence[Sequence[Line]], holds: Sequence[Holds | None], cut: RowCuts) -> str:
    """A doubt where a heading is blank in some row: how far a merged one reaches is not to be seen."""
    texts = [index for index, held in enumerate(holds) if held is Holds.TEXT]
    for index in texts[:-1]:
        bounds = [float("-inf"), *cut.places, float("inf")][cut.goes_on :]
        for top, bottom in pairwise(bounds):
            if not any(top < line.base < bottom for line in columns[index]):
                return _MERGED
    return ""


_MERGED = "表内没有竖线和行线，合并的格从哪一行起看不出来，请核对"


def _ruled(
    table: _Table, part: _Part, edges: Sequence[float], cut: RowCuts, bars: Sequence[Line]
) -> OpenTable:
    """The part with a rule above every row, and upright ones but in rows that are one line of text."""
    lying = [line.base - _MIDDLE * line.size for line in bars]
    heads = [y + line.size for y, line in zip(lying, bars, strict=True) if y < part.header]
    ys = [part.top, *heads, *([part.header] if part.header else []), *cut.places, part.bottom]
    flat = [(y, table.left, table.right) for y in ys]
    open_rows = [(a, b) for a, b in pairwise(ys) if not any(a < y < b for y in lying)]
    upright = [(edge, a, b) for edge in edges[1:-1] for a, b in open_rows]
    upright += [(edge, part.top, part.bottom) for edge in (edges[0], edges[-1])]
    first = len(ys) - 2 - len(cut.places)
    doubts = {first + row: why for row, why in cut.doubts.items()}
    return OpenTable(flat, upright, doubts, cut.goes_on)


_MIDDLE = 0.35
"""From a base line to the middle of its characters, in their heights."""
