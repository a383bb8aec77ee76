"""OpenDocument texts (.odt): paragraphs with their automatic numbers, and tables with their true merges.

Text that a tracked change deleted, comments and footnotes are left out, as in .docx.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from gongkai_desktop.domain.grid import Block, Cell, Grid, Paragraph, RawDocument
from gongkai_desktop.importers.formats.limits import MAX_COLUMNS, check_area, check_cell, check_tables
from gongkai_desktop.importers.formats.odf import (
    DRAW,
    TABLE,
    TEXT,
    CellAt,
    count_of,
    open_parts,
    paragraph_text,
    row_cells,
    table_rows,
)
from gongkai_desktop.importers.formats.odt_numbering import OUTLINE, Numbering, read_numbering
from gongkai_desktop.importers.formats.table_grid import without_empty_columns

_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_ITEMS = (f"{TEXT}list-item", f"{TEXT}list-header")
_WRAPPERS = frozenset(
    TEXT + tag for tag in ("section", "index-body", "index-title", "numbered-paragraph", "table-of-content")
).union((f"{DRAW}frame", f"{DRAW}text-box"))


def read(name: str, data: bytes) -> RawDocument:
    """Read a .odt. Raises FileUnreadable when it is broken."""
    parts = open_parts(name, data, "text")
    reader = _Reader(name, read_numbering(parts))
    blocks: list[Block] = []
    tables = paragraphs = 0
    for item in reader.blocks(parts.body):
        if isinstance(item, str):
            paragraphs += 1
            if item:
                blocks.append(Paragraph(check_cell(name, "正文", item), f"第{paragraphs}段"))
        elif item.tag == f"{TABLE}table":
            tables += 1
            check_tables(name, tables)
            if (grid := reader.table(item, f"表{tables}")) is not None:
                blocks.append(grid)
    return RawDocument(name, tuple(blocks), tuple(reader.notes))


@dataclass(slots=True)
class _Reader:
    name: str
    numbering: Numbering
    notes: list[str] = field(default_factory=list)

    def blocks(self, parent: etree._Element) -> Iterator[str | etree._Element]:
        """Texts of paragraphs and table elements in order."""
        for child in parent:
            tag = child.tag
            if tag in _PARAGRAPHS:
                yield self._outline_label(child) + paragraph_text(child)
                for box in child.iter(f"{DRAW}text-box"):
                    yield from box.findall(f"{TABLE}table")
            elif tag == f"{TABLE}table":
                yield child
            elif tag == f"{TEXT}list":
                style = child.get(f"{TEXT}style-name", "")
                yield from self._list(child, style, self.numbering.open_list(child, style), 1)
            elif tag in _WRAPPERS:
                if child.get(f"{TEXT}display") == "none":
                    self._note("文档里隐藏的段落没有读取")
                else:
                    yield from self.blocks(child)

    def _list(
        self, element: etree._Element, style: str, key: str, level: int
    ) -> Iterator[str | etree._Element]:
        for item in element:
            if item.tag not in _ITEMS:
                continue
            label = ""
            if item.tag == f"{TEXT}list-item" and (len(item) == 0 or item[0].tag != f"{TEXT}list"):
                start = item.get(f"{TEXT}start-value")
                given = count_of(item, f"{TEXT}start-value") if start is not None else None
                label = self.numbering.label(key, style, level, given)
            for child in item:
                if child.tag in _PARAGRAPHS:
                    yield label + paragraph_text(child)
                    label = ""
                elif child.tag == f"{TEXT}list":
                    yield from self._list(child, child.get(f"{TEXT}style-name", style), key, level + 1)
                elif child.tag == f"{TABLE}table":
                    yield child

    def _outline_label(self, paragraph: etree._Element) -> str:
        if paragraph.tag != f"{TEXT}h" or paragraph.get(f"{TEXT}is-list-header") == "true":
            return ""
        return self.numbering.label(OUTLINE, OUTLINE, count_of(paragraph, f"{TEXT}outline-level"))

    def table(self, table: etree._Element, place: str) -> Grid | None:
        """A table with its merges; None where it is blank."""
        cells: list[Cell] = []
        row = 0
        for element in table_rows(table):
            found = [(cell, self._cell_text(cell.element)) for cell in row_cells(element)]
            repeat = count_of(element, f"{TABLE}number-rows-repeated")
            for _ in range(repeat if any(text for _, text in found) else 1):
                for cell, text in found:
                    cells += self._repeated(cell, text, row)
                row += 1
                check_area(self.name, place, row, cells[-1].column + 1 if cells else 1, len(cells))
        if not any(cell.text for cell in cells):
            return None
        inside = [replace(cell, row_span=min(cell.row_span, row - cell.row)) for cell in cells]
        return Grid(place, *without_empty_columns(inside, row))

    def _repeated(self, cell: CellAt, text: str, row: int) -> Iterator[Cell]:
        last = min(cell.column + cell.repeat, MAX_COLUMNS + 1)
        for column in range(min(cell.column, MAX_COLUMNS), last):
            yield Cell(text, row, column, cell.row_span, min(cell.column_span, MAX_COLUMNS))

    def _cell_text(self, cell: etree._Element) -> str:
        """A cell's paragraphs a line each; a table inside a cell gives its cells' text line by line."""
        lines: list[str] = []
        for block in self.blocks(cell):
            if isinstance(block, str):
                lines.append(block)
                continue
            if block.get(f"{TABLE}is-sub-table") == "true":
                self._note("表格里有拆分成小格的单元格，各小格的文字已合在一起，请核对")
            rows = table_rows(block)
            lines += [self._cell_text(inner.element) for row in rows for inner in row_cells(row)]
        return check_cell(self.name, "表格", "\n".join(lines).strip())

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)
