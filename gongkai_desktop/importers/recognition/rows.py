"""Rows of a task table: cells put under their columns, merged and blank cells told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.domain.unit_split import LINE_END
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.domain.values import many_values
from gongkai_desktop.importers.column_titles import Holds, read_title
from gongkai_desktop.importers.recognition.layout import Layout, is_header, rows_of
from gongkai_desktop.importers.recognition.text import flow, squeeze


@many_values(frozen=True, slots=True)
class Slot:
    """One cell under its column; row and column are where the cell begins (0-based).

    `own` is false where the cell began in a row above (a true merge); `lost` is true where the file
    prints no cell at all.
    """

    text: str
    row: int
    column: int
    own: bool = True
    lost: bool = False
    broken: tuple[int, ...] = ()
    """Places in the text where a printed line ended."""


@many_values(frozen=True, slots=True)
class TableRow:
    """A row with its cells by what they hold. `headings` has as many levels as the row prints."""

    row: int
    number: Slot | None
    headings: tuple[Slot, ...]
    requirement: Slot
    units: tuple[Slot, ...]
    deadlines: tuple[Slot, ...]
    extras: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A row that is one text across the table: a section heading (一、…) or a note."""

    row: int
    text: str


@dataclass(slots=True)
class Rows:
    """Rows and bars in order; `repeated` are headers that a page break prints again."""

    entries: list[TableRow | Bar] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


# The slots of one row under each column; the heading column of plain text may hold several levels.
_Placed = list[list[Slot]]

_HEADING_LIMIT = 40
"""A longer text standing alone in a row is no heading."""


_NUMBERED_BAR = re.compile(
    r"^(?:第[一二三四五六七八九十]+(?:部分|章|类)|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)
_SENTENCE_ENDS = ("。", "；", "，", "：", ";")


def read_rows(grid: Grid, layout: Layout, *, has_header: bool) -> Rows:
    """All rows below the header (or of the whole grid, for a piece that a page break cut off)."""
    out = Rows()
    first = max(layout.header_rows) + 1 if has_header else 0
    last_header = -2
    alone = False
    for row, placed in _merged(grid, layout) if grid.true_spans else _ragged(grid, layout):
        if row < first:
            continue
        texts = [slot.text for slots in placed for slot in slots if slot.own and slot.text]
        if not texts:
            continue
        under = last_header == row - 1 and all(read_title(text) for text in texts)
        unlike = list(dict.fromkeys(texts))
        if under or is_header(unlike):
            last_header = row
            out.repeated.append(" ".join(flow(text) for text in unlike))
        elif len(unlike) == 1 and (
            bar := _bar(row, placed, layout) or _lone(row, placed, layout, out.entries, alone)
        ):
            alone = alone or not any(isinstance(entry, TableRow) for entry in out.entries)
            out.entries.append(bar)
        elif len(unlike) == 2 and (bar := _numbered_bar(row, placed, layout)):
            out.entries.append(bar)
        else:
            out.entries.append(_row(row, placed, layout))
    return out


def _bar(row: int, placed: _Placed, layout: Layout) -> Bar | None:
    """A row whose only text fills nearly the whole width, or stands alone at its left."""
    slots = [slot for column in placed for slot in column]
    filled = [slot for slot in slots if slot.text]
    cells = {(slot.row, slot.column) for slot in filled}
    if len(cells) != 1 or not filled[0].own or squeeze(filled[0].text).isdigit():
        return None
    if len(layout.columns) < 3 and not _NUMBERED_BAR.match(squeeze(filled[0].text)):
        return None
    wide = len(filled) >= max(3, len(slots) - 1)
    # Alone at the left, it heads the rows below it even where nobody merged the row.
    text = squeeze(filled[0].text)
    numbered = bool(_NUMBERED_BAR.match(text)) and not text.endswith(_SENTENCE_ENDS)
    # A row of plain text that has but one cell was one line across the table.
    numbered = numbered or (sum(not slot.lost for slot in slots) == 1 and not text.endswith(_SENTENCE_ENDS))
    heading = (filled[0] not in placed[layout.texts[-1]][-1:] or numbered) and len(text) <= _HEADING_LIMIT
    alone = heading and all(slot.own for slot in slots)
    return Bar(row, flow(filled[0].text)) if wide or alone else None


def _numbered_bar(row: int, placed: _Placed, layout: Layout) -> Bar | None:
    """A number with one cell beside it that is merged over the requirement and the units: a section."""
    number, units = layout.index(Holds.NUMBER), layout.index(Holds.UNITS)
    if number is None or units is None:
        return None
    mark, wide, under = placed[number][-1], placed[layout.texts[-1]][-1], placed[units][-1]
    merged = (wide.row, wide.column) == (under.row, under.column)
    if not merged or not (mark.own and mark.text and wide.own and wide.text):
        return None
    plain = squeeze(mark.text)
    joint = "." if plain.isdecimal() else "" if plain.endswith(("、", "）", ")", ".")) else "、"
    return Bar(row, f"{plain}{joint}{flow(wide.text)}")


def _lone(
    row: int, placed: _Placed, layout: Layout, done: Sequence[TableRow | Bar], alone: bool
) -> Bar | None:
    """A line in the first column with nothing beside it, where the table begins with such a line.

    Elsewhere it is a task whose units stand blank below those above.
    """
    slots = [slot for column in placed for slot in column]
    filled = [slot for slot in slots if slot.text]
    if len(filled) != 1 or filled[0] is not slots[0] or not all(slot.own for slot in slots):
        return None
    text = flow(filled[0].text)
    begins = alone or not done
    short = len(text) <= _HEADING_LIMIT and not text.endswith(_SENTENCE_ENDS)
    return Bar(row, text) if begins and short and layout.index(Holds.UNITS) is not None else None


def _row(row: int, placed: _Placed, layout: Layout) -> TableRow:
    levels: list[Slot] = []
    for index in layout.texts:
        for slot in placed[index]:
            # A cell that spans several heading columns is one heading.
            if not levels or (slot.row, slot.column) != (levels[-1].row, levels[-1].column):
                levels.append(slot)

    return TableRow(
        row=row,
        number=placed[layout.numbers[0]][-1] if layout.numbers else None,
        headings=tuple(levels[:-1]),
        requirement=levels[-1],
        units=tuple([_marked(placed[i][-1]) for i in layout.units]),
        deadlines=tuple([placed[i][-1] for i in layout.deadlines]),
        extras=tuple([placed[i][-1] for i in layout.others]),
    )


def _merged(grid: Grid, layout: Layout) -> Iterator[tuple[int, _Placed]]:
    """Rows of a table with true merges: every place has the cell that covers it."""
    width = len(layout.columns)
    blank: list[Cell | None] = [None] * width
    cover: dict[int, list[Cell | None]] = {}
    for cell in grid.cells:
        line = cover.get(cell.row)
        if line is None:
            line = cover[cell.row] = blank.copy()
        if cell.row_span == cell.column_span == 1 and cell.column < width:
            line[cell.column] = cell
            continue
        end = min(cell.column + cell.column_span, width)
        for row in range(cell.row, min(cell.row + cell.row_span, grid.rows)):
            line = cover.setdefault(row, blank.copy())
            line[cell.column : end] = [cell] * (end - cell.column)
    for row in range(grid.rows):
        yield (
            row,
            [
                [Slot("", row, column, lost=True)]
                if cell is None
                else [Slot(cell.text.strip(), cell.row, cell.column, cell.row == row, False, cell.broken)]
                for column, cell in enumerate(cover.get(row, blank))
            ],
        )


def _marked(slot: Slot) -> Slot:
    """With a mark where a line ended: there, one unit may end and another begin."""
    if not slot.broken:
        return slot
    places = (0, *slot.broken, len(slot.text))
    return replace(slot, text=LINE_END.join(slot.text[start:end] for start, end in pairwise(places)))


def _ragged(grid: Grid, layout: Layout) -> Iterator[tuple[int, _Placed]]:
    """Rows of plain text: a row may have more cells (several heading levels) or fewer (lost cells)."""
    for row, cells in sorted(rows_of(grid).items()):
        yield row, _place(row, [cell.text.strip() for cell in cells], layout)


def _place(row: int, texts: Sequence[str], layout: Layout) -> _Placed:
    """Put a row's texts under the columns, trying where cells may be missing; the most plausible wins."""
    lack = max(len(layout.columns) - len(texts), 0)
    # Where the gap may be: at the left, behind the number, at the right.
    gaps = [len(texts), 0, 1] if lack else [len(texts)]
    counts = [lack] if lack else [0, 1]
    options = [_spread(row, texts, gap, count, layout) for count in counts for gap in gaps]
    if shifted := _shift(texts, layout):
        options += [_spread(row, texts[:-shifted], gap, shifted, layout) for gap in (0, 1)]
    return max(options, key=lambda placed: _plausible(placed, layout))


def _shift(texts: Sequence[str], layout: Layout) -> int:
    """By how many places a row may have slid to the left: units under the requirement, blanks at its end.

    Pages saved as text lose the cells merged with those above and fill the row up behind.
    """
    units = layout.index(Holds.UNITS)
    if units is None or len(texts) != len(layout.columns) or texts[units] or texts[-1]:
        return 0
    slid = texts[layout.texts[-1]]
    blanks = len(texts) - max((place + 1 for place, text in enumerate(texts) if text), default=len(texts))
    away = units - layout.texts[-1]
    return away if 0 < away <= blanks and looks_like_units(slid) else 0


def _spread(row: int, texts: Sequence[str], gap: int, count: int, layout: Layout) -> _Placed:
    """The row with `count` lost cells put in before place `gap`."""
    slots = [Slot(text, row, column) for column, text in enumerate(texts)]
    slots[gap:gap] = [Slot("", row, -1 - column, lost=True) for column in range(count)]
    head = layout.texts[0]
    surplus = max(len(slots) - len(layout.columns), 0)
    return [
        *([slot] for slot in slots[:head]),
        slots[head : head + surplus + 1],
        *([slot] for slot in slots[head + surplus + 1 :]),
    ]


def _plausible(placed: _Placed, layout: Layout) -> int:
    """How well the texts fit what their columns hold."""
    requirement = placed[layout.texts[-1]][-1].text
    score = 3 if requirement else -3
    units = layout.index(Holds.UNITS)
    if units is not None:
        text = placed[units][-1].text
        # Names of units where the task should stand have slid there.
        score -= 2 if not text and requirement and looks_like_units(requirement) else 0
        score += 2 if looks_like_units(text) else (1 if not text else -2)
    number = layout.index(Holds.NUMBER)
    if number is not None:
        text = squeeze(placed[number][-1].text)
        score += 2 if text[:1].isdigit() else (1 if len(text) <= 3 else -2)
    return score - sum(slot.lost for slots in placed for slot in slots)
