"""Finding a table's header and saying what each of its columns holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.importers.column_titles import (
    PART_OF_YEAR,
    Holds,
    guess_title,
    read_title,
    surely_no_title,
)
from gongkai_desktop.importers.recognition.columns import Column, read_columns
from gongkai_desktop.importers.recognition.lead_rules import NO_RULES, LeadRules, lead_rules
from gongkai_desktop.importers.recognition.periods import with_periods
from gongkai_desktop.importers.recognition.text import flow, squeeze

_TITLE_LIMIT = 12


_PLACES = (
    ("numbers", Holds.NUMBER),
    ("texts", Holds.TEXT),
    ("units", Holds.UNITS),
    ("deadlines", Holds.DEADLINE),
    ("others", Holds.OTHER),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table and the rows its header takes (0-based, of the grid)."""

    columns: tuple[Column, ...]
    header_rows: tuple[int, ...]
    unknown: tuple[str, ...] = ()
    """Titles nobody knows; their columns are kept as extra fields or taken by content."""
    lead_rules: LeadRules = NO_RULES
    """What the document says of who leads."""
    named_rows: bool = True
    """Whether a short text before item (1) is the row's own name, as in tables."""

    # Indexes of the columns by what they hold, in order; every row asks for them.
    numbers: tuple[int, ...] = field(init=False, repr=False, compare=False)
    texts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Headings and the requirement."""
    units: tuple[int, ...] = field(init=False, repr=False, compare=False)
    deadlines: tuple[int, ...] = field(init=False, repr=False, compare=False)
    others: tuple[int, ...] = field(init=False, repr=False, compare=False)
    periods: tuple[tuple[int, str], ...] = field(init=False, repr=False, compare=False)
    """Of the others, those by period: their place among the others, and the period."""

    def __post_init__(self) -> None:
        for name, holds in _PLACES:
            places = tuple(i for i, column in enumerate(self.columns) if column.holds is holds)
            object.__setattr__(self, name, places)
        named = ((place, self.columns[index].period) for place, index in enumerate(self.others))
        object.__setattr__(self, "periods", tuple(entry for entry in named if entry[1]))

    def index(self, holds: Holds) -> int | None:
        """The first column that holds this, None where there is none."""
        return next((i for i, column in enumerate(self.columns) if column.holds is holds), None)

    @property
    def titles(self) -> tuple[str, ...]:
        """Printed titles, each once where a title spans several columns."""
        out: list[str] = []
        for column in self.columns:
            if not out or out[-1] != column.title:
                out.append(column.title)
        return tuple(out)


def rows_of(grid: Grid) -> dict[int, list[Cell]]:
    """The cells that begin in each row, in order of columns."""
    rows: dict[int, list[Cell]] = {}
    in_order = True
    for cell in grid.cells:
        before = rows.get(cell.row)
        if before is None:
            rows[cell.row] = [cell]
        else:
            in_order = in_order and before[-1].column <= cell.column
            before.append(cell)
    for cells in () if in_order else rows.values():
        cells.sort(key=attrgetter("column"))
    return rows


def is_header(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are column titles of a task table."""
    filled = [text for text in texts if text.strip()]
    kinds: set[Holds] = set()
    guessed = unread = 0
    # A row of tasks shows after a few cells that it is no header.
    most = len(filled) * 2 // 5
    for text in filled:
        title = None
        if not surely_no_title(text):
            title = read_title(text)
            if title is None and (title := guess_title(text)) is not None:
                guessed += not names_duty(text)
        if title is not None:
            kinds.add(title.holds)
            continue
        unread += 1
        if unread > most:
            return False
    # A title told by its last word alone may be a short task.
    sure = len(filled) - unread - guessed
    if len(filled) < 2 or (
        guessed and sure < 2 and not (unread == 0 and len(filled) >= 4 and len(kinds) >= 3)
    ):
        return False
    # A strange title may name the tasks where others say who does them or until when.
    duties = Holds.DEADLINE in kinds or any(map(names_duty, filled))
    strange = unread > 0 and Holds.UNITS in kinds and len(kinds) >= 2 and duties
    told = Holds.TEXT in kinds and (
        Holds.UNITS in kinds
        or (Holds.DEADLINE in kinds and len(kinds) >= 2)
        or (Holds.NUMBER in kinds and len(filled) >= 3)
    )
    return told or strange


_NAMES_DUTY = re.compile(r"责\s*任|牵\s*头|承\s*[办诺]|[主协]\s*办|配\s*合|(?:负责|参加|参与)(?:单位|部门)")


def names_duty(title: str) -> bool:
    """Whether a title says that what it heads has a duty, and not only that it names bodies."""
    return bool(_NAMES_DUTY.search(title))


def find_layout(grid: Grid, rows: dict[int, list[Cell]] | None = None) -> Layout | None:
    """The table's layout, None where no row reads like the header of a task table; `rows` if known."""
    rows = rows or rows_of(grid)
    for row in sorted(rows):
        if is_header([cell.text for cell in rows[row]]):
            layout = layout_at(grid, rows, row)
            if layout.texts and not _only_counts(grid, layout):
                return layout
    return None


_COUNT = re.compile(r"[\d.,，]+[%％]?")
_KIND = re.compile(r".*(?:类别|类型|分类|性质|属性|级别)")
_LONGEST_KIND = 6


def _only_counts(grid: Grid, layout: Layout) -> bool:
    """Whether the one column of texts holds figures or kinds: a summary or a list of bodies, not of tasks."""
    if len(layout.texts) > 1 or layout.deadlines:
        return False
    column, first = layout.texts[0], max(layout.header_rows)
    texts = [cell.text for cell in grid.cells if cell.column == column and cell.row > first and cell.text]
    if not texts:
        return False
    kinds = bool(_KIND.fullmatch(squeeze(layout.columns[column].title)))
    return all(map(_COUNT.fullmatch, texts)) or (kinds and max(map(len, texts)) <= _LONGEST_KIND)


def layout_at(grid: Grid, rows: dict[int, list[Cell]], header: int) -> Layout:
    """The layout of a table whose header is known to begin in this row."""
    cells = rows[header]
    width = grid.columns if grid.true_spans else max(cell.column for cell in cells) + 1
    titles: list[str] = [""] * width
    for cell in cells:
        for column in range(cell.column, min(cell.column + cell.column_span, width)):
            titles[column] = flow(cell.text)
    header_rows = [header]
    while (below := _lower_row(grid, rows, header_rows[-1])) is not None:
        header_rows.append(below)
        _widen(titles, rows[below])
        for cell in rows[below]:
            for column in range(cell.column, min(cell.column + cell.column_span, width)):
                titles[column] = _lower_title(titles[column], flow(cell.text))
    body = (cell for cell in grid.cells if cell.row > header_rows[-1])
    read, unknown = read_columns(titles, body, grid.true_spans)
    columns = with_periods(read)
    by_period = {column.title for column in columns if column.period}
    strange = tuple(title for title in unknown if title not in by_period)
    return Layout(tuple(columns), tuple(header_rows), strange, lead_rules(titles))


def _widen(titles: list[str], below: Sequence[Cell]) -> None:
    """Give a group's title to its columns that print none, where no merge says how far it reaches."""
    lower = {cell.column for cell in below if cell.text.strip()}
    for column in range(1, len(titles)):
        if not titles[column] and column in lower and column - 1 in lower:
            titles[column] = titles[column - 1]


def _lower_title(upper: str, lower: str) -> str:
    """The title of a column under a wide title; words nobody knows only tell it from its neighbours."""
    part = re.fullmatch(PART_OF_YEAR, squeeze(lower)) and upper
    if not lower or (read_title(lower) is not None and not part):
        return lower or upper
    return f"{upper}（{lower}）" if upper else lower


def _lower_row(grid: Grid, rows: dict[int, list[Cell]], above: int) -> int | None:
    """The lower row of a header of two rows: titles under a title that spans several columns."""
    # The rows of text count its lines, of which a row may take several.
    following = above + 1 if grid.true_spans else min((row for row in rows if row > above), default=above)
    if following in rows and _is_unmerged_lower(rows[above], rows[following]):
        return following
    if not grid.true_spans:
        return None
    wide = [cell for cell in rows.get(above, ()) if cell.column_span > 1 and cell.row_span == 1]
    below = [cell for cell in rows.get(above + 1, ()) if cell.text.strip()]
    if not wide or not below:
        return None
    inside = [cell for cell in below if any(w.column <= cell.column < w.column + w.column_span for w in wide)]
    if len(inside) != len(below):
        return None
    # All other titles reaching down beside them make these titles whatever their words are.
    beside = [cell for cell in rows[above] if cell not in wide]
    framed = bool(beside) and all(cell.row_span > 1 for cell in beside)
    return above + 1 if framed or all(read_title(cell.text) for cell in below) else None


def _is_unmerged_lower(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a row is the lower one of a header whose wide titles are not merged (as in a .csv).

    Its words stand under a title with blank cells behind it, or under the same title printed again.
    """
    if not below or any(cell.column_span > 1 or cell.row_span > 1 for cell in (*above, *below)):
        return False
    upper = {cell.column: flow(cell.text) for cell in above}
    lower = {cell.column: flow(cell.text) for cell in below if cell.text.strip()}
    if len(lower) < 2 or not lower.keys() <= upper.keys():
        return False
    own = {column: text for column, text in lower.items() if text != upper[column]}
    # A group of headings may have no titles of its own below it; another has one for every column.
    under = [group for group in _groups(upper) if group & own.keys()]
    if not under or own.keys() != set().union(*under):
        return False
    known = all(read_title(text) for text in own.values())
    # Words nobody knows stand below a title where the first task would not leave its own cells blank.
    return known or (
        own.keys() == lower.keys()
        and all(len(text) <= _TITLE_LIMIT and not looks_like_units(text) for text in own.values())
    )


def _groups(upper: Mapping[int, str]) -> list[set[int]]:
    """The columns of each title that is printed once for several columns, or again for each."""
    order = sorted(upper)
    groups: list[set[int]] = []
    for before, column in pairwise(order):
        goes_on = bool(groups) and before in groups[-1]
        blank = not upper[column] and (upper[before] or goes_on)
        if blank or (upper[column] and upper[column] == upper[before]):
            if goes_on:
                groups[-1].add(column)
            else:
                groups.append({before, column})
    return groups
