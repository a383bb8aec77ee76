"""Word documents (.docx): paragraphs and tables with their true merges, read from the XML itself.

Not through python-docx, whose cell access is quadratic on merged tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.errors import FileUnreadable
from gongkai_desktop.importers.formats.docx_numbering import Numbering, W, read_numbering
from gongkai_desktop.importers.formats.limits import (
    MAX_COLUMNS,
    bounded,
    check_area,
    check_cell,
    check_tables,
)
from gongkai_desktop.importers.formats.package import open_archive, parse_part

_SKIPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}instrText",
    f"{W}delText",
    f"{W}pPr",
    f"{W}rPr",
    f"{W}drawing",
    f"{W}pict",
}
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " "}
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


def read(name: str, data: bytes) -> RawDocument:
    """Read a .docx. Raises FileUnreadable when it is broken."""
    with open_archive(name, data) as archive:
        root = parse_part(name, archive, "word/document.xml")
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise FileUnreadable(
                f"“{name}”里没有正文。", "请用 WPS 或 Word 打开检查，另存为 .docx 后再导入。"
            )
        numbering = read_numbering(
            parse_part(name, archive, "word/numbering.xml"), parse_part(name, archive, "word/styles.xml")
        )
    blocks: list[Block] = []
    tables = paragraphs = 0
    for element in _blocks(body):
        if element.tag == f"{W}tbl":
            tables += 1
            check_tables(name, tables)
            blocks.append(_table(name, element, f"表{tables}", numbering))
        else:
            paragraphs += 1
            text = _paragraph_text(element, numbering).strip()
            if text:
                blocks.append(Paragraph(check_cell(name, "正文", text), f"第{paragraphs}段"))
    return RawDocument(name, tuple(blocks))


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, looking through content controls and custom XML."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
            yield from _blocks(child)


def _paragraph_text(paragraph: etree._Element, numbering: Numbering) -> str:
    return numbering.label(paragraph) + "".join(_runs(paragraph))


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag == f"{W}noBreakHyphen":
            yield "-"
        elif child.tag not in _SKIPPED and child.tag != _ALTERNATE:
            yield from _runs(child)


def _cell_text(cell: etree._Element, numbering: Numbering) -> str:
    """A cell's paragraphs a line each; a table inside a cell gives its cells' text line by line."""
    lines: list[str] = []
    for block in _blocks(cell):
        if block.tag == f"{W}p":
            lines.append(_paragraph_text(block, numbering))
        else:
            lines += [_cell_text(inner, numbering) for inner in block.iter(f"{W}tc")]
    return "\n".join(lines).strip()


@dataclass(slots=True)
class _Open:
    """A cell that may still grow downwards."""

    text: str
    row: int
    column: int
    column_span: int
    row_span: int = 1


def _table(name: str, table: etree._Element, place: str, numbering: Numbering) -> Grid:
    done: list[_Open] = []
    growing: dict[int, _Open] = {}
    width = row_index = 0
    for row in _rows(table):
        column = _skip(row, "gridBefore")
        below: dict[int, _Open] = {}
        for cell in _cells(row):
            span, merge = _spans(cell)
            above = growing.get(column)
            if merge == "continue" and above is not None and above.column_span == span:
                above.row_span += 1
                below[column] = above
                # Word keeps text in hidden parts of a merge only when somebody typed it there by mistake.
                hidden = _cell_text(cell, numbering)
                above.text += f"\n{hidden}" if hidden else ""
            else:
                current = _Open(_cell_text(cell, numbering), row_index, column, span)
                done.append(current)
                if merge:
                    below[column] = current
            column += span
        width = max(width, column)
        growing = below
        row_index += 1
        check_area(name, place, row_index, width, len(done))
    cells = tuple(
        Cell(check_cell(name, place, c.text), c.row, c.column, c.row_span, c.column_span) for c in done
    )
    return Grid(place, cells, row_index, width)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells(child)


def _skip(row: etree._Element, name: str) -> int:
    value = row.find(f"{W}trPr/{W}{name}")
    return 0 if value is None else bounded(value.get(f"{W}val"), 0, MAX_COLUMNS, least=0)


def _spans(cell: etree._Element) -> tuple[int, str]:
    """Columns covered, and "restart", "continue" or "" for the vertical merge."""
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    columns = bounded(span.get(f"{W}val"), 1, MAX_COLUMNS) if span is not None else 1
    return columns, "" if merge is None else merge.get(f"{W}val", "continue")
