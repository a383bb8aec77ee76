"""What the readers of OpenDocument files (.odt, .ods) share: names, text of paragraphs, rows and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.limits import bounded
from gongkai_desktop.importers.formats.package import open_archive, parse_part

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_NAMES}office:1.0}}"
TABLE = f"{{{_NAMES}table:1.0}}"
TEXT = f"{{{_NAMES}text:1.0}}"
STYLE = f"{{{_NAMES}style:1.0}}"
DRAW = f"{{{_NAMES}drawing:1.0}}"

_WHITE = re.compile(r"[ \t\n\r]+")
# What stands inside a paragraph without being part of its printed text.
_SKIPPED = frozenset(
    TEXT + tag
    for tag in (
        "note",
        "tracked-changes",
        "hidden-text",
        "hidden-paragraph",
        "ruby-text",
        "alphabetical-index-mark",
    )
).union(OFFICE + tag for tag in ("annotation", "annotation-end", "forms"))
_BREAKS = {f"{TEXT}line-break": "\n", f"{TEXT}tab": " "}
_ROW_GROUPS = (f"{TABLE}table-row-group", f"{TABLE}table-header-rows", f"{TABLE}table-rows")
_MAX_COUNT = 2**21


class Parts(NamedTuple):
    """The parts of a file that its reader needs."""

    body: etree._Element
    content: etree._Element
    styles: etree._Element | None


def open_parts(name: str, data: bytes, kind: str) -> Parts:
    """The body of this kind (text, spreadsheet) with its styles. Raises FileUnreadable."""
    with open_archive(name, data) as archive:
        content = parse_part(name, archive, "content.xml")
        styles = parse_part(name, archive, "styles.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}{kind}") if content is not None else None
    if content is None or body is None:
        raise FileUnreadable(
            f"“{name}”里没有正文。", "请用 WPS 或 LibreOffice 打开检查，另存为 .docx 或 .xlsx 后再导入。"
        )
    return Parts(body, content, styles)


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph with its line breaks; the depth is bounded by the parser."""
    out: list[str] = []
    _collect(paragraph, out)
    return "".join(out).strip()


def _collect(element: etree._Element, out: list[str]) -> None:
    if element.text:
        out.append(_WHITE.sub(" ", element.text))
    for child in element:
        tag = str(child.tag)
        if tag in _BREAKS:
            out.append(_BREAKS[tag])
        elif tag == f"{TEXT}s":
            out.append(" " * min(count_of(child, f"{TEXT}c"), 100))
        elif tag not in _SKIPPED and not tag.startswith(DRAW):
            _collect(child, out)
        if child.tail:
            out.append(_WHITE.sub(" ", child.tail))


def count_of(element: etree._Element, name: str, default: int = 1) -> int:
    """A repetition or span, at least 1, whatever the file says."""
    return bounded(element.get(name), default, _MAX_COUNT)


def table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table in order, through groups and header rows."""
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from table_rows(child)


class CellAt(NamedTuple):
    """A cell of a row: its first column, how often it repeats to the right, and its spans."""

    column: int
    repeat: int
    element: etree._Element
    row_span: int
    column_span: int


def row_cells(row: etree._Element) -> Iterator[CellAt]:
    """The cells of a row that are not covered by another."""
    column = 0
    for cell in row:
        repeat = count_of(cell, f"{TABLE}number-columns-repeated")
        if cell.tag == f"{TABLE}table-cell":
            rows, columns = (count_of(cell, f"{TABLE}number-{kind}-spanned") for kind in ("rows", "columns"))
            yield CellAt(column, repeat, cell, rows, columns)
        elif cell.tag != f"{TABLE}covered-table-cell":
            continue
        column += repeat
