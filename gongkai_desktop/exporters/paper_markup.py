"""The plain text of a paper, as a clerk writes it, and how it becomes a document.

标题：关于……的通知          主送：  抄送：  附注：  签发人：      at the top, each on its own line
一、……  （一）……  1.……      headings; they are counted anew, so the numbers need not be right
表题：……                    the title of the next table
表格：1 3左 8左 2           a table of columns of these widths; 左 中 右 is how a column stands
表头|序号|任务|             a row of its header
|1|财政信息公开|            a row; [左] and [上] join a cell with its neighbour, [换行] [空2行]
附件：……                    begins an annex
※ ……                        a note for whoever edits the text; it is not printed
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gongkai_desktop.domain.paper_fields import SAME_AS_ABOVE
from gongkai_desktop.exporters.document import (
    Align,
    Attachment,
    Block,
    Heading,
    Table,
    TableCell,
    TableColumn,
    Text,
)

GUARD = "\u2060"
"""Stands before a value, so that its first characters are never taken for markup."""
LINE_END = "\u2028"
"""Stands for a line end inside a value."""
SAME_AS_LEFT = "[左]"
NOTE = "※"

_TOP_KEYS = ("标题", "主送", "抄送", "附注", "签发人")
_KEY = re.compile(rf"^({'|'.join(_TOP_KEYS)}|附件|表题|表格|表格字号)：[ 　]*(.*)$")
_HEADINGS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\d{1,2}[.．](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
)
_LEAD = re.compile(r"[^。：]+[。：](?=.)")
"""The part of a heading in its own face, where text follows it in the same paragraph."""
_COLUMN = re.compile(r"^(\d+(?:\.\d+)?)([左中右]?)$")
_ALIGN: Mapping[str, Align] = {"左": "left", "中": "centre", "右": "right", "": "centre"}
_SIZES = {"四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0}
_HEADER_ROW = "表头|"
_BLANKS = re.compile(r"\[空([1-9])行\]")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text, by the number of its line from 1."""

    line: int
    message: str


class WrongMarkup(Exception):
    """A finished text that is no paper."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Draft:
    """What a text says."""

    title: str
    addressees: tuple[str, ...]
    copies: tuple[str, ...]
    note: str
    signer: str
    blocks: tuple[Block, ...]
    attachments: tuple[Attachment, ...]


@dataclass
class _Reading:
    """A text on its way to a draft."""

    top: dict[str, list[str]] = field(default_factory=dict)
    parts: list[tuple[str, list[Block]]] = field(default_factory=lambda: [("", [])])
    table_title: str = ""
    size: float = 12.0
    columns: tuple[TableColumn, ...] = ()
    rows: list[tuple[bool, list[str]]] = field(default_factory=list)

    def end_table(self) -> None:
        """Put the table that was being read among the blocks."""
        if self.rows:
            self.parts[-1][1].append(_table(self.columns, self.rows, self.table_title, self.size))
        if self.rows or self.columns:
            self.table_title, self.size, self.columns, self.rows = "", 12.0, (), []


def read_draft(text: str) -> Draft:
    """The draft that a finished text says. Raises WrongMarkup."""
    reading = _Reading()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith(NOTE):
            _read_line(reading, number, line.strip(" 　\t\r"))
    reading.end_table()
    title = "\n".join(reading.top.get("标题", ()))
    if not title:
        raise WrongMarkup(Fault(1, "没有标题：请在开头写一行“标题：……”。"))
    (_, blocks), *annexes = reading.parts
    return Draft(
        title,
        _names(reading, "主送"),
        _names(reading, "抄送"),
        "".join(reading.top.get("附注", ())),
        "".join(reading.top.get("签发人", ())),
        tuple(blocks),
        tuple(Attachment(name, tuple(parts)) for name, parts in annexes),
    )


def _names(reading: _Reading, key: str) -> tuple[str, ...]:
    return tuple(line for line in reading.top.get(key, ()) if line)


def _read_line(reading: _Reading, number: int, line: str) -> None:
    if row := _row(line):
        if not reading.columns:
            raise WrongMarkup(Fault(number, _NO_COLUMNS))
        if len(row[1]) != len(reading.columns):
            raise WrongMarkup(Fault(number, _wrong_width(len(row[1]), len(reading.columns))))
        reading.rows.append((row[0], [_plain(cell) for cell in row[1]]))
    elif (key := _KEY.match(line)) and (key[1] not in _TOP_KEYS or not reading.parts[-1][1]):
        _read_key(reading, number, key[1], _plain(key[2]))
    else:
        reading.end_table()
        reading.parts[-1][1].append(_block(line))


def _read_key(reading: _Reading, number: int, key: str, value: str) -> None:
    if key in _TOP_KEYS:
        reading.top.setdefault(key, []).append(value)
        return
    if key in ("附件", "表题") or reading.rows:
        reading.end_table()
    if key == "附件":
        reading.parts.append((value, []))
    elif key == "表题":
        reading.table_title = value
    elif key == "表格字号":
        if value not in _SIZES:
            raise WrongMarkup(Fault(number, f"不认识的字号“{value}”，可以写：{'、'.join(_SIZES)}。"))
        reading.size = _SIZES[value]
    else:
        reading.columns = _columns(number, value)


def _plain(text: str) -> str:
    return text.replace(GUARD, "").replace(LINE_END, "\n").strip(" \t")


def _block(line: str) -> Block:
    for level, pattern in enumerate(_HEADINGS, 1):
        if found := pattern.match(line):
            title = _plain(line[found.end() :]).replace("\n", "")
            if level > 2:
                return Heading(level, title)
            lead = _LEAD.match(title)
            return Heading(level, lead[0], title[lead.end() :]) if lead else Heading(level, title)
    return Text(_plain(line).replace("\n", ""))


_NO_COLUMNS = "表格的行之前，要先写一行“表格：”和各列的宽度，例如“表格：1 4左 8左 2”。"


def _wrong_width(found: int, wanted: int) -> str:
    return f"这一行有{found}格，而表格有{wanted}列。格与格之间用“|”隔开，行首行末也要有“|”。"


def _row(line: str) -> tuple[bool, list[str]] | None:
    """Whether the row is one of the header, and its cells; None for a line that is no row."""
    header = line.startswith(_HEADER_ROW)
    if not header and not line.startswith("|"):
        return None
    cells = line.removeprefix("表头")[1:]
    return header, cells.removesuffix("|").split("|")


def _columns(number: int, text: str) -> tuple[TableColumn, ...]:
    columns = []
    for part in text.split():
        if not (found := _COLUMN.match(part)) or not float(found[1]):
            raise WrongMarkup(Fault(number, f"列宽“{part}”不对，要写数字，后面可加左、中、右，例如 8左。"))
        columns.append(TableColumn(float(found[1]), _ALIGN[found[2]]))
    if not columns:
        raise WrongMarkup(Fault(number, _NO_COLUMNS))
    return tuple(columns)


def _table(
    columns: tuple[TableColumn, ...], rows: Sequence[tuple[bool, list[str]]], title: str, size: float
) -> Table:
    header_rows = next((at for at, (header, _) in enumerate(rows) if not header), len(rows))
    grid = [cells for _, cells in rows]
    made = []
    for row, cells in enumerate(grid):
        line = []
        for column, text in enumerate(cells):
            if text == SAME_AS_LEFT or (text == SAME_AS_ABOVE and row not in (0, header_rows)):
                continue
            line.append(_cell(grid, row, column, header_rows))
        made.append(tuple(line))
    return Table(columns, tuple(made), header_rows, title, size)


def _cell(grid: Sequence[Sequence[str]], row: int, column: int, header_rows: int) -> TableCell:
    """A cell with the neighbours that are joined with it; no cell reaches from the header into the rows."""
    last = header_rows if row < header_rows else len(grid)
    down, right = row + 1, column + 1
    while right < len(grid[row]) and grid[row][right] == SAME_AS_LEFT:
        right += 1
    while down < last and grid[down][column] == SAME_AS_ABOVE:
        down += 1
    text = _BLANKS.sub(lambda blank: "\n" * int(blank[1]), grid[row][column].replace("[换行]", "\n"))
    joined = right - column > 1
    return TableCell(text, down - row, right - column, align="centre" if joined else None)


def source_faults(source: str) -> Iterator[Fault]:
    """What can be told from a text before its fields have values."""
    columns: tuple[TableColumn, ...] = ()
    if not re.search(r"^标题：.*\S", source, re.MULTILINE):
        yield Fault(1, "没有标题：请在开头写一行“标题：……”。")
    for number, line in enumerate(source.split("\n"), 1):
        line = _EXPRESSION.sub("值", line.strip())
        try:
            if (key := _KEY.match(line)) and key[1] == "表格" and "{%" not in line:
                columns = _columns(number, key[2])
            elif (row := _row(line)) and "{%" not in line:
                if not columns:
                    yield Fault(number, _NO_COLUMNS)
                elif len(row[1]) != len(columns):
                    yield Fault(number, _wrong_width(len(row[1]), len(columns)))
            elif key and key[1] == "表格字号" and key[2] not in _SIZES:
                yield Fault(number, f"不认识的字号“{key[2]}”，可以写：{'、'.join(_SIZES)}。")
        except WrongMarkup as wrong:
            yield wrong.fault
