"""What a page break does to a table: whether it cuts a row in two, told by what is usual in the table."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from gongkai_desktop.domain.unit_split import is_name, strip_role
from gongkai_desktop.importers.formats.pdf.lines import Line, is_full
from gongkai_desktop.importers.formats.pdf.ruled import PageCell, PageTable, line_pitch

Columns = tuple[int, int]
_HARDLY, _NEVER = -6.0, -25.0
"""What a cut row shows hardly ever, and what none can show."""
_POINT = re.compile(r"^[(（]?(\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]")
_OPEN_ENDS = ("、", "，", ",", "（", "(", "“", "《")
_CANNOT_BEGIN = ("，", "。", "；", "、", "：", "）", ")", "》", "”", "！", "？", ",", ";")
_PAIRS = (("《", "》"), ("（", "）"), ("(", ")"), ("【", "】"))
_PARTS = re.compile(r"[、，,；;。：:\s]")
_ROOM = 2.85
"""Lines: with more room left below its text, no cell is cut off (widows are moved two lines at most)."""


@dataclass(slots=True)
class Habits:
    """What is usual in a table, counted where no page break is near."""

    columns_of: Callable[[PageCell], Columns]
    cells: Counter[Columns] = field(default_factory=Counter)
    blank: Counter[Columns] = field(default_factory=Counter)
    merged: Counter[Columns] = field(default_factory=Counter)
    figures: Counter[Columns] = field(default_factory=Counter)
    named: Counter[Columns] = field(default_factory=Counter)
    """Cells that hold nothing but figures, and that end in the name of a body."""
    ended: Counter[Columns] = field(default_factory=Counter)
    """Cells whose text ends a sentence."""
    breaks: Counter[Columns] = field(default_factory=Counter)
    meant: Counter[Columns] = field(default_factory=Counter)
    """Line breaks, and those the writer meant."""
    lengths: dict[Columns, list[int]] = field(default_factory=dict)
    """How many lines whole cells have that are not blank."""
    rooms: list[float] = field(default_factory=list)
    """Below the text of rows that are whole, in points."""
    pitches: list[float] = field(default_factory=list)

    def learn(self, table: PageTable, padding: float, *, first: bool, last: bool) -> None:
        """Count the cells of a page away from its breaks."""
        least: dict[int, float] = {}
        for cell in table.cells:
            end = cell.row + cell.row_span
            if len(cell.lines) > 1:
                self.pitches.append(line_pitch(cell.lines))
            if cell.lines and end < table.rows:
                room = cell.bottom - cell.lines[-1].base
                least[end] = min(least.get(end, room), room)
            if cell.row > 1 or (first and cell.row > 0):
                self._count(cell, padding, whole=end < table.rows or last)
        self.rooms += least.values()

    def _count(self, cell: PageCell, padding: float, *, whole: bool) -> None:
        columns = self.columns_of(cell)
        self.merged[columns] += cell.row_span > 1
        self.blank[columns] += not cell.lines
        if not whole:
            return
        self.cells[columns] += 1
        if cell.lines:
            text = _text_of(cell)
            self.figures[columns] += text.isdecimal()
            self.named[columns] += _ends_in_name(text)
            self.ended[columns] += cell.lines[-1].ends
            self.lengths.setdefault(columns, []).append(len(cell.lines))
        for line, after in pairwise(cell.lines):
            self.breaks[columns] += 1
            self.meant[columns] += not is_full(line, after, cell.right - padding, room=0.6)

    def rate(self, part: Counter[Columns], whole: Counter[Columns], columns: Columns, usual: float) -> float:
        """A share of the column's cells, drawn to what is usual anywhere while there are few."""
        return (part[columns] + 3 * usual) / (whole[columns] + 3)

    def merges(self, columns: Columns) -> bool:
        """Whether cells of the column are merged downwards; a header's may be, too."""
        return self.merged[columns] > 1

    def may_be_blank(self, columns: Columns) -> bool:
        """Whether cells of the column are blank now and then."""
        return self.blank[columns] > 1 or self.rate(self.blank, self.cells, columns, 0.0) > 0.15

    def longer(self, columns: Columns, lines: int) -> float:
        """How likely a cell of the column has more lines than these."""
        lengths = self.lengths.get(columns, [])
        return (sum(length > lines for length in lengths) + 0.6) / (len(lengths) + 1.5)

    @property
    def pitch(self) -> float:
        """The usual distance of lines."""
        return median(self.pitches) if self.pitches else 16.0


def row_room(habits: Habits, above: Sequence[PageCell]) -> float:
    """What the room below the last row of a page says of its being cut.

    A whole row leaves the same room below its longest text everywhere; a cut one has no spacing after a
    paragraph there, or lines that widow control has moved.
    """
    rooms = [cell.bottom - cell.lines[-1].base for cell in above if cell.lines]
    if not rooms or len(habits.rooms) < 3:
        return 0.0
    usual, near = median(habits.rooms), 0.15 * habits.pitch
    steady = sum(abs(room - usual) <= near for room in habits.rooms)
    if steady * 10 < len(habits.rooms) * 8:
        return 0.0
    if abs(min(rooms) - usual) > near:
        return 3.0
    return -2.0 if usual > 0.55 * habits.pitch else 0.0


def pair_vote(habits: Habits, above: PageCell, below: PageCell, padding: float, *, merged: bool) -> float:
    """How much two cells that meet at the break speak for one row cut in two (> 0) or two rows (< 0)."""
    columns = habits.columns_of(below)
    blank = habits.rate(habits.blank, habits.cells, columns, 0.05)
    if not above.lines:
        return 0.0 if not below.lines else _HARDLY
    longer = habits.longer(columns, len(above.lines))
    if not below.lines:
        blank = min(blank + 2 * habits.merged[columns] / max(habits.cells[columns], 1), 0.9)
        return 0.0 if merged else min(max(math.log((1 - longer) / blank), -1.0), 3.0)
    last, after = above.lines[-1], below.lines[0]
    figures = habits.rate(habits.figures, habits.cells, columns, 0.3)
    if _is_next(above, below, figures):
        return _NEVER
    if (above.bottom - last.base) / habits.pitch >= _ROOM:
        return _HARDLY
    if after.text.startswith(_CANNOT_BEGIN):
        return 4.0
    points = _points_go_on([line.text for line in above.lines], after.text) if last.ends else 0.0
    # Between the points of a list a line break says nothing.
    if points:
        return points
    vote = math.log(longer / max(1 - blank, 0.1)) + _end_vote(habits, columns, last)
    vote += _word_vote(habits, columns, above)
    return vote + _line_vote(habits, columns, last, after, above, padding)


def _word_vote(habits: Habits, columns: Columns, above: PageCell) -> float:
    """What the words above the break say: a bracket left open, a name that is none."""
    text = _text_of(above)
    if any(text.count(opened) > text.count(closed) for opened, closed in _PAIRS):
        return 3.0
    named = habits.rate(habits.named, habits.cells, columns, 0.3)
    if named < 0.6:
        return 0.0
    return -0.3 if _ends_in_name(text) else 3.0


def _text_of(cell: PageCell) -> str:
    return "".join(line.text for line in cell.lines)


def _ends_in_name(text: str) -> bool:
    """Whether the last of a list is the name of a body."""
    names = [name for name in _PARTS.split(text) if name]
    return bool(names) and is_name(strip_role(names[-1])[0])


def _is_next(above: PageCell, below: PageCell, figures: float) -> bool:
    """A serial number and the next (or what stands in its place), or the same text printed again.

    `figures` is the share of the column's cells that hold nothing but figures.
    """
    one, other = _text_of(above), _text_of(below)
    if one == other:
        return True
    counted = figures >= 0.6 and one.isdecimal()
    return counted and (not other.isdecimal() or int(other) == int(one) + 1)


def _line_vote(
    habits: Habits, columns: Columns, last: Line, after: Line, above: PageCell, padding: float
) -> float:
    meant = habits.rate(habits.meant, habits.breaks, columns, 0.05)
    width = (above.right - above.left - 2 * padding) / last.size
    # The last line of a text is as long as it happens to be: rarely full in a wide column.
    by_chance = min(max(1.6 / max(width, 1.0), 0.06), 0.4)
    if is_full(last, after, above.right - padding, room=0.6):
        return math.log(max(1 - meant, 0.2) / by_chance)
    return math.log(min(meant, 0.8) / (1 - by_chance))


def _end_vote(habits: Habits, columns: Columns, last: Line) -> float:
    ended = min(max(habits.rate(habits.ended, habits.cells, columns, 0.3), 0.03), 0.97)
    if last.ends:
        return math.log(0.15 / ended)
    return 2.5 if last.text.endswith(_OPEN_ENDS) else math.log(0.85 / (1 - ended))


def _points_go_on(above: Sequence[str], below: str) -> float:
    """A list of numbered points in the upper cell that the lower one goes on with, or begins anew."""
    match = _POINT.match(below)
    if not match:
        return 0.0
    numbered = any(_POINT.match(line) for line in above)
    return 2.0 if numbered and match.group(1) not in ("1", "一") else -2.0
