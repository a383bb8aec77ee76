"""Plain text as it is copied from web pages and Word: three dialects of tables, and text around them.

- rows of cells between tabs, one row a line, pages apart by blank lines;
- rows of cells between vertical bars;
- one cell a line, each after a tab or beside a bar, rows apart by blank lines, cells broken by blank lines.

Where cells are apart by nothing but gaps, or stand a line each, what they hold tells their columns.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.domain.unit_text import looks_like_units
from gongkai_desktop.importers.column_titles import Holds, is_column_title, read_title
from gongkai_desktop.importers.formats.encodings import decode
from gongkai_desktop.importers.formats.flat_rows import lay_out, moved_back
from gongkai_desktop.importers.formats.group_titles import DOUBT, with_wide_titles
from gongkai_desktop.importers.formats.limits import check_cell, check_lines
from gongkai_desktop.importers.formats.text_cells import (
    FURNITURE,
    UNSURE,
    bar_groups,
    fit,
    gap_header,
    has_bar_lines,
    holds_of,
    pieces,
    title_run,
    whole_titles,
)
from gongkai_desktop.importers.formats.text_lines import unwrapped

_BREAKING_TAG = re.compile(r"</(?:p|div|li|h\d)>\s*|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_RULE = re.compile(r"^[|\s:：+\-—=]+$")
_HEADING = re.compile(r"(?:表|台账|清单|分工)(?:[（(].*[）)])?\s*$")
_HEADING_LIMIT = 30
_TITLE_LIMIT = 15
_PLAIN = {Holds.NUMBER, Holds.TEXT, Holds.UNITS}
_SECTION = re.compile(r"^\s*[（(]?[一二三四五六七八九十]{1,3}[）)、]")


def clean_markup(text: str) -> str:
    """Web leftovers taken out of a cell: tags, entities, bookmarks."""
    text = _TAG.sub("", _BREAKING_TAG.sub("\n", text))
    return html.unescape(_BOOKMARK.sub("", text)).strip("\n\r ")


_Line = tuple[int, str]
"""A line's number (1-based) and its text."""


@dataclass(slots=True)
class _Builder:
    """Collects blocks in reading order; `rows` is the table being read, as (line number, cells)."""

    blocks: list[Block] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    tables: int = 0
    row_a_line: bool = False
    """Whether the lines of the text are rows, from which a page may have left out merged cells."""
    doubtful: dict[int, str] = field(default_factory=dict)
    """Lines whose row may have its cells under other columns, with the reason."""

    def paragraph(self, line: int, text: str) -> None:
        text = clean_markup(text).strip()
        if text:
            self.blocks.append(Paragraph(text, f"第{line}行"))

    def _move_back(self) -> None:
        """Put rows right of which a page left out the cells merged with those above."""
        heads = (i for i, (_, row) in enumerate(self.rows[:5]) if _heads_columns(row))
        head = next(heads, None)
        if head is None:
            return
        titles, below = self.rows[head][1], enumerate(self.rows[head + 1 :], head + 1)
        moved = {i: found for i, (_, row) in below if (found := moved_back(row, titles, first=i == head + 1))}
        if len(moved) == 1 and {holds_of(title) for title in titles} <= _PLAIN:
            return  # put back, with a doubt, where the rows are read
        for index, (row, doubt) in moved.items():
            line = self.rows[index][0]
            self.rows[index] = line, row
            if doubt or len(moved) == 1:  # several rows show that the page leaves such cells out
                self.doubtful[line] = doubt or UNSURE

    def end_table(self) -> None:
        if not self.rows:
            return
        if self.row_a_line:
            self._move_back()
        self.rows, unsure = with_wide_titles(self.rows)
        self.doubtful |= {line: DOUBT for line, _ in self.rows[1:]} if unsure else {}
        self.tables += 1
        cells = tuple(
            Cell(clean_markup(text).strip(), line - 1, column)
            for line, row in self.rows
            for column, text in enumerate(row)
        )
        width = max(len(row) for _, row in self.rows)
        doubts = tuple((line - 1, self.doubtful[line]) for line, _ in self.rows if line in self.doubtful)
        place = f"文本表{self.tables}"
        self.blocks.append(Grid(place, cells, self.rows[-1][0], width, true_spans=False, doubts=doubts))
        self.rows = []


def _heads_columns(row: Sequence[str]) -> bool:
    """Whether a row holds titles mainly, side by side; in a form every other cell is one."""
    known = [is_column_title(text) for text in row]
    beside = any(map(all, pairwise(known[:3])))
    return beside and sum(known) >= 3 and 5 * sum(known) >= 3 * sum(map(bool, row))


def read(name: str, data: bytes) -> RawDocument:
    """Read a text file into paragraphs and tables; row numbers are the file's line numbers."""
    return read_text(name, decode(name, data))


def read_text(name: str, text: str) -> RawDocument:
    """Text into paragraphs and tables, as `read`."""
    lines = text.split("\n")
    check_lines(name, len(lines))
    check_cell(name, "正文", max(lines, key=len))
    builder = _Builder()
    _dialect(lines)(lines, builder)
    builder.end_table()
    return RawDocument(name, tuple(builder.blocks))


def _dialect(lines: Sequence[str]) -> Callable[[Sequence[str], _Builder], None]:
    if has_bar_lines(lines):
        return _read_bar_lines
    if gap_header(lines) is not None:
        return _read_gaps
    bars = sum(line.count("|") + line.count("｜") >= 2 for line in lines)
    inner_tabs = sum("\t" in line.strip("\t ") for line in lines)
    cell_lines = sum(line.startswith("\t") and "\t" not in line.strip("\t ") for line in lines)
    if bars >= 2 and bars >= inner_tabs and (any(map(_heads_bars, lines)) or _no_other_table(lines)):
        return _read_bars
    if inner_tabs >= 2 and inner_tabs * 3 >= cell_lines:
        return _read_tabs
    if cell_lines >= 4:
        return _read_cell_lines
    return _read_bare_lines


def _no_other_table(lines: Sequence[str]) -> bool:
    return title_run([text for line in lines if (text := line.strip())])[1] < 3


def _heads_bars(line: str) -> bool:
    return sum(map(is_column_title, line.replace("｜", "|").split("|"))) >= 2


def _read_bars(lines: Sequence[str], builder: _Builder) -> None:
    builder.row_a_line = True
    barred = [text for line in lines if (text := line.strip().replace("｜", "|")).count("|") >= 2]
    fenced = sum(text.startswith("|") for text in barred) * 2 > len(barred)
    for number, line in enumerate(lines, 1):
        line = line.replace("｜", "|")
        if line.count("|") == 1 and line.rstrip().endswith("|") and builder.rows and _SECTION.match(line):
            builder.rows.append((number, [line.strip(" |")]))
        elif line.count("|") < 2:
            if line.strip() and builder.rows and _continues(lines, number, "|"):
                builder.rows[-1][1][-1] += "\n" + line
                continue
            builder.end_table()
            builder.paragraph(number, line)
        elif not _RULE.match(line):
            inner = line.strip()
            inner = inner[1:] if fenced and inner.startswith("|") else inner
            cells = (inner[:-1] if inner.endswith("|") else inner).split("|")
            builder.rows.append((number, [cell.strip() for cell in cells]))


def _read_bar_lines(lines: Sequence[str], builder: _Builder) -> None:
    """One cell a line beside a bar: rows are apart by blank lines, or by their numbers only."""
    groups, outside = bar_groups(lines)
    cells = [cell for group in groups for cell in group]
    start, width = title_run([text for _, text in cells])
    first = cells[start][0] if width >= 3 else cells[0][0]
    for number, text in outside:
        if number < first:
            builder.paragraph(number, text)
    _end_cell_table(groups, builder)
    for number, text in outside:
        if number > first:
            builder.paragraph(number, text)


def _read_gaps(lines: Sequence[str], builder: _Builder) -> None:
    """Rows of cells between gaps and tabs, a row a line; a blank cell shows only by its row being short."""
    start = gap_header(lines) or 0
    titles = pieces(lines[start])
    for number, line in enumerate(lines[:start], 1):
        builder.paragraph(number, line)
    builder.rows.append((start + 1, titles))
    for number, line in enumerate(lines[start + 1 :], start + 2):
        cells = pieces(line)
        if not line.strip():
            continue
        if len(cells) == 1 and not _SECTION.match(line):
            builder.end_table()
            builder.paragraph(number, line)
            continue
        if 1 < len(cells) != len(titles):
            cells = fit(cells, titles)
            builder.doubtful[number] = UNSURE
        builder.rows.append((number, cells))


def _continues(lines: Sequence[str], number: int, separator: str) -> bool:
    """Whether the table goes on right below line `number` (1-based), so that this line is part of a cell."""
    return number < len(lines) and separator in lines[number].strip(" ")


def _read_tabs(lines: Sequence[str], builder: _Builder) -> None:
    builder.row_a_line = True
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            cells = line.split("\t")
            if _completes(builder.rows, cells):
                row = builder.rows[-1][1]
                row[-1] += "\n" + cells[0]
                row.extend(cells[1:])
            else:
                builder.rows.append((number, cells))
        elif not line.strip():
            builder.end_table()
        elif builder.rows and _continues(lines, number, "\t"):
            if _SECTION.match(line) or _heads_rows(builder.rows, line):
                builder.rows.append((number, [line]))
            else:
                builder.rows[-1][1][-1] += "\n" + line
        else:
            builder.end_table()
            builder.paragraph(number, line)


def _heads_rows(rows: Sequence[tuple[int, list[str]]], line: str) -> bool:
    """Whether a line between whole rows is a heading of those below, not the rest of a unit or a deadline."""
    if not rows or len(rows[-1][1]) != len(rows[0][1]) or len(line) > _HEADING_LIMIT:
        return False
    if len(rows) == 1:
        return True  # a header is never broken
    last = read_title(rows[0][1][-1])
    plain = last is not None and last.holds in (Holds.UNITS, Holds.DEADLINE)
    blank = not rows[-1][1][-1].strip()
    return (plain or blank) and not re.search(r"[，。；、：]$|\d", line) and not looks_like_units(line)


def _completes(rows: Sequence[tuple[int, list[str]]], cells: Sequence[str]) -> bool:
    """Whether a line goes on in the last cell of the row above: only together have they the table's width."""
    if len(rows) < 2 or not cells[0].strip() or len(rows[-1][1]) < 2:
        return False
    return len(rows[-1][1]) + len(cells) - 1 == len(rows[0][1])


def _read_cell_lines(lines: Sequence[str], builder: _Builder) -> None:
    """One cell a line after a tab: rows are apart by blank lines, which may also break a cell."""
    last = max(i for i, line in enumerate(lines) if line.startswith("\t"))
    groups: list[list[_Line]] = []
    blank_before = True
    for index, line in enumerate(lines):
        if line.startswith("\t"):
            if blank_before or not groups:
                groups.append([])
            groups[-1].append((index + 1, line[1:]))
            blank_before = False
        elif not line.strip():
            blank_before = True
        elif not groups or _outside(line, after_table=index > last, blank_before=blank_before):
            _end_cell_table(groups, builder)
            builder.paragraph(index + 1, line)
            groups, blank_before = [], True
        else:  # a broken cell goes on, and with it its row
            number, text = groups[-1][-1]
            groups[-1][-1] = number, f"{text}\n{line.strip()}"
            blank_before = False
    _end_cell_table(groups, builder)


def _outside(line: str, *, after_table: bool, blank_before: bool) -> bool:
    """Whether a line without a tab is text beside the table and not the rest of a cell."""
    if not blank_before and line.startswith("附件"):
        return False  # the rest of “见附件2”
    return bool(FURNITURE.match(line)) or (blank_before and (after_table or bool(_HEADING.search(line))))


def _end_cell_table(groups: list[list[_Line]], builder: _Builder) -> None:
    if not groups:
        return
    cells = [(line, text.strip()) for group in groups for line, text in group]
    start, width = title_run([text for _, text in cells])
    longest = max(map(len, groups))
    if width >= 3 and longest >= width + 2 and not any(_is_header(g, width) for g in groups):
        # Nothing separates the rows: only their numbers do.
        _flat_rows(cells, start, width, builder)
        return
    builder.rows = _mend_rows(groups)
    builder.end_table()


def _is_header(group: list[_Line], width: int) -> bool:
    """Whether a group is a whole header: titles, and few words beside them that nobody knows."""
    texts = [text for _, text in group if text.strip()]
    known = sum(is_column_title(text) and not text[:1].isdigit() for text in texts)
    return known >= width and known * 5 >= len(texts) * 3 and all(len(text) <= _TITLE_LIMIT for text in texts)


def _mend_rows(groups: list[list[_Line]]) -> list[tuple[int, list[str]]]:
    """Join two groups that only together have the table's usual width: a blank line stood inside a row."""
    widths = Counter(map(len, groups))
    usual = max(widths, key=lambda width: (widths[width], width))
    rows: list[tuple[int, list[str]]] = []
    for group in groups:
        texts = [text for _, text in group]
        if rows and len(rows[-1][1]) < usual and len(rows[-1][1]) + len(texts) == usual:
            rows[-1][1].extend(texts)
        else:
            rows.append((group[0][0], texts))
    return rows


def _read_bare_lines(lines: Sequence[str], builder: _Builder) -> None:
    """One cell a line without any mark: the run of column titles gives the width, serial numbers the rows."""
    filled = whole_titles([(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()])
    start, width = title_run([text for _, text in filled])
    if width < 3:
        for number, line in unwrapped(lines):
            builder.paragraph(number, line)
        return
    _flat_rows(filled, start, width, builder)


def _flat_rows(cells: list[_Line], start: int, width: int, builder: _Builder) -> None:
    """Lay a flat run of cells out below its titles; what stands before and behind them is outside."""
    for number, line in cells[:start]:
        builder.paragraph(number, line)
    titles = [text for _, text in cells[start : start + width]]
    body = _without_titles(cells[start + width :], titles)
    printed, titles = _with_numbers(titles, [text for _, text in body])
    builder.rows.append((cells[start][0], printed))
    rows, used = lay_out([text for _, text in body], titles) if body else ([], 0)
    for row in rows:
        number = body[row.first][0]
        builder.rows.append((number, row.cells))
        if row.doubt:
            builder.doubtful[number] = row.doubt
    builder.end_table()
    for number, line in body[used:]:
        builder.paragraph(number, line)


def _with_numbers(titles: list[str], body: Sequence[str]) -> tuple[list[str], list[str]]:
    """The titles as printed and as meant: serial numbers may stand in a column without a title."""
    if not body or any(holds_of(title) is Holds.NUMBER for title in titles):
        return titles, titles
    found = [text for text in body if text.isdecimal()]
    place = body.index("1") if "1" in body else len(titles)
    if len(found) < 2 or found != [str(n) for n in range(1, len(found) + 1)] or place >= len(titles):
        return titles, titles
    return [*titles[:place], "", *titles[place:]], [*titles[:place], "序号", *titles[place:]]


def _without_titles(body: list[_Line], titles: Sequence[str]) -> list[_Line]:
    """The cells without the header that a page break printed again, up to a line that is no cell."""
    texts = [text for _, text in body]
    width = len(titles)
    again = [i for i in range(len(body) - width + 1) if texts[i : i + width] == list(titles)]
    dropped = {line for i in again for line in range(i, i + width)}
    return [cell for index, cell in enumerate(body) if index not in dropped]
