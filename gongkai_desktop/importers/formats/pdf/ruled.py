"""Tables on one page, found by their rules: a cell is what no rule parts."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from gongkai_desktop.importers.formats.pdf.lines import Line, make_lines
from gongkai_desktop.importers.formats.pdf.open_rows import upright_rules
from gongkai_desktop.importers.formats.pdf.page import Char, Page
from gongkai_desktop.importers.formats.pdf.three_lines import OpenTable

_SAME = 3.0
"""Rules nearer than this are one (double rules, borders printed cell by cell)."""
_TOUCH = 3.5
_MOST_MEETINGS, _MOST_FIELDS = 400_000, 10_000
"""Of rules, and between them, on one page: beyond, it is a drawing."""

_Rule = tuple[float, float, float]


@dataclass(slots=True)
class PageCell:
    """A cell on a page: its place and spans in the table's rows, its box, its lines."""

    row: int
    row_span: int
    left: float
    right: float
    top: float
    bottom: float
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class PageTable:
    """The part of a table that stands on one page."""

    left: float
    right: float
    top: float
    bottom: float
    rows: int
    cells: list[PageCell]
    padding: float = 0.0
    """How far text stays off the rules."""
    doubts: Mapping[int, str] = field(default_factory=dict)
    """Rows that may be cut wrongly, with the reason."""
    goes_on: bool | None = None
    """Whether the first row is the rest of one on the page before, None where that is not known."""


@dataclass(slots=True)
class PageRules:
    """The rules of a page: groups that meet each other, and those that no upright one meets."""

    groups: list[tuple[list[_Rule], list[_Rule]]]
    alone: list[_Rule]


def rules_of(page: Page) -> PageRules:
    """The rules of a page, with the upright ones that tables ruled between all their rows lack."""
    groups = _components(_joined(page.flat), _joined(page.upright))
    alone = [rule for flat, upright in groups if not upright for rule in flat]
    between = upright_rules(alone, page.chars)
    used = {rule for flat, _ in between for rule in flat}
    return PageRules(groups + between, [rule for rule in alone if rule not in used])


def find_tables(
    page: Page, rules: PageRules, open_tables: Sequence[OpenTable] = ()
) -> tuple[list[PageTable], list[Char]]:
    """The page's tables from top to bottom, and the characters outside of them."""
    grids = [grid for group in rules.groups if (grid := _grid(*group))]
    for table in open_tables:
        if grid := _grid(table.flat, table.upright):
            grid.doubts, grid.goes_on = table.doubts, table.goes_on
            grids.append(grid)
    # A table inside a frame takes its own characters first.
    grids.sort(key=lambda grid: (grid.bottom - grid.top) * (grid.right - grid.left))
    rest = page.chars
    for grid in grids:
        rest = grid.take(rest)
    tables = [grid.table() for grid in grids]
    return sorted(tables, key=lambda table: (table.top, table.left)), rest


def _joined(rules: Sequence[_Rule]) -> list[_Rule]:
    """Rules on one line that touch are one rule."""
    groups: list[list[_Rule]] = []
    for rule in sorted(rules):
        if groups and rule[0] - groups[-1][0][0] <= _SAME:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    out: list[_Rule] = []
    for group in groups:
        place = (group[0][0] + group[-1][0]) / 2
        same = sorted((start, end) for _, start, end in group)
        begin, stop = same[0]
        for start, end in same[1:]:
            if start > stop + _TOUCH:
                out.append((place, begin, stop))
                begin, stop = start, end
            stop = max(stop, end)
        out.append((place, begin, stop))
    return out


def _clusters(places: Sequence[float]) -> list[float]:
    """Places, those nearly equal taken as one (their middle)."""
    out: list[list[float]] = []
    for place in sorted(places):
        if out and place - out[-1][0] <= _SAME:
            out[-1].append(place)
        else:
            out.append([place])
    return [(group[0] + group[-1]) / 2 for group in out]


def _components(flat: Sequence[_Rule], upright: Sequence[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Groups of rules that meet each other."""
    if len(flat) * len(upright) > _MOST_MEETINGS:
        return []
    owner = list(range(len(flat) + len(upright)))

    def find(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for i, (y, x0, x1) in enumerate(flat):
        for j, (x, y0, y1) in enumerate(upright):
            if x0 - _TOUCH <= x <= x1 + _TOUCH and y0 - _TOUCH <= y <= y1 + _TOUCH:
                owner[find(len(flat) + j)] = find(i)
    groups: dict[int, tuple[list[_Rule], list[_Rule]]] = {}
    for i, rule in enumerate(flat):
        groups.setdefault(find(i), ([], []))[0].append(rule)
    for j, rule in enumerate(upright):
        groups.setdefault(find(len(flat) + j), ([], []))[1].append(rule)
    return list(groups.values())


@dataclass(slots=True)
class _Grid:
    """A component's places of rules, and which cell covers each smallest field."""

    xs: list[float]
    ys: list[float]
    cells: list[PageCell]
    cover: list[list[int]]
    chars: list[list[Char]]
    doubts: Mapping[int, str] = field(default_factory=dict)
    goes_on: bool | None = None

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def take(self, chars: Sequence[Char]) -> list[Char]:
        """Put the characters inside into their cells; return the others."""
        rest: list[Char] = []
        for char in chars:
            x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
            if self.left - 1 <= x <= self.right + 1 and self.top - 1 <= y <= self.bottom + 1:
                column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
                row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
                self.chars[self.cover[row][column]].append(char)
            else:
                rest.append(char)
        return rest

    def table(self) -> PageTable:
        """The table with its cells' lines."""
        gaps: list[float] = []
        for cell, chars in zip(self.cells, self.chars, strict=True):
            cell.lines = make_lines(chars)
            gaps += [min(line.left for line in cell.lines) - cell.left] if cell.lines else []
        padding = min(max(min(gaps, default=0.0), 0.5), 8.0)
        rows = len(self.ys) - 1
        edges = self.left, self.right, self.top, self.bottom
        return PageTable(*edges, rows, self.cells, padding, self.doubts, self.goes_on)


def _grid(flat: Sequence[_Rule], upright: Sequence[_Rule]) -> _Grid | None:
    """The grid of a component, None for what rules no table: a frame, an underline, a lone line."""
    if not flat or not upright:
        return None
    # Where the outer rules are left out, the others still reach to the edge.
    xs = _clusters([x for x, _, _ in upright] + _ends(flat))
    ys = _clusters([y for y, _, _ in flat] + _ends(upright))
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns > _MOST_FIELDS:
        return None
    walls = _crossings(upright, xs, ys)
    floors = _crossings(flat, ys, xs)
    cover = [[-1] * columns for _ in range(rows)]
    cells: list[PageCell] = []
    for row in range(rows):
        for column in range(columns):
            if cover[row][column] >= 0:
                continue
            bottom, right = _extent(row, column, cover, walls, floors)
            for r in range(row, bottom):
                cover[r][column:right] = [len(cells)] * (right - column)
            cells.append(PageCell(row, bottom - row, xs[column], xs[right], ys[row], ys[bottom]))
    return _Grid(xs, ys, cells, cover, [[] for _ in cells])


def _ends(rules: Sequence[_Rule]) -> list[float]:
    return [min(rule[1] for rule in rules), max(rule[2] for rule in rules)]


def _crossings(rules: Sequence[_Rule], places: Sequence[float], across: Sequence[float]) -> list[list[bool]]:
    """For each place of a rule, between which neighbouring lines across it is really drawn."""
    out = [[False] * (len(across) - 1) for _ in places]
    for at, start, end in rules:
        index = min(range(len(places)), key=lambda i: abs(places[i] - at))
        for field_index in range(len(across) - 1):
            middle = (across[field_index] + across[field_index + 1]) / 2
            if start <= middle <= end:
                out[index][field_index] = True
    return out


def _extent(
    row: int, column: int, cover: list[list[int]], walls: list[list[bool]], floors: list[list[bool]]
) -> tuple[int, int]:
    """How far a cell goes down and right: as far as no rule is drawn."""
    columns, rows = len(cover[0]), len(cover)
    right = column + 1
    while right < columns and not walls[right][row] and cover[row][right] < 0:
        right += 1
    bottom = row + 1
    while bottom < rows and not any(floors[bottom][c] or cover[bottom][c] >= 0 for c in range(column, right)):
        if any(walls[c][bottom] for c in range(column + 1, right)):
            break
        bottom += 1
    return bottom, right


def line_pitch(lines: Sequence[Line]) -> float:
    """The usual distance of base lines."""
    steps = [b.base - a.base for a, b in itertools.pairwise(lines)]
    return median(steps) if steps else 1.2 * lines[0].size
