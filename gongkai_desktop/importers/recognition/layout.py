"""Finding a table's header and saying what each of its columns holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter

from gongkai_desktop.domain.deadline_text import read_deadlines
from gongkai_desktop.domain.grid import Cell, Grid
from gongkai_desktop.domain.recognised import Role
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.importers.column_titles import PART_OF_YEAR, ColumnTitle, Holds, read_title
from gongkai_desktop.importers.recognition.lead_rules import NO_RULES, LeadRules, lead_rules
from gongkai_desktop.importers.recognition.text import flow, squeeze

_TITLE_LIMIT = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its printed title, what it holds, and the role it gives to units."""

    title: str
    holds: Holds
    role: Role = Role.RESPONSIBLE
    timed: bool = False
    """Whether cells of units name the deadline, too."""


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

    def __post_init__(self) -> None:
        for name, holds in _PLACES:
            places = tuple(i for i, column in enumerate(self.columns) if column.holds is holds)
            object.__setattr__(self, name, places)

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
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        cells.sort(key=attrgetter("column"))
    return rows


def is_header(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are column titles of a task table."""
    filled = [text for text in texts if text.strip()]
    kinds: set[Holds] = set()
    unread = 0
    for text in filled:
        title = read_title(text)
        if title is not None:
            kinds.add(title.holds)
            continue
        unread += 1
        # A row of tasks shows after a few cells that it is no header.
        if unread * 5 > len(filled) * 2:
            return False
    if len(filled) < 2:
        return False
    # A strange title may name the tasks where others say who does them or until when.
    duties = Holds.DEADLINE in kinds or any(map(_NAMES_DUTY.search, filled))
    strange = unread > 0 and Holds.UNITS in kinds and len(kinds) >= 2 and duties
    told = Holds.TEXT in kinds and (
        Holds.UNITS in kinds
        or (Holds.DEADLINE in kinds and len(kinds) >= 2)
        or (Holds.NUMBER in kinds and len(filled) >= 3)
    )
    return told or strange


_NAMES_DUTY = re.compile(r"责\s*任|牵\s*头|承\s*办|主\s*办|协\s*办|配\s*合")


def find_layout(grid: Grid) -> Layout | None:
    """The table's layout, None where no row reads like the header of a task table."""
    rows = rows_of(grid)
    for row in sorted(rows):
        if is_header([cell.text for cell in rows[row]]):
            layout = _layout(grid, rows, row)
            if layout.texts:
                return layout
    return None


def _layout(grid: Grid, rows: dict[int, list[Cell]], header: int) -> Layout:
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
    body = [cell for cell in grid.cells if cell.row > header_rows[-1]]
    columns, unknown = _columns(titles, body, grid.true_spans)
    return Layout(tuple(columns), tuple(header_rows), unknown, lead_rules(titles))


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


def _columns(
    titles: Sequence[str], body: Sequence[Cell], true_spans: bool
) -> tuple[list[Column], tuple[str, ...]]:
    columns: list[Column] = []
    unknown: list[str] = []
    known = [read_title(title) for title in titles]
    tails = (i for i, t in enumerate(known) if t and t.holds in (Holds.UNITS, Holds.DEADLINE))
    first_tail = next(tails, len(known))
    for index, (title, read) in enumerate(zip(titles, known, strict=True)):
        if read is not None:
            beside = _reports(index, titles, known) or _is_measure(index, titles, known, body)
            beside = beside or _is_loose_time(index, titles, known)
            holds = Holds.OTHER if beside else read.holds
            columns.append(Column(title, holds, read.role, read.timed))
            continue
        texts = [cell.text for cell in body if cell.column == index and cell.text.strip()]
        holds = _by_content(texts, index < first_tail) if true_spans or texts else Holds.OTHER
        if holds is Holds.NUMBER and any(t and t.holds is Holds.NUMBER for t in known):
            holds = Holds.OTHER
        if title and _is_beside(holds, index, known):
            holds = Holds.OTHER
        if _is_strange_time(title, texts, known):
            holds = Holds.DEADLINE
        columns.append(Column(title, holds))
        if title and holds is Holds.OTHER:
            unknown.append(title)
    return _with_units(_with_numbers(columns, body), body), tuple(unknown)


_REPORT = re.compile(r"存在(?:的)?问题|问题.*|.*(?:困难|原因).*")
_GOAL = re.compile(r".*(?:目标|成效|效果)")
_MEASURE = re.compile(r".*(?:措施|举措|做法|步骤)")


_TIME_TITLE = re.compile(r".*(?:时限|期限|时间|日期|节点|频次|周期)")


def _is_strange_time(title: str, texts: Sequence[str], known: Sequence[ColumnTitle | None]) -> bool:
    """Whether a strange title that ends in a word of time heads nothing but limits, where no other does."""
    if not texts or not _TIME_TITLE.fullmatch(squeeze(title)):
        return False
    if any(column and column.holds is Holds.DEADLINE for column in known):
        return False
    return not any(read_deadlines(text, _ANY_YEAR).doubts for text in texts)


_ANY_YEAR = 2000
_LOOSE_TIME = re.compile(r"(?:报送|反馈|发布|公开|更新|考核|办理)(?:时间|日期)")


def _is_loose_time(index: int, titles: Sequence[str], known: Sequence[ColumnTitle | None]) -> bool:
    """反馈时间 is a limit where no other column is one; beside 完成时限 it says when something was told."""
    times = [i for i, title in enumerate(known) if title and title.holds is Holds.DEADLINE]
    firm = [i for i in times if not _LOOSE_TIME.fullmatch(squeeze(titles[i]))]
    return index in times and index not in firm and bool(firm)


def _is_measure(
    index: int, titles: Sequence[str], known: Sequence[ColumnTitle | None], body: Sequence[Cell]
) -> bool:
    """单位 beside other columns of units may be that of a figure: 亿元, %."""
    others = (t for i, t in enumerate(known) if t and t.holds is Holds.UNITS and i != index)
    if squeeze(titles[index]) != "单位" or not any(others):
        return False
    texts = [cell.text for cell in body if cell.column == index and cell.text.strip()]
    return bool(texts) and not any(map(looks_like_units, texts))


def _reports(index: int, titles: Sequence[str], known: Sequence[ColumnTitle | None]) -> bool:
    """存在问题 behind the task reports on it, 整改目标 behind a measure says what it is for."""
    texts = [i for i, column in enumerate(known) if column is not None and column.holds is Holds.TEXT]
    if len(texts) < 2 or index != texts[-1]:
        return False
    title = squeeze(titles[index])
    goal = _GOAL.fullmatch(title) and _MEASURE.fullmatch(squeeze(titles[texts[-2]]))
    return bool(goal or _REPORT.fullmatch(title))


def _with_numbers(columns: list[Column], body: Sequence[Cell]) -> list[Column]:
    """Where no column is called 序号, one of headings that holds nothing but figures is one."""
    texts = [index for index, column in enumerate(columns) if column.holds is Holds.TEXT]
    if any(column.holds is Holds.NUMBER for column in columns) or len(texts) < 2:
        return columns
    for index in texts[:-1]:
        own = [squeeze(c.text) for c in body if c.column == index and c.column_span == 1 and c.text.strip()]
        figures = [text for text in own if text.isdecimal() and len(text) <= 3]
        rest = [text for text in own if not text.isdecimal()]
        if len(figures) >= 2 and all(_SECTION_MARK.match(text) for text in rest):
            return [*columns[:index], replace(columns[index], holds=Holds.NUMBER), *columns[index + 1 :]]
    return columns


_SECTION_MARK = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|合计|小计|总计")


def _is_beside(holds: Holds, index: int, known: Sequence[ColumnTitle | None]) -> bool:
    """Whether a strange column stands beside known ones that hold what it seems to hold.

    Before the last known text it is a heading; behind it, it can only stand beside the requirement.
    """
    places = [i for i, title in enumerate(known) if title is not None and title.holds is holds]
    return bool(places) and (holds is Holds.UNITS or (holds is Holds.TEXT and places[-1] < index))


def _by_content(texts: Sequence[str], before_units: bool) -> Holds:
    """What a column with an unknown title holds, judged by its cells."""
    if not texts:
        return Holds.OTHER
    if all(squeeze(text).isdigit() for text in texts):
        return Holds.NUMBER
    if sum(looks_like_units(text) for text in texts) * 10 >= len(texts) * 8:
        return Holds.UNITS
    return Holds.TEXT if before_units else Holds.OTHER


def _with_units(columns: list[Column], body: Sequence[Cell]) -> list[Column]:
    """A title may be misleading: where no column holds units, the one whose cells read like units does."""
    if any(column.holds is Holds.UNITS for column in columns):
        return columns
    only_text = sum(column.holds is Holds.TEXT for column in columns) == 1
    for index, column in enumerate(columns):
        texts = [cell.text for cell in body if cell.column == index and cell.text.strip()]
        if (
            column.holds is not Holds.NUMBER
            and not (only_text and column.holds is Holds.TEXT)  # a task without text is none
            and texts
            and sum(map(looks_like_units, texts)) * 10 >= len(texts) * 8
        ):
            return [*columns[:index], replace(column, holds=Holds.UNITS), *columns[index + 1 :]]
    return columns
