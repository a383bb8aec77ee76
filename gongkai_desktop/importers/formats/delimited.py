"""Text whose cells a comma, semicolon or tab keeps apart, and quotation marks hold line breaks together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai_desktop.importers.column_titles import is_column_title

_HEAD = 200_000
_MOST = 0.7
_BROKEN_CELL = re.compile(r'(?:^|\t)"(?:[^"\t\n]|"")*\n', re.MULTILINE)
_SEPARATOR_LINE = re.compile(r"sep=([,;\t])\n", re.IGNORECASE)


class Unclosed(ValueError):
    """A quotation mark that opens a cell and is never closed: the text is cut off."""


def split_records(text: str, delimiter: str, *, only_broken: bool = False) -> Iterator[list[str]]:
    """The records of a text with \\n as line ends.

    With `only_broken`, quotation marks are those of Excel's clipboard: they wrap only cells with a line break
    or a tab, and any other mark is part of the text. Raises Unclosed otherwise at a mark without its end.
    """
    plain = re.compile(f"[^{delimiter}\n]*")
    record: list[str] = []
    at, closed = 0, True
    while True:
        end = -1
        if closed and text.startswith('"', at):
            end = _closing(text, at + 1)
            closed = end >= 0
            if not closed and not only_broken:
                raise Unclosed
        if end >= 0 and _wraps(text, at, end, delimiter, only_broken):
            record.append(text[at + 1 : end].replace('""', '"'))
            at = end + 1
        else:
            found = plain.match(text, at)
            assert found is not None  # it matches nothing at all, too
            record.append(found.group())
            at = found.end()
        if at >= len(text):
            yield record
            return
        if text[at] == "\n":
            yield record
            record = []
        at += 1


def _closing(text: str, start: int) -> int:
    """Where the mark stands that ends a quoted cell; -1 where there is none."""
    at = text.find('"', start)
    while at >= 0 and text.startswith('"', at + 1):
        at = text.find('"', at + 2)
    return at


def _wraps(text: str, start: int, end: int, delimiter: str, only_broken: bool) -> bool:
    if end + 1 < len(text) and text[end + 1] not in (delimiter, "\n"):
        return False
    return not only_broken or "\n" in text[start:end] or delimiter in text[start:end]


def sniff(text: str) -> str | None:
    """The delimiter of a table in a text file, None where the text is no such table.

    Tabs count only with quoted cells in them: without, the dialects of plain text read more.
    """
    if found := _SEPARATOR_LINE.match(text):
        return found.group(1)
    head = text.lstrip("\ufeff")[:_HEAD]
    delimiters = ",;\t" if has_broken_cells(head) else ",;"
    share, delimiter = max((_regular(head, delimiter), delimiter) for delimiter in delimiters)
    return delimiter if share else None


def has_broken_cells(text: str) -> bool:
    """Whether the head of a text between tabs has a quoted cell with a line break in it."""
    return bool(_BROKEN_CELL.search(text, 0, _HEAD))


def body(text: str) -> str:
    """The text without Excel's line that names the delimiter."""
    return _SEPARATOR_LINE.sub("", text, count=1) if _SEPARATOR_LINE.match(text) else text


def _regular(head: str, delimiter: str) -> float:
    """How much of the text is records of one width; 0 where it is too little for a table."""
    if delimiter not in head:
        return 0.0
    records: list[list[str]] = []
    try:
        for record in split_records(head, delimiter):
            if any(field.strip() for field in record):
                records.append(record)
    except Unclosed:
        pass  # the head may end inside a cell; so may a file that was cut off, which its reader refuses
    if len(records) < 2:
        return 0.0
    if share := _below_header(records):
        return 1.0 + share
    inner = sum(any(mark in field for mark in "\t|｜") for record in records for field in record)
    if 2 * inner > len(records):
        return 0.0  # its cells are parted by tabs or bars, and this sign stands inside them
    widths = Counter(len(record) for record in records)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    if width < 3 or count < 2:
        return 0.0
    share = count / len(records)
    return share if share >= _MOST else 0.0


def _below_header(records: Sequence[Sequence[str]]) -> float:
    """How many records below one of column titles have its width; 0 without such a one or with too few.

    Text before and after the table is records, too: of one field.
    """
    for index, record in enumerate(records[:-1]):
        filled = [field for field in record if field.strip()]
        titles = sum(map(is_column_title, filled))
        if len(filled) < 2 or titles < 2 or titles * 5 < len(filled) * 3:
            continue
        below = [len(other) for other in records[index + 1 :] if len(other) > 1]
        share = below.count(len(record)) / max(len(below), 1)
        return share if share >= _MOST and (len(record) > 2 or titles == 2) else 0.0
    return 0.0
