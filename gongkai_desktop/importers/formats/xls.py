"""Old Excel workbooks (.xls) and WPS tables (.et): every visible sheet with its merges.

Read from the records themselves: calamine reads this format too, but a damaged file makes it ask for
any amount of memory, which ends the whole program. Formulas are never computed, as in .xlsx.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai_desktop.domain.grid import Block, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.biff import (
    CONTINUE,
    Record,
    records,
    rk_number,
    shared_strings,
    text_at,
)
from gongkai_desktop.importers.formats.ole import OleFile, damaged
from gongkai_desktop.importers.formats.sheet import sheet_blocks
from gongkai_desktop.importers.formats.xlsx import cell_text
from gongkai_desktop.importers.formats.xlsx_dates import BUILT_IN

_BOF, _EOF, _PASSWORD = 0x0809, 0x000A, 0x002F
_SHEET, _STRINGS, _FORMAT, _STYLE, _SINCE_1904 = 0x0085, 0x00FC, 0x041E, 0x00E0, 0x0022
_SHARED, _LABEL, _RICH_LABEL, _NUMBER, _RK, _MANY_RK = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD
_FORMULA, _FORMULA_TEXT, _TRUTH, _MERGES = 0x0006, 0x0207, 0x0205, 0x00E5
_BIFF8 = 0x0600
_WORKSHEET, _VISIBLE = 0, 0

_NOT_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|am/pm|general|上午/下午', re.IGNORECASE)
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def read(name: str, data: bytes) -> RawDocument:
    """Read a .xls or .et. Raises FileUnreadable when it is broken, locked, too old or something else."""
    ole = OleFile(name, data)
    stream = ole.first_of("Workbook")
    if stream is None:
        old = ole.first_of("Book") is not None
        raise FileUnreadable(
            f"“{name}”是很早版本的 Excel 文件，无法读取。" if old else f"“{name}”里没有工作表。",
            "请用 WPS 或 Excel 打开后另存为 .xlsx，再导入。",
        )
    try:
        book = _read_book(name, stream)
        blocks: list[Block] = []
        for title, place in book.sheets:
            sheet = _read_sheet(book, _part(stream, place))
            blocks += sheet_blocks(name, title, sheet.rows(), sheet.merges)
    except (struct.error, IndexError, OverflowError):
        raise damaged(name) from None
    return RawDocument(name, tuple(blocks), tuple(book.notes))


@dataclass(slots=True)
class _Book:
    """What holds for all sheets; `styles` are the number formats by the cells' style."""

    sheets: list[tuple[str, int]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    epoch: dt.datetime = dt.datetime(1899, 12, 30)  # noqa: DTZ001 — days in cells have no time zone
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Sheet:
    """Texts by place, and merges."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def rows(self) -> list[list[str]]:
        """The texts row by row, each row as long as it is filled."""
        filled = [place for place, text in self.texts.items() if text]
        out: list[list[str]] = [[] for _ in range(max((row for row, _ in filled), default=-1) + 1)]
        for row, column in sorted(filled):
            out[row] += [""] * (column - len(out[row]))
            out[row].append(self.texts[row, column])
        return out


def _part(stream: bytes, at: int) -> Iterator[Record]:
    """The records of the part of the workbook that begins here; charts inside it are passed over."""
    depth = 0
    for record in records(stream, at):
        depth += (record.kind == _BOF) - (record.kind == _EOF)
        if depth == 0:
            return
        if depth == 1:
            yield record
    raise struct.error  # an end mark is missing: the file is cut off


def _read_book(name: str, stream: bytes) -> _Book:
    book = _Book()
    formats = dict(BUILT_IN)
    styles: list[int] = []
    strings: list[bytes] = []
    previous = 0
    for kind, data in _part(stream, 0):
        if kind == _BOF and struct.unpack_from("<H", data)[0] != _BIFF8:
            raise FileUnreadable(
                f"“{name}”是很早版本的 Excel 文件，无法读取。",
                "请用 WPS 或 Excel 打开后另存为 .xlsx，再导入。",
            )
        if kind == _PASSWORD:
            raise FileUnreadable(
                f"“{name}”有打开密码，无法读取。", "请在 WPS 或 Excel 中取消密码，另存后再导入。"
            )
        if kind == _SHEET:
            _add_sheet(book, data)
        elif kind == _STRINGS or (kind == CONTINUE and previous == _STRINGS):
            strings.append(data)
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", data)[0]] = text_at(data, 2)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", data, 2)[0])
        elif kind == _SINCE_1904 and data[:1] == b"\x01":
            book.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001
        previous = previous if kind == CONTINUE else kind
    book.strings = shared_strings(strings) if strings else []
    book.styles = [formats.get(style, "") for style in styles]
    return book


def _add_sheet(book: _Book, data: bytes) -> None:
    place, hidden, kind = struct.unpack_from("<IBB", data)
    title = text_at(data, 6, short=True)
    if kind != _WORKSHEET:
        return
    if hidden & 3 == _VISIBLE:
        book.sheets.append((title, place))
    else:
        book.notes.append(f"隐藏的工作表“{title}”没有读取")


def _read_sheet(book: _Book, part: Iterator[Record]) -> _Sheet:
    sheet = _Sheet()
    waiting: tuple[int, int] | None = None
    for kind, data in part:
        if kind == _MERGES:
            _add_merges(sheet, data)
        elif kind == _FORMULA_TEXT and waiting is not None:
            sheet.texts[waiting] = text_at(data, 0).strip()
        elif kind == _MANY_RK:
            row, first = struct.unpack_from("<HH", data)
            for offset, (style, code) in enumerate(struct.iter_unpack("<HI", data[4:-2])):
                sheet.texts[row, first + offset] = _number(book, style, rk_number(code))
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", data)
            text = _value(book, kind, style, data)
            # The text a formula gives stands in a record of its own.
            waiting = (row, column) if text is None else None
            sheet.texts[row, column] = text or ""
    return sheet


def _add_merges(sheet: _Sheet, data: bytes) -> None:
    (count,) = struct.unpack_from("<H", data)
    for index in range(count):
        top, bottom, left, right = struct.unpack_from("<4H", data, 2 + 8 * index)
        if bottom >= top and right >= left:
            sheet.merges[top, left] = (bottom - top + 1, right - left + 1)


_CELLS = {_SHARED, _LABEL, _RICH_LABEL, _NUMBER, _RK, _FORMULA, _TRUTH}


def _value(book: _Book, kind: int, style: int, data: bytes) -> str | None:
    """A cell's text, None for a formula whose text follows."""
    if kind == _SHARED:
        return book.strings[int.from_bytes(data[6:10], "little")].strip()
    if kind in (_LABEL, _RICH_LABEL):
        return text_at(data, 6).strip()
    if kind == _RK:
        return _number(book, style, rk_number(struct.unpack_from("<I", data, 6)[0]))
    if kind == _TRUTH:
        return _truth(data[6], is_error=bool(data[7]))
    if kind == _FORMULA and data[12:14] == b"\xff\xff":
        # Not a number: text, true or false, an error, or nothing.
        return {0: None, 1: _truth(data[8]), 2: _truth(data[8], is_error=True)}.get(data[6], "")
    return _number(book, style, struct.unpack_from("<d", data, 6)[0])


def _truth(value: int, *, is_error: bool = False) -> str:
    return _ERRORS.get(value, "#N/A") if is_error else cell_text(bool(value))


def _number(book: _Book, style: int, value: float) -> str:
    shown = book.styles[style] if style < len(book.styles) else ""
    if not math.isfinite(value):
        raise struct.error
    if shown and _is_date(shown) and 0 < value < 2_958_466:
        return cell_text(book.epoch + dt.timedelta(days=value), shown)
    return cell_text(value)


def _is_date(number_format: str) -> bool:
    bare = _NOT_FORMAT.sub("", number_format).lower()
    # Minutes are an m too: a date has a year or a day, or a month and no hours.
    return any(letter in bare for letter in "yd") or ("m" in bare and not set("hs") & set(bare))
