"""A table copied as a flat run of lines: which line stands in which row and column, told by what it holds.

Copied from a page, a cell may stand on several lines, one that was merged with the cell above does not
appear again, and headings across the table and headers of a next page stand between the rows. All places
are weighed together: each line gives points where it fits its column, and a cell left out costs some.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai_desktop.domain.grid import UNITS_UNSURE
from gongkai_desktop.importers.column_titles import Holds
from gongkai_desktop.importers.formats.text_cells import FURNITURE, SENTENCE_ENDS, UNSURE, holds_of, kind_of

_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]")
_ITEM = re.compile(r"[（(]?\d{1,2}[）).．、]|[①-⑳]|[●■◆—]")
_PEOPLE = re.compile(r"领导|责任人|负责人|联系人|联络员")
_NAME = re.compile(r"[一-鿿·]{2,4}(?:[、，, ]+[一-鿿·]{2,4})*")
_SERIAL = re.compile(r"[（(]?(?:\d{1,3}(?:[.\-]\d{1,2})?|[一二三四五六七八九十]{1,3})[）).、]?")
_SOURCE = re.compile(r"[《【]")
_LONGEST_SECTION = 60
_REMARKS = re.compile("备注|附注|情况|进展|状态|是否")
_NEVER = -1e9
_BLANKS = {Holds.NUMBER: -1.5, Holds.UNITS: -1.0, Holds.DEADLINE: -1.0, Holds.OTHER: -0.2, None: -0.8}
"""What it costs to leave a column of a row without a line."""


@dataclass(slots=True)
class FlatRow:
    """A row with a text for each column, or a bar (one text) across them all; `first` is its first line."""

    first: int
    cells: list[str]
    doubt: str = ""


@dataclass(slots=True)
class _Table:
    """The columns of a run and the lines to place in them."""

    texts: Sequence[str]
    wanted: list[Holds | None]
    people: list[bool]
    """Which columns hold people's names."""
    kinds: list[Holds] = field(init=False)
    task: int = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = [kind_of(text) for text in self.texts]
        if Holds.DEADLINE not in self.wanted:
            self.kinds = [Holds.TEXT if kind is Holds.DEADLINE else kind for kind in self.kinds]
        self.task = max((i for i, holds in enumerate(self.wanted) if holds is Holds.TEXT), default=0)

    def blank(self, column: int) -> float:
        holds = self.wanted[column]
        if holds is Holds.TEXT:
            # Of two headings the outer one is merged over more rows.
            return -0.3 - 0.3 * self.wanted[:column].count(Holds.TEXT) if column < self.task else -6.0
        return -1.5 if self.people[column] else _BLANKS[holds]

    def worth(self, line: int, column: int) -> float:
        """How well a line stands in a column."""
        holds, kind, text = self.wanted[column], self.kinds[line], self.texts[line]
        if holds is Holds.NUMBER:
            return 2.0 if _SERIAL.fullmatch(text) else -4.0
        if kind is holds:
            # A numbered item or a whole sentence is rather the task than its heading.
            own = column < self.task and kind is Holds.TEXT
            ended = own and text.endswith(SENTENCE_ENDS)
            return 2.0 - (1.2 if ended and _ITEM.match(text) else 0.5 if ended else 0.0)
        if self.people[column]:
            return 2.0 if _NAME.fullmatch(text) else 0.0
        if holds is Holds.OTHER and _SOURCE.match(text):
            return 2.5  # the law a duty comes from
        if holds in (None, Holds.OTHER):
            return 1.2 if holds is None and kind is Holds.TEXT else 0.5
        if holds is Holds.TEXT and kind is Holds.DEADLINE and text.endswith("。"):
            return 0.5  # a task may begin with its time
        return -1.0 if holds is Holds.TEXT and kind is Holds.UNITS else -2.0

    def joins(self, line: int, column: int) -> float:
        """What it costs to join a line to the one above in a cell."""
        holds = self.wanted[column]
        if holds is Holds.UNITS:
            # Of several columns of units the last, who helps, rather names several.
            return -0.3 if Holds.UNITS in self.wanted[column + 1 :] else 0.0
        if holds is not Holds.TEXT or column < self.task:
            return -2.5
        number, above = _ITEM.match(self.texts[line]), _ITEM.match(self.texts[line - 1])
        if number and above:
            return 0.5
        return -0.5 if number or self.texts[line - 1].endswith(SENTENCE_ENDS) else -1.2

    def section(self, line: int) -> float:
        """How well a line is a bar across the table."""
        text = self.texts[line]
        heads = (
            _SECTION.match(text) and len(text) <= _LONGEST_SECTION and not text.endswith(SENTENCE_ENDS[:2])
        )
        return 1.5 if heads else _NEVER


def lay_out(
    texts: Sequence[str], titles: Sequence[str], *, one_row: bool = False, first: bool = True
) -> tuple[list[FlatRow], int]:
    """The rows of a run of lines, and how many lines belong to them: what stands below is none.

    `first` tells whether the first row is that of the table, which can have no merged headings.
    """
    people = [bool(_PEOPLE.search(title)) for title in titles]
    table = _Table(texts, [holds_of(title) for title in titles], people)
    places, used = _best_places(table, one_row=one_row, first=first)
    rows: list[FlatRow] = []
    runs: list[list[list[int]]] = []
    width = len(titles)
    for line, (column, begins) in enumerate(places[:used]):
        if column == width:
            rows.append(FlatRow(line, [texts[line]]))
            runs.append([])
            continue
        if begins or not runs or not runs[-1]:
            rows.append(FlatRow(line, [""] * width))
            runs.append([[] for _ in range(width)])
        runs[-1][column].append(line)
    unused = {
        column
        for column, holds in enumerate(table.wanted)
        if holds is Holds.OTHER
        and (_REMARKS.search(titles[column]) or not any(cells[column] for cells in runs if cells))
    }
    for number, (row, cells) in enumerate(zip(rows, runs, strict=True)):
        if cells:
            row.cells = ["\n".join(texts[line] for line in lines) for lines in cells]
            plain = all(len(lines) == 1 for lines in cells)
            row.doubt = "" if plain else _doubt(table, cells, unused, first=first and number == 0)
    return rows, used


_Place = tuple[int, bool]
"""The column of a line (past the last: a bar, and then outside) and whether a row begins with it."""


def _best_places(table: _Table, *, one_row: bool, first: bool) -> tuple[list[_Place], int]:
    """The best place of each line, and how many lines are in the table."""
    width = len(table.wanted)
    bar, outside = width, width + 1
    blanks = [0.0]
    for column in range(width):
        blanks.append(blanks[-1] + table.blank(column))
    closing = [blanks[width] - blanks[column + 1] for column in range(width)] + [0.0]
    opening_cost = [
        2.0 * sum(table.wanted[i] is Holds.TEXT for i in range(c)) if first else 0.0 for c in range(width)
    ]
    scores = [table.worth(0, c) + blanks[c] - opening_cost[c] for c in range(width)]
    scores += [_NEVER if one_row else table.section(0), _NEVER]
    came: list[list[tuple[int, bool]]] = []
    for line in range(1, len(table.texts)):
        closed = max(range(bar + 1), key=lambda c: scores[c] + closing[c])
        ended = scores[closed] + closing[closed]
        step: list[tuple[int, bool]] = []
        after: list[float] = []
        for column in range(width):
            choices = [(scores[p] + blanks[column] - blanks[p + 1], p, False) for p in range(column)]
            choices.append((scores[column] + table.joins(line, column), column, False))
            if not one_row:
                choices.append((ended + blanks[column], closed, True))
            best = max(choices, key=lambda choice: choice[0])
            after.append(best[0] + table.worth(line, column))
            step.append(best[1:])
        after.append(_NEVER if one_row else ended + table.section(line))
        step.append((closed, True))
        left = ended + (2.0 if FURNITURE.match(table.texts[line]) else 0.2)
        out = scores[outside] >= left
        after.append(_NEVER if one_row else max(scores[outside], left))
        step.append((outside if out else closed, False))
        scores = after
        came.append(step)
    last = max(range(outside + 1), key=lambda c: scores[c] + (closing[c] if c <= bar else 0.0))
    return _back(came, last, outside)


def _back(came: list[list[tuple[int, bool]]], last: int, outside: int) -> tuple[list[_Place], int]:
    """The places from the last line's back to the first."""
    places: list[_Place] = []
    for step in reversed(came):
        before, begins = step[last]
        places.append((last, begins))
        last = before
    places.append((last, True))
    places.reverse()
    used = next((line for line, (column, _) in enumerate(places) if column == outside), len(places))
    return places, used


def _doubt(table: _Table, cells: Sequence[Sequence[int]], unused: set[int], *, first: bool) -> str:
    """Why a row may be misread: a line of another kind than its column's, a column without one.

    `unused` are columns that may well be blank: for remarks, or filled in no row.
    """
    units = [column for column, holds in enumerate(table.wanted) if holds is Holds.UNITS]
    counted = [len(cells[column]) for column in units]
    split = len(units) > 1 and any(count != 1 for count in counted)
    for column, (holds, lines) in enumerate(zip(table.wanted, cells, strict=True)):
        if not lines:
            if column not in unused and (holds is not Holds.TEXT or column >= table.task or first):
                return UNSURE
            continue
        known = holds not in (None, Holds.OTHER, Holds.NUMBER)
        joined = len(lines) > 1 and holds is not Holds.UNITS
        joined = joined and (
            column != table.task or any(table.joins(line, column) < -1 for line in lines[1:])
        )
        if joined or (known and any(table.kinds[line] is not holds for line in lines)):
            return UNSURE
    return UNITS_UNSURE if split else ""


_ASTRAY = {
    (Holds.DEADLINE, Holds.UNITS),
    (Holds.UNITS, Holds.DEADLINE),
    (Holds.OTHER, Holds.UNITS),
    (Holds.UNITS, Holds.NUMBER),
}
"""Kinds of cells and of columns that never go together."""


def moved_back(texts: Sequence[str], titles: Sequence[str], *, first: bool) -> tuple[list[str], str] | None:
    """The cells of a row that lost those merged with the row above, and why they may be misread.

    What is left then stands too far left: a deadline or units under the title of something else. None for
    a row that stands where it should.
    """
    filled = list(texts)
    while filled and not filled[-1].strip():
        del filled[-1]
    wanted = [holds_of(title) for title in titles]
    if len(filled) == 1 < len(texts) and filled[0].endswith("。") and not _SECTION.match(filled[0]):
        # A sentence alone is a task whose other cells are all merged with those above.
        task = max((column for column, holds in enumerate(wanted) if holds is Holds.TEXT), default=0)
        return [filled[0] if column == task else "" for column in range(len(titles))], UNSURE
    if not 2 <= len(filled) < len(titles) or not all(cell.strip() for cell in filled):
        return None
    lacks = set(wanted[len(filled) :]) & {Holds.UNITS, Holds.DEADLINE}
    task = max((column for column, holds in enumerate(wanted) if holds is Holds.TEXT), default=0)
    numbered = Holds.NUMBER in wanted
    astray = any(
        (kind in lacks and holds is not kind)
        or ((kind, holds) in _ASTRAY and len(text) > 1)
        or (kind is Holds.NUMBER and holds is Holds.TEXT and (numbered or column == task))
        for column, (text, kind, holds) in enumerate(zip(filled, map(kind_of, filled), wanted, strict=False))
    )
    if not astray:
        return None
    rows, _ = lay_out(filled, titles, one_row=True, first=first)
    return rows[0].cells, rows[0].doubt
