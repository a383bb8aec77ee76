"""Plain text as it is copied from web pages and Word: three dialects of tables, and text around them.

- rows of cells between tabs, one row a line, pages apart by blank lines;
- rows of cells between vertical bars;
- one cell a line, each after a tab, rows apart by blank lines, cells broken by blank lines.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.column_titles import is_column_title

_BREAKING_TAG = re.compile(r"</(?:p|div|li|h\d)>\s*|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BOOKMARK = re.compile(r"\[bookmark:[^\]]*\]")
_RULE = re.compile(r"^[|\s:：+\-—=]+$")
_FURNITURE = re.compile(
    r"^\s*(?:抄送|抄报|注[:：]|备注[:：]|说明[:：]|附件|扫一扫|打印|关闭|分享|来源[:：]|您访问|责任编辑|"
    r".*印发\s*$|.*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$)"
)
_SECTION = re.compile(r"^\s*[（(]?[一二三四五六七八九十]{1,3}[）)、]")


def decode(name: str, data: bytes) -> str:
    """Text in UTF-8, UTF-16 or GB18030. Raises FileUnreadable for anything that is no text."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise FileUnreadable(
        f"“{name}”不是文本、Word 或 Excel 文件，或者已经损坏。",
        "请确认文件能正常打开，另存为 .docx 或 .xlsx 后再导入。",
    )


def clean_markup(text: str) -> str:
    """Web leftovers taken out of a cell: tags, entities, bookmarks."""
    text = _TAG.sub("", _BREAKING_TAG.sub("\n", text))
    return html.unescape(_BOOKMARK.sub("", text)).strip("\n\r ")


@dataclass(slots=True)
class _Builder:
    """Collects blocks in reading order; `rows` is the table being read, as (line number, cells)."""

    blocks: list[Block] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    tables: int = 0

    def paragraph(self, line: int, text: str) -> None:
        text = clean_markup(text).strip()
        if text:
            self.blocks.append(Paragraph(text, f"第{line}行"))

    def end_table(self) -> None:
        if not self.rows:
            return
        self.tables += 1
        cells = tuple(
            Cell(clean_markup(text).strip(), line - 1, column)
            for line, row in self.rows
            for column, text in enumerate(row)
        )
        width = max(len(row) for _, row in self.rows)
        self.blocks.append(Grid(f"文本表{self.tables}", cells, self.rows[-1][0], width, true_spans=False))
        self.rows = []


def read(name: str, data: bytes) -> RawDocument:
    """Read a text file into paragraphs and tables; row numbers are the file's line numbers."""
    lines = decode(name, data).split("\n")
    builder = _Builder()
    _dialect(lines)(lines, builder)
    builder.end_table()
    return RawDocument(name, tuple(builder.blocks))


def _dialect(lines: Sequence[str]) -> Callable[[Sequence[str], _Builder], None]:
    bars = sum(line.count("|") + line.count("｜") >= 2 for line in lines)
    inner_tabs = sum("\t" in line.strip("\t ") for line in lines)
    cell_lines = sum(line.startswith("\t") and "\t" not in line.strip("\t ") for line in lines)
    if bars >= 2 and bars >= inner_tabs:
        return _read_bars
    if inner_tabs >= 2 and inner_tabs * 3 >= cell_lines:
        return _read_tabs
    if cell_lines >= 4:
        return _read_cell_lines
    return _read_bare_lines


def _read_bars(lines: Sequence[str], builder: _Builder) -> None:
    for number, line in enumerate(lines, 1):
        line = line.replace("｜", "|")
        if line.count("|") < 2:
            if line.strip() and builder.rows and _continues(lines, number, "|"):
                builder.rows[-1][1][-1] += "\n" + line
                continue
            builder.end_table()
            builder.paragraph(number, line)
        elif not _RULE.match(line):
            inner = line.strip()
            inner = inner[1:] if inner.startswith("|") else inner
            cells = (inner[:-1] if inner.endswith("|") else inner).split("|")
            builder.rows.append((number, [cell.strip() for cell in cells]))


def _continues(lines: Sequence[str], number: int, separator: str) -> bool:
    """Whether the table goes on right below line `number` (1-based), so that this line is part of a cell."""
    return number < len(lines) and separator in lines[number].strip(" ")


def _read_tabs(lines: Sequence[str], builder: _Builder) -> None:
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
            if _SECTION.match(line):
                builder.rows.append((number, [line]))
            else:
                builder.rows[-1][1][-1] += "\n" + line
        else:
            builder.end_table()
            builder.paragraph(number, line)


def _completes(rows: Sequence[tuple[int, list[str]]], cells: Sequence[str]) -> bool:
    """Whether a line goes on in the last cell of the row above: only together have they the table's width."""
    if len(rows) < 2 or not cells[0].strip():
        return False
    return len(rows[-1][1]) + len(cells) - 1 == len(rows[0][1])


def _read_cell_lines(lines: Sequence[str], builder: _Builder) -> None:
    """One cell a line: group cells into rows by blank lines, mending cells that blank lines break."""
    last = max(i for i, line in enumerate(lines) if line.startswith("\t"))
    first = next(i for i, line in enumerate(lines) if line.startswith("\t"))
    for number, line in enumerate(lines[:first], 1):
        builder.paragraph(number, line)
    groups: list[tuple[int, list[str]]] = []
    blank_before = True
    rest = last + 1
    for index in range(first, len(lines)):
        line = lines[index]
        if line.startswith("\t"):
            if blank_before or not groups:
                groups.append((index + 1, []))
            groups[-1][1].append(line[1:])
            blank_before = False
        elif not line.strip():
            blank_before = True
        elif index > last and (blank_before or _FURNITURE.match(line)):
            rest = index
            break
        else:  # a broken cell goes on, and with it its row
            groups[-1][1][-1] += "\n" + line.strip()
            blank_before = False
            rest = index + 1
    builder.rows = _mend_rows(groups)
    builder.end_table()
    for index in range(max(rest, last + 1), len(lines)):
        builder.paragraph(index + 1, lines[index])


def _mend_rows(groups: list[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    """Join two groups that only together have the table's usual width: a blank line stood inside a row."""
    widths = Counter(len(cells) for _, cells in groups)
    usual = max(widths, key=lambda width: (widths[width], width))
    rows: list[tuple[int, list[str]]] = []
    for line, cells in groups:
        if rows and len(rows[-1][1]) < usual and len(rows[-1][1]) + len(cells) == usual:
            rows[-1][1].extend(cells)
        else:
            rows.append((line, list(cells)))
    return rows


def _read_bare_lines(lines: Sequence[str], builder: _Builder) -> None:
    """One cell a line without any mark: the run of column titles gives the width, serial numbers the rows."""
    filled = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    start, width = _title_run([text for _, text in filled])
    if width < 3:
        for number, line in filled:
            builder.paragraph(number, line)
        return
    for number, line in filled[:start]:
        builder.paragraph(number, line)
    builder.rows.append((filled[start][0], [text for _, text in filled[start : start + width]]))
    body = filled[start + width :]
    expected = 1
    index = 0
    while index + width <= len(body) and body[index][1] == str(expected):
        builder.rows.append((body[index][0], [text for _, text in body[index : index + width]]))
        index += width
        expected += 1
    builder.end_table()
    for number, line in body[index:]:
        builder.paragraph(number, line)


def _title_run(texts: Sequence[str]) -> tuple[int, int]:
    """Where the longest run of column titles begins and how long it is."""
    best = (0, 0)
    start = 0
    for index in range(len(texts) + 1):
        if index < len(texts) and is_column_title(texts[index]):
            continue
        if index - start > best[1]:
            best = (start, index - start)
        start = index + 1
    return best
