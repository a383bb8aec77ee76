"""OpenDocument workbooks (.ods): every visible sheet with its merges, cells as they are shown."""

from __future__ import annotations

from lxml import etree

from gongkai_desktop.domain.grid import Block, RawDocument
from gongkai_desktop.importers.formats.limits import MAX_COLUMNS, check_area, check_tables
from gongkai_desktop.importers.formats.odf import (
    OFFICE,
    STYLE,
    TABLE,
    TEXT,
    count_of,
    open_parts,
    paragraph_text,
    row_cells,
    table_rows,
)
from gongkai_desktop.importers.formats.sheet import sheet_blocks

_Spans = dict[tuple[int, int], tuple[int, int]]


def read(name: str, data: bytes) -> RawDocument:
    """Read a .ods. Raises FileUnreadable when it is broken or far too large."""
    parts = open_parts(name, data, "spreadsheet")
    hidden = _hidden_styles(parts.content)
    blocks: list[Block] = []
    notes: list[str] = []
    sheets = parts.body.findall(f"{TABLE}table")
    check_tables(name, len(sheets))
    for sheet in sheets:
        title = sheet.get(f"{TABLE}name", "")
        if sheet.get(f"{TABLE}style-name") in hidden:
            notes.append(f"隐藏的工作表“{title}”没有读取")
            continue
        blocks += sheet_blocks(name, title, *_rows(name, sheet))
    return RawDocument(name, tuple(blocks), tuple(notes))


def _hidden_styles(content: etree._Element) -> set[str]:
    return {
        style.get(f"{STYLE}name", "")
        for style in content.iter(f"{STYLE}style")
        for properties in style.iter(f"{STYLE}table-properties")
        if properties.get(f"{TABLE}display") == "false"
    }


def _rows(name: str, sheet: etree._Element) -> tuple[list[list[str]], _Spans]:
    """Texts by row and column, and the merges; rows and cells that repeat are written out within limits."""
    rows: list[list[str]] = []
    merges: _Spans = {}
    blank = cells = 0
    for element in table_rows(sheet):
        repeat = count_of(element, f"{TABLE}number-rows-repeated")
        texts, spans = _row(element)
        if not texts:
            blank += repeat
            continue
        cells += len(texts) * repeat
        check_area(name, "工作表", len(rows) + blank + repeat, len(texts), cells)
        rows += [[]] * blank
        blank = 0
        for _ in range(repeat):
            merges.update({(len(rows), column): span for column, span in spans.items()})
            rows.append(texts)
    return rows, merges


def _row(element: etree._Element) -> tuple[list[str], dict[int, tuple[int, int]]]:
    """The texts of a row up to its last filled cell, and the spans of its merged cells by column."""
    texts: list[str] = []
    spans: dict[int, tuple[int, int]] = {}
    for cell in row_cells(element):
        if cell.row_span > 1 or cell.column_span > 1:
            spans[cell.column] = cell.row_span, cell.column_span
        if text := _cell_text(cell.element):
            gap = min(cell.column, MAX_COLUMNS) - len(texts)
            texts += [""] * gap + [text] * min(cell.repeat, MAX_COLUMNS + 1)
    return texts, spans


def _cell_text(cell: etree._Element) -> str:
    """The text a cell shows; where a writer left it out, its value."""
    lines = [paragraph_text(line) for line in cell.iter(f"{TEXT}p", f"{TEXT}h") if _shown(line, cell)]
    if lines:
        return "\n".join(lines).strip()
    for kind in ("string-value", "date-value", "time-value", "boolean-value", "value"):
        if value := cell.get(f"{OFFICE}{kind}"):
            return value.removesuffix("T00:00:00")
    return ""


def _shown(line: etree._Element, cell: etree._Element) -> bool:
    """Whether a paragraph is the cell's own and not that of a comment or a drawing."""
    parent = line.getparent()
    while parent is not None and parent is not cell:
        if parent.tag not in (f"{TEXT}list", f"{TEXT}list-item"):
            return False
        parent = parent.getparent()
    return True
