"""Cells of plain text that nothing marks for sure: told by gaps, by bars a line each, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from gongkai_desktop.domain.deadline_text import read_deadlines
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.importers.column_titles import Holds, is_column_title, read_title

Line = tuple[int, str]
"""A line's number (1-based) and its text."""
SENTENCE_ENDS = ("。", "；", "！", "？", "：", ":", "）")
UNSURE = "这一行的格数与表头不同，各格按内容对应到列，请核对"
_GAP = re.compile(r"[ \u00a0]*\t[ \u00a0]*|[ \u00a0]{2,}|\u3000+")
_MOST_COLUMNS = 12
_LONGEST_DATE = 30
_BEGINS_WITH_TIME = re.compile(r"[\d每年全上下第一二三四长持立即]")
_BEGINS_WITH_BODY = re.compile(r"[县区市州旗省镇乡各团]")
_PARTED = re.compile("[、，,；;]|牵头|负责|配合|落实")
_FEWEST_BAR_LINES = 6


def pieces(line: str) -> list[str]:
    """The cells of a line between tabs and wide gaps."""
    return [piece.strip() for piece in _GAP.split(line.strip(" \u00a0\u3000"))]


def gap_header(lines: Sequence[str]) -> int | None:
    """Which line is a header whose titles stand apart by gaps, of which not all are tabs; None for none."""
    for index, line in enumerate(lines):
        if "  " not in line and "\u3000" not in line:
            continue
        cells = pieces(line)
        known = sum(map(is_column_title, cells))
        holds = {title.holds for cell in cells if (title := read_title(cell))}
        if len(cells) < 3 or known < len(cells) - 1 or not {Holds.TEXT, Holds.UNITS} <= holds:
            continue
        if known > sum(map(is_column_title, line.split("\t"))):
            return index
    return None


def has_bar_lines(lines: Sequence[str]) -> bool:
    """Whether the cells of a text stand a line each, with a bar before or behind."""
    barred = [line.strip().replace("｜", "|") for line in lines if "|" in line or "｜" in line]
    inner = sum("|" in line.strip("|") for line in barred)
    return len(barred) >= _FEWEST_BAR_LINES and inner < 2


def bar_groups(lines: Sequence[str]) -> tuple[list[list[Line]], list[Line]]:
    """The cells of such a text in groups that blank lines part, and the lines that are none."""
    plain = [line.strip().replace("｜", "|") for line in lines]
    behind = sum(line.endswith("|") for line in plain) >= sum(line.startswith("|") for line in plain)
    groups: list[list[Line]] = [[]]
    waiting: list[Line] = []
    outside: list[Line] = []
    for number, line in enumerate(plain, 1):
        text = line.strip("| ")
        if not line:
            outside += waiting
            waiting = []
            groups.append([])
        elif behind and not line.endswith("|"):
            waiting.append((number, text))
        elif behind or line.startswith("|"):
            parts = [*waiting, *([(number, text)] if text or not waiting else [])]
            groups[-1].append((parts[0][0], "\n".join(part for _, part in parts)))
            waiting = []
        elif groups[-1]:
            first, above = groups[-1][-1]
            groups[-1][-1] = first, f"{above}\n{text}"
        else:
            outside.append((number, text))
    return [group for group in groups if group], outside + waiting


def kind_of(text: str) -> Holds:
    """What a cell holds, by its text alone."""
    plain = "".join(text.split())
    if plain.isdecimal() and len(plain) <= 3:
        return Holds.NUMBER
    sentence = plain.endswith("。")
    if len(plain) <= _LONGEST_DATE and (not sentence or _BEGINS_WITH_TIME.match(plain)):
        reading = read_deadlines(plain, 2000)
        if reading.deadlines and not reading.doubts:
            return Holds.DEADLINE
    if sentence and not _PARTED.search(plain) and not _BEGINS_WITH_BODY.match(plain):
        return Holds.TEXT
    return Holds.UNITS if looks_like_units(text) else Holds.TEXT


def fit(texts: Sequence[str], titles: Sequence[str]) -> list[str]:
    """Fewer texts than titles under those that they fit best, with blanks between."""
    if not 0 < len(texts) < len(titles) <= _MOST_COLUMNS:
        return list(texts)
    wanted = [title.holds if (title := read_title(text)) else None for text in titles]
    kinds = [kind_of(text) for text in texts]

    def score(places: tuple[int, ...]) -> int:
        return sum(_match(kind, wanted[place]) for kind, place in zip(kinds, places, strict=True))

    places = max(combinations(range(len(titles)), len(texts)), key=score)
    out = [""] * len(titles)
    for place, text in zip(places, texts, strict=True):
        out[place] = text
    return out


def _match(kind: Holds, wanted: Holds | None) -> int:
    if wanted is kind:
        return 2
    return 0 if wanted in (None, Holds.OTHER) else -2


def rows_by_kind(cells: Sequence[Line], titles: Sequence[str]) -> list[tuple[int, list[str], bool]]:
    """A flat run of cells as rows: a cell that fits no further column begins the next row.

    Each row with its line and whether it has all its cells.
    """
    width = len(titles)
    whole = [cells[at : at + width] for at in range(0, len(cells), width)]
    wanted = [title.holds if (title := read_title(text)) else None for text in titles]
    if all(len(row) == width and _fits(row, wanted) for row in whole):
        return [(row[0][0], [text for _, text in row], True) for row in whole]
    rows: list[tuple[int, list[str]]] = []
    column = width
    for number, text in cells:
        kind = kind_of(text)
        place = next((c for c in range(column + 1, width) if wanted[c] in (kind, None, Holds.OTHER)), None)
        more = place is None and column < width and wanted[column] is kind is Holds.UNITS
        if more and _BEGINS_WITH_BODY.match(text):
            rows[-1][1][column] += f"\n{text}"
            continue
        if place is None or not rows:
            rows.append((number, [""] * width))
            place = next((c for c in range(width) if wanted[c] is kind), 0)
        rows[-1][1][place] = text
        column = place
    task = max((column for column, holds in enumerate(wanted) if holds is Holds.TEXT), default=0)
    return [
        (number, texts, all(texts) or (index > 0 and _only_merged(texts, wanted, task)))
        for index, (number, texts) in enumerate(rows)
    ]


def _only_merged(texts: Sequence[str], wanted: Sequence[Holds | None], task: int) -> bool:
    """Whether a row lacks nothing but headings merged with those above, and each cell is of its kind."""
    return all(
        kind_of(text) is holds if text else holds is Holds.TEXT and column < task
        for column, (text, holds) in enumerate(zip(texts, wanted, strict=True))
    )


def _fits(row: Sequence[Line], wanted: Sequence[Holds | None]) -> bool:
    """Whether the cells of units are units and those of text are none."""
    return all(
        (kind_of(text) is Holds.UNITS) == (holds is Holds.UNITS)
        for (_, text), holds in zip(row, wanted, strict=True)
        if holds in (Holds.UNITS, Holds.DEADLINE) and text
    )


def deal(texts: Sequence[str], titles: Sequence[str], *, first: bool) -> tuple[list[str], bool]:
    """The lines of one row dealt to its columns in order, and whether nothing else fits as well.

    Copied from a page, a cell may stand on several lines, and one that was merged with the cell above
    does not appear again: so a column takes any run of lines, and the headings before the task may be
    blank but in the `first` row.
    """
    if not 0 < len(titles) <= _MOST_COLUMNS or len(texts) > _MOST_LINES:
        return [*texts[: len(titles) - 1], "\n".join(texts[len(titles) - 1 :])], False
    reads = [read_title(title) for title in titles]
    wanted = [read.holds if read else None for read in reads]
    task = max((i for i, holds in enumerate(wanted) if holds is Holds.TEXT), default=0)
    kinds = [kind_of(text) for text in texts]
    # best[i]: what the columns so far make of the first i lines, as (score, where each column ends).
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ())] + [None] * len(texts)
    for column, holds in enumerate(wanted):
        heading = holds is Holds.TEXT and column < task
        after: list[tuple[float, tuple[int, ...]] | None] = [None] * (len(texts) + 1)
        for start, reached in enumerate(best):
            if reached is None:
                continue
            score = reached[0] + _blank(holds, heading=heading, first=first)
            for end in range(start, len(texts) + 1):
                if end > start:
                    join = 0.0 if end == start + 1 else _joins(texts, end - 1, holds, heading=heading)
                    score = (reached[0] if end == start + 1 else score) + join + _worth(kinds[end - 1], holds)
                found = after[end]
                if found is None or score > found[0]:
                    after[end] = score, (*reached[1], end)
        best = after
    last = best[len(texts)]
    ends = last[1] if last else ()
    starts = (0, *ends[:-1])
    cells = ["\n".join(texts[start:end]) for start, end in zip(starts, ends, strict=True)]
    plain = cells == list(texts)
    return cells, plain or _sure(wanted, task, kinds, list(zip(starts, ends, strict=True)))


def moved_back(texts: Sequence[str], titles: Sequence[str], *, first: bool) -> tuple[list[str], bool] | None:
    """The cells of a row that lost those merged with the row above, and whether nothing else fits as well.

    What is left then stands too far left: a deadline or units under the title of something else. None for
    a row that stands where it should.
    """
    filled = list(texts)
    while filled and not filled[-1].strip():
        del filled[-1]
    if not 2 <= len(filled) < len(titles) or not all(cell.strip() for cell in filled):
        return None
    reads = [read_title(title) for title in titles]
    if not any(read and read.holds is Holds.DEADLINE for read in reads):
        return None  # a row of few columns is put back where its cells are read
    kinds = [kind_of(cell) for cell in filled]
    astray = any(
        kind in (Holds.DEADLINE, Holds.UNITS) and read is not None and read.holds not in (kind, Holds.OTHER)
        for kind, read in zip(kinds, reads, strict=False)
    )
    return deal(filled, titles, first=first) if astray else None


_MOST_LINES = 40
_ITEM = re.compile(r"[（(]?\d{1,2}[）).．、]|[①-⑳]|[●■◆—]")


def _worth(kind: Holds, holds: Holds | None) -> float:
    """How well a line of a kind stands in a column."""
    if kind is holds:
        return 2.0
    if holds in (None, Holds.OTHER):
        return 0.5
    return -1.0 if holds is Holds.TEXT and kind is not Holds.DEADLINE else -2.0


def _blank(holds: Holds | None, *, heading: bool, first: bool) -> float:
    """What it costs to leave a column without a line."""
    if heading:
        return -2.5 if first else -0.3
    return -0.2 if holds in (None, Holds.OTHER) else -6.0 if holds in (Holds.TEXT, Holds.NUMBER) else -1.0


def _joins(texts: Sequence[str], index: int, holds: Holds | None, *, heading: bool) -> float:
    """What it costs to join a line to the one above in a cell."""
    if holds is Holds.UNITS:
        return 0.0
    if heading or holds is not Holds.TEXT:
        return -2.5
    return -0.5 if _goes_on_below(texts, index) else -1.2


def _goes_on_below(texts: Sequence[str], index: int) -> bool:
    return bool(_ITEM.match(texts[index])) or texts[index - 1].endswith(SENTENCE_ENDS)


def _sure(
    wanted: Sequence[Holds | None], task: int, kinds: Sequence[Holds], runs: Sequence[tuple[int, int]]
) -> bool:
    """Whether each line is of its column's kind and no column but a merged heading went without."""
    units = [column for column, holds in enumerate(wanted) if holds is Holds.UNITS]
    counted = sum(runs[column][1] - runs[column][0] for column in units)
    if len(units) > 1 and counted != len(units):
        return False
    for column, (holds, (start, end)) in enumerate(zip(wanted, runs, strict=True)):
        if start == end:
            if holds is not Holds.TEXT or column >= task:
                return False
            continue
        joined = end - start > 1 and holds is not Holds.UNITS and column != task
        known = holds not in (None, Holds.OTHER)
        if joined or (known and any(kind is not holds for kind in kinds[start:end])):
            return False
    return True


def title_run(texts: Sequence[str]) -> tuple[int, int]:
    """Where the longest run of column titles begins and how long it is; it names units or a deadline."""
    best = (0, 0)
    start = 0
    for index in range(len(texts) + 1):
        if index < len(texts) and is_column_title(texts[index]):
            continue
        holds = {title.holds for text in texts[start:index] if (title := read_title(text))}
        if index - start > best[1] and Holds.TEXT in holds and holds & {Holds.UNITS, Holds.DEADLINE}:
            best = (start, index - start)
        start = index + 1
    return best
